package dev.muster.provider.redis.source;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.SocketTimeoutException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/// What comes from a server: lines and answers, or bytes as they are. Not safe for many threads.
final class RespInput {
    private static final int BUFFER = 256 << 10;

    /// No answer to a question of ours is longer.
    private static final int LONGEST = 16 << 20;

    private static final int DEEPEST = 8;

    private final InputStream in;
    private final byte[] buffer = new byte[BUFFER];
    private int at;
    private int end;

    RespInput(InputStream in) {
        this.in = in;
    }

    /// What is at hand, or else what comes next.
    ///
    /// @return valid until the next call; empty where nothing came in time
    /// @throws EOFException at the end of the connection
    ByteBuffer next() throws IOException {
        if (at == end && !fill()) {
            return ByteBuffer.allocate(0);
        }
        ByteBuffer bytes = ByteBuffer.wrap(buffer, at, end - at);
        at = end;
        return bytes;
    }

    /// As [#next], but no more than that.
    ByteBuffer next(long most) throws IOException {
        if (at == end && !fill()) {
            return ByteBuffer.allocate(0);
        }
        int count = (int) Math.min(most, end - at);
        ByteBuffer bytes = ByteBuffer.wrap(buffer, at, count);
        at += count;
        return bytes;
    }

    /// Whether more has come already.
    boolean hasMore() throws IOException {
        return at < end || in.available() > 0;
    }

    /// Waits for the next byte.
    ///
    /// @return whether one came in time
    boolean await() throws IOException {
        return at < end || fill();
    }

    private boolean fill() throws IOException {
        try {
            int count = in.read(buffer);
            if (count < 0) {
                throw new EOFException("the server closed the connection");
            }
            at = 0;
            end = count;
            return true;
        } catch (SocketTimeoutException quiet) {
            return false;
        }
    }

    private byte read() throws IOException {
        if (at == end && !fill()) {
            throw new SocketTimeoutException("nothing came from the server in time");
        }
        return buffer[at++];
    }

    /// Without its end.
    String line() throws IOException {
        StringBuilder line = new StringBuilder();
        while (true) {
            byte next = read();
            if (next == '\n') {
                break;
            }
            if (line.length() > 64 << 10) {
                throw new IOException("the server sent a line that is too long");
            }
            line.append((char) (next & 0xff));
        }
        boolean returns = !line.isEmpty() && line.charAt(line.length() - 1) == '\r';
        return line.substring(0, line.length() - (returns ? 1 : 0));
    }

    Reply reply() throws IOException {
        return reply(0);
    }

    private Reply reply(int depth) throws IOException {
        String line = line();
        if (line.isEmpty() || depth > DEEPEST) {
            throw unknown(line);
        }
        String rest = line.substring(1);
        return switch (line.charAt(0)) {
            case '+' -> new Reply.Text(rest);
            case '-' -> new Reply.Refusal(rest);
            case ':' -> new Reply.Count(number(rest));
            case '$' -> text(number(rest));
            case '*' -> many(number(rest), depth);
            default -> throw unknown(line);
        };
    }

    private Reply text(long length) throws IOException {
        if (length < 0) {
            return new Reply.Nothing();
        }
        if (length > LONGEST) {
            throw new IOException("the server's answer has " + length + " bytes");
        }
        byte[] bytes = new byte[(int) length];
        for (int i = 0; i < bytes.length; i++) {
            bytes[i] = read();
        }
        line();
        return new Reply.Text(new String(bytes, StandardCharsets.UTF_8));
    }

    private Reply many(long count, int depth) throws IOException {
        if (count < 0) {
            return new Reply.Nothing();
        }
        List<Reply> all = new ArrayList<>();
        for (long i = 0; i < count; i++) {
            all.add(reply(depth + 1));
        }
        return new Reply.Many(all);
    }

    private static long number(String text) throws IOException {
        if (!text.matches("-?[0-9]{1,18}")) {
            throw unknown(text);
        }
        return Long.parseLong(text);
    }

    private static IOException unknown(String line) {
        String shown = line.substring(0, Math.min(60, line.length()));
        return new IOException("this is no Redis server; it says '" + shown + "'");
    }
}
