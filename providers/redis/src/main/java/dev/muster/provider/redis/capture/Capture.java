package dev.muster.provider.redis.capture;

import dev.muster.model.LogPosition;
import dev.muster.provider.LogSink;
import dev.muster.provider.Operation;
import dev.muster.provider.redis.export.Succession;
import dev.muster.provider.redis.kind.RedisErrors;
import dev.muster.provider.redis.source.Endpoint;
import dev.muster.provider.redis.source.Info;
import dev.muster.provider.redis.source.RedisConnection;
import dev.muster.provider.redis.source.Refusals;
import dev.muster.provider.redis.source.ReplicationLink;
import dev.muster.provider.redis.source.ReplicationLink.Answer;
import java.io.IOException;
import java.time.Duration;
import java.util.Optional;

/// One connection's worth of capture: where to begin, and then the stream, until the connection is
/// lost or the operation cancelled.
public final class Capture {
    private static final Duration SILENCE = Duration.ofSeconds(15);

    /// How long a receiver that was killed may still be shown.
    private static final Duration PATIENCE = Duration.ofSeconds(5);

    private static final Duration POLL = Duration.ofMillis(50);

    /// The server drops what it has to a receiver's place while the receiver asks for it.
    private static final int ATTEMPTS = 5;

    private final Endpoint source;
    private final String name;
    private final LogSink sink;
    private final Operation operation;

    /// @param name under which the server shows the receiver
    public Capture(Endpoint source, String name, LogSink sink, Operation operation) {
        this.source = source;
        this.name = name;
        this.sink = sink;
        this.operation = operation;
    }

    public void run() throws InterruptedException {
        operation.progress().stage("connecting to " + source.address());
        for (int attempt = 1; attempt <= ATTEMPTS; attempt++) {
            if (follow(start(sink.resumeAt()))) {
                return;
            }
        }
        throw RedisErrors.SERVER.error(
                source + ": its replication backlog is overrun faster than it can be read",
                "CONFIG SET repl-backlog-size 256mb");
    }

    /// Where to go on: where the durable log ends, or else at the oldest place that the server has.
    ///
    /// @param gap what to tell once the first byte after it comes; empty where nothing is missing
    private record Start(LogPosition at, Optional<String> gap) {}

    private Start start(Optional<LogPosition> resume) throws InterruptedException {
        // what never was cannot be lost: a caller that took it for that would tell nobody
        try (RedisConnection connection = RedisConnection.open(source, SILENCE)) {
            Info info = alone(connection);
            if (!info.isPrimary()) {
                throw RedisErrors.REPLICA.error(
                        source + ": it is a replica",
                        "set connection to its primary, "
                                + info.value("master_host").orElse("see INFO replication"));
            }
            if (resume.isPresent() && info.keeps(resume.get())) {
                return new Start(resume.get(), Optional.empty());
            }
            Optional<LogPosition> oldest = info.oldest();
            LogPosition at = oldest.isPresent() ? oldest.get() : begin(connection);
            return new Start(at, resume.map(it -> gap(it, at)));
        } catch (IOException broken) {
            throw Refusals.broken(source, broken);
        }
    }

    /// The server may still hold the connection of a receiver that was killed a moment ago.
    private Info alone(RedisConnection connection) throws IOException, InterruptedException {
        long deadline = operation.timing().nanos() + PATIENCE.toNanos();
        while (true) {
            Info info = connection.info();
            if (info.receivers(name) == 0) {
                return info;
            }
            if (operation.timing().nanos() > deadline) {
                throw RedisErrors.BUSY.error(
                        source + ": another receiver named " + name + " is connected",
                        "stop the other `muster serve`");
            }
            operation.checkCancelled();
            operation.timing().pause(POLL);
        }
    }

    /// A server without replicas numbers no changes. It begins to when one asks for its data; the
    /// data themselves are not waited for.
    private LogPosition begin(RedisConnection connection) throws IOException, InterruptedException {
        try (ReplicationLink link = ReplicationLink.open(source, name)) {
            link.dataOnly();
            link.askForAll();
            while (true) {
                Optional<LogPosition> oldest = connection.info().oldest();
                if (oldest.isPresent()) {
                    return oldest.get();
                }
                operation.checkCancelled();
                operation.timing().pause(POLL);
            }
        }
    }

    /// @return whether the server went on from there
    private boolean follow(Start start) throws InterruptedException {
        try (ReplicationLink link = ReplicationLink.open(source, name)) {
            link.askFrom(start.at());
            switch (answer(link)) {
                case Answer.Full _ -> {
                    return false;
                }
                case Answer.GoesOn(String line) -> {
                    operation.progress().stage("capturing");
                    LogPosition from = on(start.at(), line);
                    new StreamCapture(link, from, start.gap(), sink, operation).run();
                }
            }
        } catch (IOException broken) {
            // the contract leaves the reconnection to the caller
            operation.progress().stage("connection lost: " + broken.getMessage());
        }
        return true;
    }

    /// A server that took over goes on with offsets under an id of its own.
    private LogPosition on(LogPosition start, String line) {
        if (line.isEmpty() || line.equals(start.line())) {
            return start;
        }
        Succession succession = new Succession(line, start.line(), start.offset());
        sink.history(succession.name(), succession.content());
        return new LogPosition(line, start.offset());
    }

    private Answer answer(ReplicationLink link) throws IOException, InterruptedException {
        long deadline = operation.timing().nanos() + SILENCE.toNanos();
        while (operation.timing().nanos() < deadline) {
            operation.checkCancelled();
            if (link.isAnswered()) {
                Answer answer = link.answer();
                if (answer != null) {
                    return answer;
                }
            }
        }
        throw new IOException("the server does not answer PSYNC");
    }

    private static String gap(LogPosition resume, LogPosition at) {
        return "changes from offset "
                + resume.offset()
                + " of "
                + resume.line()
                + " on were never captured, and the server has dropped them; it goes on from "
                + at.offset()
                + " of "
                + at.line();
    }
}
