package dev.muster.vault.door;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;

/// What a door keeps beside the vault, for its owner's eyes alone: certificate, tokens, which vault
/// it gives out, and bodies on their way.
public final class DoorFolder {
    private final Path folder;

    /// Made if it is absent.
    public DoorFolder(Path folder) {
        this.folder = folder.toAbsolutePath().normalize();
        try {
            Files.createDirectories(
                    this.folder,
                    PosixFilePermissions.asFileAttribute(
                            PosixFilePermissions.fromString("rwx------")));
        } catch (IOException e) {
            throw DoorErrors.SETUP.error(
                    "the folder " + folder + " cannot be made: " + e,
                    "name another: --door DIR",
                    e);
        }
    }

    Path tokens() {
        return folder.resolve("tokens");
    }

    Path certificate() {
        return folder.resolve("certificate.p12");
    }

    Path password() {
        return folder.resolve("certificate.password");
    }

    Path vault() {
        return folder.resolve("vault");
    }

    /// A file for a body, and nothing else.
    Path temporary() throws IOException {
        return Files.createTempFile(folder, "body-", ".tmp");
    }

    /// Replaces a file at once: it has the old or the new content, also after a crash.
    void write(Path file, String text) {
        Path draft = file.resolveSibling(file.getFileName() + ".new");
        try {
            Files.deleteIfExists(draft);
            Files.createFile(
                    draft,
                    PosixFilePermissions.asFileAttribute(
                            PosixFilePermissions.fromString("rw-------")));
            try (FileChannel channel = FileChannel.open(draft, StandardOpenOption.WRITE)) {
                ByteBuffer bytes = ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8));
                while (bytes.hasRemaining()) {
                    channel.write(bytes);
                }
                channel.force(true);
            }
            Files.move(draft, file, StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException e) {
            throw DoorErrors.SETUP.error(file + " cannot be written: " + e, "ls -l " + folder, e);
        }
    }
}
