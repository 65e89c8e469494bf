package dev.muster.operations;

import dev.muster.posix.DurableFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Optional;

/// Small text files of the working state, replaced as a whole: a reader, or the next start after a
/// crash, finds the old text or the new one.
public final class SmallFiles {
    private SmallFiles() {}

    public static Optional<String> read(Path path) {
        try {
            return Optional.of(Files.readString(path));
        } catch (NoSuchFileException absent) {
            return Optional.empty();
        } catch (IOException e) {
            throw OperationErrors.STATE.error(path + " cannot be read: " + e, "", e);
        }
    }

    public static void delete(Path path) {
        try {
            Files.deleteIfExists(path);
        } catch (IOException e) {
            throw OperationErrors.STATE.error(path + " cannot be deleted: " + e, "", e);
        }
    }

    /// Replaces the file, durable when it returns.
    public static void write(Path path, String text) {
        try {
            Files.createDirectories(path.getParent());
            DurableFile.replace(path, text);
        } catch (IOException e) {
            throw OperationErrors.STATE.error(
                    path + " cannot be written: " + e, "check owner and free space", e);
        }
    }
}
