package dev.muster.provider.postgresql.replication;

import dev.muster.provider.postgresql.replication.ReplicationConnection.Conversation;
import dev.muster.provider.postgresql.replication.ReplicationConnection.Result;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// Log as it streams in from a server. One thread at a time.
public final class LogStream {
    private static final Instant EPOCH = Instant.parse("2000-01-01T00:00:00Z");

    private final Wire wire;
    private final Consumer<String> notices;
    private final @Nullable List<Result> end;

    LogStream(Wire wire, Consumer<String> notices) {
        this(wire, notices, null);
    }

    private LogStream(Wire wire, Consumer<String> notices, @Nullable List<Result> end) {
        this.wire = wire;
        this.notices = notices;
        this.end = end;
    }

    static LogStream ended(Wire wire, Consumer<String> notices, List<Result> end) {
        return new LogStream(wire, notices, end);
    }

    /// What came.
    public sealed interface Message {
        /// @param from position of the first byte
        /// @param sourceEnd the end of the source's log when it sent this
        /// @param bytes valid until the next message is waited for
        record Log(long from, long sourceEnd, ByteBuffer bytes) implements Message {}

        /// @param answer whether the source wants an acknowledgement now
        record Alive(long sourceEnd, boolean answer) implements Message {}

        /// Nothing came in time.
        record Nothing() implements Message {}

        /// The timeline ends here.
        ///
        /// @param next the timeline that goes on; empty if the source does not say
        record TimelineEnd(Optional<Integer> next) implements Message {}
    }

    public Message next(Duration patience) throws SQLException, IOException {
        if (end != null) {
            return timelineEnd(end);
        }
        while (true) {
            byte type = wire.next(patience);
            if (type == Wire.NOTHING) {
                return new Message.Nothing();
            }
            if (type == 'd') {
                return streamed(wire.body());
            }
            if (type == 'c') {
                wire.send('c', new byte[0]);
                return timelineEnd(finish());
            }
            if (type == 'E') {
                throw ServerText.error(wire.body());
            }
            new Conversation(wire, notices).take(type);
        }
    }

    /// Whether more has arrived already, so that [#next] would not wait.
    public boolean hasMore() throws IOException {
        return wire.hasMore();
    }

    private static Message streamed(ByteBuffer body) throws IOException {
        byte kind = body.get();
        return switch (kind) {
            case 'w' -> {
                long from = body.getLong();
                long sourceEnd = body.getLong();
                body.getLong();
                yield new Message.Log(from, sourceEnd, body.slice());
            }
            case 'k' -> {
                long sourceEnd = body.getLong();
                body.getLong();
                yield new Message.Alive(sourceEnd, body.get() != 0);
            }
            default -> throw new IOException("a streamed message of unknown kind " + kind);
        };
    }

    private List<Result> finish() throws SQLException, IOException {
        Conversation conversation = new Conversation(wire, notices);
        while (true) {
            byte type = wire.next(Duration.ofSeconds(30));
            if (type == Wire.NOTHING) {
                throw new IOException("the source did not end the stream within 30 s");
            }
            if (conversation.take(type)) {
                return conversation.results();
            }
        }
    }

    private static Message timelineEnd(List<Result> results) {
        return new Message.TimelineEnd(
                results.stream()
                        .flatMap(result -> result.rows().stream())
                        .flatMap(row -> row.getFirst().stream())
                        .findFirst()
                        .map(Integer::valueOf));
    }

    /// Tells the source how far its log is here.
    ///
    /// @param received the end of what arrived
    /// @param durable the end of what may be acknowledged: commits up to it go through
    /// @param answer whether the source shall answer
    public void acknowledge(long received, long durable, Instant now, boolean answer)
            throws IOException {
        ByteBuffer status = ByteBuffer.allocate(34);
        status.put((byte) 'r').putLong(received).putLong(durable);
        // nothing is applied here, and nobody shall be told so
        status.putLong(0);
        status.putLong(ChronoUnit.MICROS.between(EPOCH, now)).put((byte) (answer ? 1 : 0));
        wire.send('d', status.array());
    }
}
