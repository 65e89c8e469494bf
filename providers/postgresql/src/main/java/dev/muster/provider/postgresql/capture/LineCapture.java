package dev.muster.provider.postgresql.capture;

import dev.muster.model.Durations;
import dev.muster.model.LogPosition;
import dev.muster.provider.LogSink;
import dev.muster.provider.Operation;
import dev.muster.provider.postgresql.log.Line;
import dev.muster.provider.postgresql.replication.LogStream;
import dev.muster.provider.postgresql.replication.LogStream.Message;
import java.io.IOException;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.OptionalLong;

/// Moves the log of one timeline from a stream to the sink, and acknowledges what is durable.
///
/// What arrives together is made durable together: one flush, and then at once one acknowledgement.
/// While a flush runs, the next group gathers in the connection.
final class LineCapture {
    private static final Duration POLL = Duration.ofMillis(250);

    /// The source forgets a receiver after a minute of silence; PostgreSQL's own tell every 10 s.
    private static final Duration STATUS = Duration.ofSeconds(10);

    /// A source that is there says something at least so often; it is asked before it is given up,
    /// for its own clock may be switched off (`wal_sender_timeout = 0`).
    private static final Duration QUIET = Duration.ofSeconds(35);

    private static final Duration SILENT = Duration.ofSeconds(60);

    /// A group is cut here, so that a receiver that is far behind still acknowledges.
    private static final long LARGEST_GROUP = 8 << 20;

    /// As little as this behind, a commit that begins to wait does not wait long.
    private static final long CAUGHT_UP = 16 << 20;

    private final LogStream stream;
    private final Line line;
    private final LogSink sink;
    private final CommitWatch watch;
    private final Operation operation;

    private long received;
    private long durable;
    private long sourceEnd;
    private long statusSent;
    private boolean toldWaiting;
    private OptionalLong quietSince = OptionalLong.empty();
    private boolean asked;

    LineCapture(
            LogStream stream,
            Line line,
            long from,
            LogSink sink,
            CommitWatch watch,
            Operation operation) {
        this.stream = stream;
        this.line = line;
        this.sink = sink;
        this.watch = watch;
        this.operation = operation;
        this.received = from;
        this.durable = from;
        this.sourceEnd = Long.MAX_VALUE - CAUGHT_UP;
    }

    /// The end of what was captured of this timeline.
    long end() {
        return received;
    }

    /// @return the timeline that follows, if the source says which
    Optional<Integer> run() throws SQLException, IOException, InterruptedException {
        // what an earlier connection saw is over
        toldWaiting = watch.commitsWait();
        sink.commitsWait(toldWaiting);
        sink.flush();
        acknowledge(false);
        try {
            while (true) {
                operation.checkCancelled();
                watch.throwFailure();
                Message message = stream.next(POLL);
                hear(message);
                switch (message) {
                    case Message.Log log -> take(log);
                    case Message.Alive alive -> alive(alive);
                    case Message.Nothing _ -> flush();
                    case Message.TimelineEnd end -> {
                        flush();
                        return end.next();
                    }
                }
                tellWaiting();
                keepAlive();
            }
        } catch (InterruptedException cancelled) {
            // what arrived is kept, so that the next capture need not fetch it again
            flush();
            throw cancelled;
        }
    }

    /// A network that swallows everything, or a host that lost its power, ends no connection: TCP
    /// alone would wait for a quarter of an hour.
    private void hear(Message message) throws IOException {
        if (!(message instanceof Message.Nothing)) {
            quietSince = OptionalLong.empty();
            asked = false;
            return;
        }
        long now = operation.timing().nanos();
        long quiet = now - quietSince.orElse(now);
        quietSince = OptionalLong.of(now - quiet);
        if (quiet > SILENT.toNanos()) {
            throw new IOException("nothing came from the source for " + Durations.text(SILENT));
        }
        if (quiet > QUIET.toNanos() && !asked) {
            asked = true;
            acknowledge(true);
        }
    }

    private void take(Message.Log log) throws IOException {
        if (log.from() != received) {
            throw new IOException("the source jumped from " + received + " to " + log.from());
        }
        watch.heard();
        int count = log.bytes().remaining();
        sink.append(line.at(log.from()), log.bytes(), arrival());
        received += count;
        sourceEnd = log.sourceEnd();
        operation.progress().advance(count);
        if (!stream.hasMore() || received - durable >= LARGEST_GROUP) {
            flush();
        }
    }

    /// What a standby lags behind its primary counts: by then, more had been written already.
    private Instant arrival() {
        return operation.timing().instant().minus(watch.lag());
    }

    private void alive(Message.Alive alive) throws IOException {
        watch.heard();
        sourceEnd = alive.sourceEnd();
        if (!stream.hasMore()) {
            flush();
        }
        if (alive.answer()) {
            acknowledge(false);
        }
    }

    private void flush() throws IOException {
        if (durable == received) {
            noteProgress();
            return;
        }
        Optional<LogPosition> end =
                sink.flush().filter(position -> position.line().equals(line.toString()));
        if (end.isPresent() && end.get().offset() > durable) {
            durable = Math.min(end.get().offset(), received);
            acknowledge(false);
        }
        noteProgress();
    }

    private void noteProgress() {
        if (durable + CAUGHT_UP >= sourceEnd) {
            watch.caughtUp();
        }
    }

    private void acknowledge(boolean answer) throws IOException {
        stream.acknowledge(received, durable, operation.timing().instant(), answer);
        statusSent = operation.timing().nanos();
    }

    private void keepAlive() throws IOException {
        if (operation.timing().nanos() - statusSent >= STATUS.toNanos()) {
            acknowledge(false);
        }
    }

    private void tellWaiting() {
        boolean waiting = watch.commitsWait();
        if (waiting != toldWaiting) {
            toldWaiting = waiting;
            sink.commitsWait(waiting);
            sink.flush();
        }
    }
}
