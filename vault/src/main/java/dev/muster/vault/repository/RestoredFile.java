package dev.muster.vault.repository;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// A file while it is restored: under another name until all of the restore is whole and synced.
/// Many threads write.
final class RestoredFile {
    private static final String PARTIAL = ".muster-partial";

    private final Path target;
    private final Path partial;
    private final int mode;
    private final long size;
    private volatile @Nullable FileChannel channel;
    private boolean published;

    RestoredFile(Path target, int mode, long size) {
        this.target = target;
        this.partial = target.resolveSibling(target.getFileName() + PARTIAL);
        this.mode = mode;
        this.size = size;
    }

    void create() throws IOException {
        if (Files.exists(target)) {
            throw new FileAlreadyExistsException(target.toString());
        }
        Files.deleteIfExists(partial);
        FileChannel file =
                FileChannel.open(partial, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
        channel = file;
        Files.setPosixFilePermissions(partial, permissions(mode | 0200));
        if (size > 0) {
            file.write(ByteBuffer.allocate(1), size - 1);
        }
    }

    void write(byte[] content, int from, int count, long at) throws IOException {
        FileChannel file = channel;
        if (file == null) {
            throw new IllegalStateException(target + " is not open");
        }
        ByteBuffer bytes = ByteBuffer.wrap(content, from, count);
        while (bytes.hasRemaining()) {
            file.write(bytes, at + bytes.position() - from);
        }
    }

    /// Makes the content durable.
    void finish() throws IOException {
        FileChannel file = channel;
        if (file != null) {
            file.force(true);
            file.close();
            channel = null;
        }
        Files.setPosixFilePermissions(partial, permissions(mode));
    }

    void publish() throws IOException {
        Files.move(partial, target, StandardCopyOption.ATOMIC_MOVE);
        published = true;
    }

    /// Removes the file as well as it can, also from its name if it has that already: the error
    /// that led here says more than one of tidying up.
    void drop() {
        FileChannel file = channel;
        try (file) {
            Files.deleteIfExists(partial);
            if (published) {
                Files.deleteIfExists(target);
            }
        } catch (IOException e) {
            partial.toFile().deleteOnExit();
        }
    }

    static Set<PosixFilePermission> permissions(int mode) {
        StringBuilder text = new StringBuilder();
        for (int bit = 8; bit >= 0; bit--) {
            text.append((mode >> bit & 1) == 0 ? '-' : "rwx".charAt((8 - bit) % 3));
        }
        return PosixFilePermissions.fromString(text.toString());
    }
}
