package dev.muster.vault.door;

import dev.muster.vault.format.ObjectHash;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/// What a visitor sends, whole or not at all. A large one waits in a file, so that however many
/// come at once, and however slowly, memory stays as it is.
final class Body implements AutoCloseable {
    private static final int SMALL = 1 << 20;

    private final ByteBuffer bytes;
    private final ObjectHash hash;
    private final Path file;

    private Body(ByteBuffer bytes, ObjectHash hash, Path file) {
        this.bytes = bytes;
        this.hash = hash;
        this.file = file;
    }

    /// @param length as it was announced; less is an error, more is never read
    static Body read(InputStream in, long length, DoorFolder folder) throws IOException {
        MessageDigest digest = sha256();
        InputStream digested = new DigestInputStream(in, digest);
        Path none = Path.of("");
        if (length <= SMALL) {
            byte[] content = digested.readNBytes((int) length);
            require(content.length, length);
            return new Body(ByteBuffer.wrap(content), ObjectHash.from(digest.digest()), none);
        }
        Path file = folder.temporary();
        boolean whole = false;
        try {
            ByteBuffer mapped = spool(digested, length, file);
            whole = true;
            return new Body(mapped, ObjectHash.from(digest.digest()), file);
        } finally {
            if (!whole) {
                Files.deleteIfExists(file);
            }
        }
    }

    private static ByteBuffer spool(InputStream in, long length, Path file) throws IOException {
        byte[] piece = new byte[1 << 16];
        try (FileChannel channel =
                FileChannel.open(file, StandardOpenOption.READ, StandardOpenOption.WRITE)) {
            long left = length;
            while (left > 0) {
                int count = in.read(piece, 0, (int) Math.min(piece.length, left));
                if (count < 0) {
                    require(length - left, length);
                }
                ByteBuffer next = ByteBuffer.wrap(piece, 0, count);
                while (next.hasRemaining()) {
                    channel.write(next);
                }
                left -= count;
            }
            return channel.map(FileChannel.MapMode.READ_ONLY, 0, length);
        }
    }

    private static void require(long came, long announced) throws IOException {
        if (came != announced) {
            throw new IOException("the body ended after " + came + " bytes of " + announced);
        }
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException never) {
            throw new IllegalStateException(never);
        }
    }

    ByteBuffer bytes() {
        return bytes.duplicate();
    }

    ObjectHash hash() {
        return hash;
    }

    @Override
    public void close() throws IOException {
        if (!file.toString().isEmpty()) {
            Files.deleteIfExists(file);
        }
    }
}
