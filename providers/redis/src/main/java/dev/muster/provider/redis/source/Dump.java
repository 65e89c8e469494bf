package dev.muster.provider.redis.source;

import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Optional;

/// The data that a server sends before its stream: a dump whose length is told before, or one that
/// ends with a mark.
public final class Dump {
    private static final int MARK = 40;
    private static final String MARKED = "$EOF:";

    private final ReplicationLink link;
    private final byte[] mark;
    private long left;

    /// The last bytes that came, which may be the mark.
    private final byte[] tail = new byte[MARK];

    private int tailLength;
    private boolean ended;

    private Dump(ReplicationLink link, byte[] mark, long left) {
        this.link = link;
        this.mark = mark;
        this.left = left;
    }

    /// Reads its head, once something came.
    ///
    /// @return empty for a sign of life
    public static Optional<Dump> begin(ReplicationLink link) throws IOException {
        String line = link.line();
        if (line.isEmpty()) {
            return Optional.empty();
        }
        if (line.startsWith(MARKED) && line.length() == MARKED.length() + MARK) {
            String mark = line.substring(MARKED.length());
            byte[] bytes = mark.getBytes(StandardCharsets.ISO_8859_1);
            return Optional.of(new Dump(link, bytes, 0));
        }
        if (line.matches("\\$[0-9]{1,18}")) {
            long length = Long.parseLong(line.substring(1));
            return Optional.of(new Dump(link, new byte[0], length));
        }
        throw new IOException(
                "the server sent '"
                        + line.substring(0, Math.min(60, line.length()))
                        + "' where its data was to begin");
    }

    /// How long it is; empty where only its end will tell.
    public Optional<Long> length() {
        return mark.length == 0 ? Optional.of(left) : Optional.empty();
    }

    public boolean hasEnded() {
        return ended;
    }

    /// The next bytes; empty where none came for a moment, or it has ended.
    public ByteBuffer next() throws IOException {
        if (mark.length == 0) {
            return counted();
        }
        ByteBuffer came = link.next();
        if (!came.hasRemaining()) {
            return came;
        }
        byte[] all = Arrays.copyOf(tail, tailLength + came.remaining());
        came.get(all, tailLength, came.remaining());
        int given = Math.max(0, all.length - MARK);
        tailLength = all.length - given;
        System.arraycopy(all, given, tail, 0, tailLength);
        ended = tailLength == MARK && Arrays.equals(tail, mark);
        return ByteBuffer.wrap(all, 0, given);
    }

    private ByteBuffer counted() throws IOException {
        if (left == 0) {
            ended = true;
            return ByteBuffer.allocate(0);
        }
        ByteBuffer came = link.next(left);
        left -= came.remaining();
        ended = left == 0;
        return came;
    }

    /// @throws EOFException if it has not ended
    public void requireEnd() throws EOFException {
        if (!ended) {
            throw new EOFException("the server's data broke off");
        }
    }
}
