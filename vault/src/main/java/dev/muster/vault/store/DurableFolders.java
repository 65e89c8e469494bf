package dev.muster.vault.store;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;

/// Folders whose names survive a crash: what is synced in one is lost with its name.
public final class DurableFolders {
    private DurableFolders() {}

    /// Makes a folder and those above it that are missing, each one's name durable.
    ///
    /// @param attributes of each that is made
    public static void make(Path wanted, FileAttribute<?>... attributes) throws IOException {
        Path above = wanted.toAbsolutePath().getParent();
        if (above == null || Files.isDirectory(wanted)) {
            return;
        }
        make(above, attributes);
        try {
            Files.createDirectory(wanted, attributes);
        } catch (FileAlreadyExistsException there) {
            if (!Files.isDirectory(wanted)) {
                throw there;
            }
        }
        sync(above);
    }

    /// Makes the content of a file durable, or the names in a folder.
    public static void sync(Path what) throws IOException {
        try (FileChannel open = FileChannel.open(what, StandardOpenOption.READ)) {
            open.force(true);
        }
    }
}
