package dev.muster.operations;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
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

    /// Replaces the file, durably: temporary file, sync, rename, sync of the folder.
    public static void write(Path path, String text) {
        try {
            Files.createDirectories(path.getParent());
            Path temporary = path.resolveSibling(path.getFileName() + ".new");
            try (FileChannel out =
                    FileChannel.open(
                            temporary,
                            StandardOpenOption.CREATE,
                            StandardOpenOption.TRUNCATE_EXISTING,
                            StandardOpenOption.WRITE)) {
                ByteBuffer bytes = ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8));
                while (bytes.hasRemaining()) {
                    out.write(bytes);
                }
                out.force(true);
            }
            Files.move(temporary, path, StandardCopyOption.ATOMIC_MOVE);
            try (FileChannel folder = FileChannel.open(path.getParent())) {
                folder.force(true);
            }
        } catch (IOException e) {
            throw OperationErrors.STATE.error(
                    path + " cannot be written: " + e, "check owner and free space", e);
        }
    }
}
