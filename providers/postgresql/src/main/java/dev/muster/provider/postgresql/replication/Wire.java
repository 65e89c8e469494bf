package dev.muster.provider.postgresql.replication;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;

/// Messages of the protocol, version 3, on a socket: a type, a length, a body.
///
/// One thread at a time.
final class Wire {
    /// What [#next] gives when nothing came in time.
    static final byte NOTHING = 0;

    private static final int HEADER = 5;
    private static final int LARGEST_MESSAGE = 1 << 24;

    /// Longest silence in the middle of a message.
    private static final Duration STALL = Duration.ofMinutes(1);

    private final Socket socket;
    private final InputStream input;
    private final OutputStream output;
    private byte[] buffer = new byte[1 << 18];
    private int start;
    private int end;
    private int bodyLength;

    Wire(Socket socket) throws IOException {
        this.socket = socket;
        this.input = socket.getInputStream();
        this.output = socket.getOutputStream();
    }

    /// Waits for a message and takes it in whole.
    ///
    /// @return its type, or [#NOTHING] when none began in time
    byte next(Duration patience) throws IOException {
        start += bodyLength;
        bodyLength = 0;
        if (end == start && !fill(patience)) {
            return NOTHING;
        }
        require(HEADER);
        byte type = buffer[start];
        int length = ByteBuffer.wrap(buffer, start + 1, 4).getInt() - 4;
        if (length < 0 || length > LARGEST_MESSAGE) {
            throw new IOException("a message of " + length + " bytes is none of the protocol");
        }
        start += HEADER;
        require(length);
        bodyLength = length;
        return type;
    }

    /// The body of the last message; valid until the next is waited for.
    ByteBuffer body() {
        return ByteBuffer.wrap(buffer, start, bodyLength).slice();
    }

    /// Whether more has arrived already, so that [#next] would not wait.
    boolean hasMore() throws IOException {
        return end > start + bodyLength || input.available() > 0;
    }

    void send(char type, byte[] body) throws IOException {
        ByteBuffer message = ByteBuffer.allocate(HEADER + body.length);
        message.put((byte) type).putInt(4 + body.length).put(body);
        output.write(message.array());
        output.flush();
    }

    private void require(int count) throws IOException {
        while (end - start < count) {
            makeRoom(count);
            if (!fill(STALL)) {
                throw new SocketTimeoutException("silence in the middle of a message");
            }
        }
    }

    private void makeRoom(int count) {
        if (buffer.length - start >= count && end < buffer.length) {
            return;
        }
        byte[] target = count > buffer.length ? new byte[Integer.highestOneBit(count) * 2] : buffer;
        System.arraycopy(buffer, start, target, 0, end - start);
        buffer = target;
        end -= start;
        start = 0;
    }

    /// Reads what there is, at least a byte.
    ///
    /// @return false when nothing came in time
    private boolean fill(Duration patience) throws IOException {
        if (start == end) {
            start = 0;
            end = 0;
        }
        socket.setSoTimeout((int) Math.max(1, patience.toMillis()));
        try {
            int count = input.read(buffer, end, buffer.length - end);
            if (count < 0) {
                throw new EOFException("the server closed the connection");
            }
            end += count;
            return true;
        } catch (SocketTimeoutException nothing) {
            return false;
        }
    }

    /// A zero-terminated string that begins where the buffer stands.
    static String text(ByteBuffer body) {
        byte[] bytes = new byte[body.remaining()];
        body.duplicate().get(bytes);
        int length = 0;
        while (length < bytes.length && bytes[length] != 0) {
            length++;
        }
        body.position(body.position() + Math.min(bytes.length, length + 1));
        return new String(Arrays.copyOf(bytes, length), StandardCharsets.UTF_8);
    }
}
