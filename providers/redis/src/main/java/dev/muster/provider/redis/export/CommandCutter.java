package dev.muster.provider.redis.export;

import dev.muster.provider.redis.kind.RedisErrors;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Locale;

/// Passes a replication stream on, and knows where it may be cut: after a command that stands
/// outside of MULTI and EXEC. Holds no more than a line in memory.
public final class CommandCutter extends OutputStream {
    /// Longer is no number of words or bytes.
    private static final int LONGEST_LINE = 32;

    private static final int LONGEST_NAME = 16;

    private final OutputStream out;
    private final StringBuilder line = new StringBuilder();
    private final StringBuilder name = new StringBuilder();
    private long position;
    private long boundary;
    private long words;
    private long body;
    private boolean named;
    private boolean inTransaction;

    /// @param start the offset of the first byte; a command begins there
    public CommandCutter(OutputStream out, long start) {
        this.out = out;
        this.position = start;
        this.boundary = start;
    }

    /// The last offset so far that the stream may be cut at.
    public long boundary() {
        return boundary;
    }

    /// The offset after the last byte.
    public long position() {
        return position;
    }

    @Override
    public void write(int single) throws IOException {
        write(new byte[] {(byte) single}, 0, 1);
    }

    @Override
    public void write(byte[] bytes, int offset, int length) throws IOException {
        int at = offset;
        int end = offset + length;
        while (at < end) {
            at = body > 0 ? skip(bytes, at, end) : header(bytes, at, end);
        }
        out.write(bytes, offset, length);
    }

    /// Within a word: its bytes and the end of line after it.
    private int skip(byte[] bytes, int at, int end) {
        int count = (int) Math.min(body, end - at);
        for (int i = 0; !named && i < count && name.length() < LONGEST_NAME; i++) {
            name.append((char) (bytes[at + i] & 0xff));
        }
        body -= count;
        position += count;
        if (body == 0) {
            named = true;
            words--;
            if (words == 0) {
                ended();
            }
        }
        return at + count;
    }

    private int header(byte[] bytes, int from, int end) {
        int at = from;
        while (at < end) {
            byte next = bytes[at++];
            position++;
            if (next == '\n') {
                read(line.toString());
                line.setLength(0);
                return at;
            }
            if (line.length() > LONGEST_LINE) {
                throw damaged("a line that is too long");
            }
            line.append((char) (next & 0xff));
        }
        return at;
    }

    private void read(String text) {
        char wanted = words == 0 ? '*' : '$';
        if (!text.matches("[*$][0-9]{1,18}\r") || text.charAt(0) != wanted) {
            throw damaged("'" + printable(text) + "' where " + wanted + " was expected");
        }
        long number = Long.parseLong(text.substring(1, text.length() - 1));
        if (words > 0) {
            body = number + 2;
            return;
        }
        if (number == 0) {
            throw damaged("a command without words");
        }
        words = number;
        named = false;
        name.setLength(0);
    }

    private void ended() {
        String command = name.toString().strip().toUpperCase(Locale.ROOT);
        inTransaction =
                switch (command) {
                    case "MULTI" -> true;
                    case "EXEC", "DISCARD" -> false;
                    default -> inTransaction;
                };
        if (!inTransaction) {
            boundary = position;
        }
    }

    private RuntimeException damaged(String what) {
        return RedisErrors.DAMAGED_LOG.error(
                "the captured stream has " + what + " before offset " + position,
                "restore to a moment before it: --to offset:" + boundary);
    }

    private static String printable(String text) {
        String all =
                new String(text.getBytes(StandardCharsets.ISO_8859_1), StandardCharsets.US_ASCII);
        return all.replaceAll("[^\\x20-\\x7e]", "?");
    }

    @Override
    public void flush() throws IOException {
        out.flush();
    }
}
