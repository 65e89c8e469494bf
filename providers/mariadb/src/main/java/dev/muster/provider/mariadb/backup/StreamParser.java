package dev.muster.provider.mariadb.backup;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.zip.CRC32;

/// Reads the stream that mariadb-backup writes: pieces of files, each with its name, place and
/// checksum.
final class StreamParser {
    private static final byte[] MAGIC = "XBSTCK01".getBytes(StandardCharsets.US_ASCII);
    private static final int IGNORABLE = 1;
    private static final int LONGEST_PATH = 4096;

    /// What the tool itself makes is at most 10 MiB, or a batch of changed pages.
    private static final int LONGEST_PIECE = 256 << 20;

    /// Names as the server writes them: no way out of the folder.
    private static final Pattern PATH = Pattern.compile("(?!.*(^|/)\\.\\.(/|$))[^/\\x00].*");

    private final InputStream in;
    private byte[] buffer = new byte[1 << 20];

    StreamParser(InputStream in) {
        this.in = in;
    }

    /// A piece of the stream.
    sealed interface Piece {
        String path();

        /// @param bytes valid until the next piece is read
        record Data(String path, long offset, ByteBuffer bytes) implements Piece {}

        /// Nothing follows of this file. An empty file has only this.
        record End(String path) implements Piece {}
    }

    /// Empty at the end of the stream.
    Optional<Piece> next() throws IOException {
        int first = in.read();
        if (first < 0) {
            return Optional.empty();
        }
        byte[] head = exactly(MAGIC.length - 1 + 2);
        for (int i = 0; i < MAGIC.length; i++) {
            int there = i == 0 ? first : head[i - 1];
            if (there != MAGIC[i]) {
                throw new IOException("the stream of mariadb-backup is not what it should be");
            }
        }
        int flags = head[MAGIC.length - 1];
        int type = head[MAGIC.length];
        String path = path();
        return switch (type) {
            case 'P' -> Optional.of(data(path));
            case 'E' -> Optional.of(new Piece.End(path));
            default -> {
                if ((flags & IGNORABLE) == 0) {
                    throw new IOException("a piece of type " + type + ", which is not known");
                }
                yield Optional.of(new Piece.End(path));
            }
        };
    }

    private String path() throws IOException {
        int length = number(exactly(4)).getInt();
        if (length < 1 || length > LONGEST_PATH) {
            throw new IOException("a path of " + length + " bytes");
        }
        String path = new String(exactly(length), StandardCharsets.UTF_8);
        String plain = path.startsWith("./") ? path.substring(2) : path;
        if (!PATH.matcher(plain).matches()) {
            throw new IOException("a file outside of the data folder: " + path);
        }
        return plain;
    }

    private Piece data(String path) throws IOException {
        ByteBuffer head = number(exactly(20));
        long length = head.getLong();
        long offset = head.getLong();
        int checksum = head.getInt();
        if (length < 0 || length > LONGEST_PIECE || offset < 0) {
            throw new IOException("a piece of " + length + " bytes at " + offset);
        }
        if (buffer.length < length) {
            buffer = new byte[(int) length];
        }
        fill(buffer, (int) length);
        CRC32 crc = new CRC32();
        crc.update(buffer, 0, (int) length);
        if ((int) crc.getValue() != checksum) {
            throw new IOException("a piece of " + path + " came damaged");
        }
        return new Piece.Data(path, offset, ByteBuffer.wrap(buffer, 0, (int) length));
    }

    private static ByteBuffer number(byte[] bytes) {
        return ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
    }

    private byte[] exactly(int length) throws IOException {
        byte[] bytes = new byte[length];
        fill(bytes, length);
        return bytes;
    }

    private void fill(byte[] bytes, int length) throws IOException {
        if (in.readNBytes(bytes, 0, length) < length) {
            throw new EOFException("the stream of mariadb-backup ended in the middle of a piece");
        }
    }
}
