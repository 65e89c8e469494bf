package dev.muster.provider.redis.source;

import dev.muster.model.LogPosition;
import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// A connection over which a server sends its data and its stream of changes.
public final class ReplicationLink implements Closeable {
    /// How long one read waits before the caller looks up.
    private static final Duration POLL = Duration.ofMillis(200);

    private static final Duration ANSWER = Duration.ofSeconds(15);
    private static final Pattern FULL = Pattern.compile("FULLRESYNC ([0-9a-f]{40}) ([0-9]{1,18})");
    private static final Pattern GOES_ON = Pattern.compile("CONTINUE(?: ([0-9a-f]{40}))?");

    private final RedisConnection connection;

    private ReplicationLink(RedisConnection connection) {
        this.connection = connection;
    }

    /// What a server answers who was asked for its stream.
    public sealed interface Answer {
        /// It begins with all of its data, as they were at a place of the stream.
        record Full(LogPosition at) implements Answer {}

        /// It goes on from the place that was asked for.
        ///
        /// @param line its replication id now, which need not be the one that was asked for
        record GoesOn(String line) implements Answer {}
    }

    /// @param name under which `INFO replication` shows it
    public static ReplicationLink open(Endpoint endpoint, String name) throws IOException {
        RedisConnection connection = RedisConnection.connect(endpoint, ANSWER);
        boolean ready = false;
        try {
            ReplicationLink link = new ReplicationLink(connection);
            link.require("REPLCONF", "ip-address", name);
            link.require("REPLCONF", "capa", "eof", "capa", "psync2");
            ready = true;
            return link;
        } finally {
            if (!ready) {
                connection.close();
            }
        }
    }

    private void require(String... words) throws IOException {
        if (connection.ask(words) instanceof Reply.Refusal refusal) {
            throw Refusals.error(connection.endpoint(), words[0], refusal.message());
        }
    }

    /// Asks for the data alone: the server then keeps no changes for us meanwhile. Redis 7 knows
    /// that; where an older one does not, nothing is lost but its memory.
    public void dataOnly() throws IOException {
        connection.ask("REPLCONF", "rdb-only", "1");
    }

    /// Asks for the stream from a place on.
    public void askFrom(LogPosition place) throws IOException {
        connection.send(List.of("PSYNC", place.line(), Long.toString(place.offset() + 1)));
        connection.patience(POLL);
    }

    /// Asks for all data.
    public void askForAll() throws IOException {
        connection.send(List.of("PSYNC", "?", "-1"));
        connection.patience(POLL);
    }

    /// Whether something came: the answer, or a sign of life while it is waited for.
    public boolean isAnswered() throws IOException {
        return connection.in().await();
    }

    /// The answer, once something came.
    ///
    /// @return null for a sign of life
    public @Nullable Answer answer() throws IOException {
        connection.patience(ANSWER);
        String line = connection.in().line();
        connection.patience(POLL);
        if (line.isEmpty()) {
            return null;
        }
        Matcher full = FULL.matcher(line.substring(1));
        if (full.matches()) {
            long offset = Long.parseLong(full.group(2));
            return new Answer.Full(new LogPosition(full.group(1), offset));
        }
        Matcher goesOn = GOES_ON.matcher(line.substring(1));
        if (goesOn.matches()) {
            return new Answer.GoesOn(goesOn.group(1) == null ? "" : goesOn.group(1));
        }
        throw Refusals.error(connection.endpoint(), "PSYNC", line.substring(1));
    }

    /// A line before the data: empty for a sign of life.
    String line() throws IOException {
        connection.patience(ANSWER);
        String line = connection.in().line();
        connection.patience(POLL);
        return line;
    }

    /// What came; empty where nothing did for a moment.
    public ByteBuffer next() throws IOException {
        return connection.in().next();
    }

    ByteBuffer next(long most) throws IOException {
        return connection.in().next(most);
    }

    public boolean hasMore() throws IOException {
        return connection.in().hasMore();
    }

    /// Tells the server up to where all is durable; what waits in WAIT for that goes on.
    public void acknowledge(long offset) throws IOException {
        connection.send(List.of("REPLCONF", "ACK", Long.toString(offset)));
    }

    @Override
    public void close() {
        connection.close();
    }
}
