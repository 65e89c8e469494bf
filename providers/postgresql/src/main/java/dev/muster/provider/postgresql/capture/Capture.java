package dev.muster.provider.postgresql.capture;

import dev.muster.model.LogPosition;
import dev.muster.model.MusterException;
import dev.muster.provider.LogSink;
import dev.muster.provider.Operation;
import dev.muster.provider.postgresql.kind.Lsn;
import dev.muster.provider.postgresql.kind.PostgresqlErrors;
import dev.muster.provider.postgresql.log.History;
import dev.muster.provider.postgresql.log.Line;
import dev.muster.provider.postgresql.log.Segments;
import dev.muster.provider.postgresql.replication.LogStream;
import dev.muster.provider.postgresql.replication.ReplicationConnection;
import dev.muster.provider.postgresql.replication.ReplicationConnection.Identity;
import dev.muster.provider.postgresql.replication.Slots;
import dev.muster.provider.postgresql.replication.Slots.Slot;
import dev.muster.provider.postgresql.source.Cluster;
import dev.muster.provider.postgresql.source.Endpoint;
import dev.muster.provider.postgresql.source.Refusals;
import dev.muster.provider.postgresql.source.Sql;
import dev.muster.provider.postgresql.source.Standby;
import java.io.IOException;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Optional;

/// One connection's worth of log capture: where to begin, timeline after timeline, until the
/// connection is lost or the operation cancelled.
public final class Capture {
    private static final Duration SILENCE = Duration.ofSeconds(15);

    private static final String IN_USE = "55006";

    private final Endpoint source;
    private final String receiver;
    private final boolean synchronous;
    private final boolean fromStandby;
    private final LogSink sink;
    private final Operation operation;
    private boolean required;
    private boolean standby;
    private Optional<Duration> lag = Optional.empty();

    /// @param receiver the name of the slot and of the connection
    /// @param synchronous whether the source's commits shall wait
    /// @param fromStandby whether the source may be a standby; its commits then never wait
    public Capture(
            Endpoint source,
            String receiver,
            boolean synchronous,
            boolean fromStandby,
            LogSink sink,
            Operation operation) {
        this.source = source;
        this.receiver = receiver;
        this.synchronous = synchronous;
        this.fromStandby = fromStandby;
        this.sink = sink;
        this.operation = operation;
    }

    public void run() throws InterruptedException {
        operation.progress().stage("connecting to " + source.address());
        try (ReplicationConnection replication = connect()) {
            Identity identity = replication.identify();
            LogPosition start = start(replication, identity);
            follow(replication, identity, start);
        } catch (SQLException refusal) {
            if (!Refusals.isBroken(refusal)) {
                throw refused(refusal);
            }
            operation.progress().stage("connection lost: " + refusal.getMessage());
        } catch (IOException broken) {
            // the contract leaves the reconnection to the caller
            operation.progress().stage("connection lost: " + broken.getMessage());
        }
    }

    /// What never was cannot be lost: a caller that took it for that would try again at once, for
    /// ever, and tell nobody.
    private ReplicationConnection connect() throws IOException {
        try {
            return ReplicationConnection.open(source, receiver);
        } catch (SQLException refusal) {
            throw refused(refusal);
        }
    }

    private MusterException refused(SQLException refusal) {
        String message = Optional.ofNullable(refusal.getMessage()).orElse("");
        boolean removed = message.contains("has already been removed");
        boolean invalidated =
                message.contains("invalidated")
                        || message.contains("cannot read from physical replication slot")
                        || message.contains("can no longer");
        if (removed || invalidated) {
            return gap(message);
        }
        if (standby && message.contains("is ahead of the WAL flush position")) {
            return behind(message);
        }
        if (message.contains("is ahead of the WAL flush position")
                || message.contains("is not in this server's history")) {
            return PostgresqlErrors.OTHER_CLUSTER.error(
                    source + ": its log does not follow on from what was captured: " + message,
                    "look which cluster this is: select * from pg_control_system()",
                    refusal);
        }
        if (message.contains("is active for PID")) {
            return PostgresqlErrors.SERVER.error(
                    source + ": another receiver uses the slot " + receiver + ": " + message,
                    "stop the other `muster serve`, or wait until its connection ended",
                    refusal);
        }
        return Refusals.error(source, "the log capture", refusal);
    }

    /// A standby that was not read from before may lack what another server already gave.
    private MusterException behind(String what) {
        return PostgresqlErrors.STANDBY.error(
                source + ": it lacks log that was captured already: " + what,
                "let it catch up; see on it: select * from pg_stat_wal_receiver");
    }

    private MusterException gap(String reason) {
        return PostgresqlErrors.GAP.error(
                source + ": log that was never captured is gone: " + reason,
                "take a new base backup: muster backup " + source.component());
    }

    /// Where to go on, or where to begin: at the start of the oldest segment that the slot keeps,
    /// since replay needs segments from their first byte.
    private LogPosition start(ReplicationConnection replication, Identity identity)
            throws SQLException, IOException, InterruptedException {
        Optional<LogPosition> resume = sink.resumeAt();
        try (Sql sql = Sql.open(source, SILENCE)) {
            if (resume.isPresent() && Slots.find(sql, receiver).filter(Slot::lost).isPresent()) {
                throw gap("the slot " + receiver + " was invalidated");
            }
            look(sql);
            Slots.renewLost(sql, replication, receiver);
            Slots.ensure(sql, replication, receiver);
            Slot slot = Slots.find(sql, receiver).orElseThrow();
            Segments segments = new Segments(Cluster.of(sql).segment());
            if (resume.isPresent()) {
                return resume(replication, identity, resume.get(), segments);
            }
            long kept = slot.restart().flatMap(Capture::lsn).orElse(identity.flushed());
            Line line = new Line(identity.system(), timelineOf(replication, identity, kept));
            return line.at(segments.start(kept));
        }
    }

    private void look(Sql sql) throws SQLException {
        standby = Cluster.of(sql).inRecovery();
        if (standby && !fromStandby) {
            throw Standby.instead(source);
        }
        lag = fromStandby ? Optional.of(Standby.lag(sql)) : Optional.empty();
        required = !standby && new Synchronous(source, sql, receiver).isRequired();
    }

    /// A standby's slot begins at its last restart point, which may be before its timeline does.
    private static int timelineOf(ReplicationConnection replication, Identity identity, long kept)
            throws SQLException, IOException, InterruptedException {
        if (identity.timeline() == 1) {
            return 1;
        }
        return History.parse(identity.timeline(), replication.history(identity.timeline()))
                .timelineOf(kept);
    }

    private static Optional<Long> lsn(String text) {
        return Lsn.parse(text).stream().boxed().findFirst();
    }

    /// A source that took over may have left the captured timeline before the end of what was
    /// captured of it: then its own timeline begins there, and the captured rest stays a branch.
    private LogPosition resume(
            ReplicationConnection replication,
            Identity identity,
            LogPosition resume,
            Segments segments)
            throws SQLException, IOException, InterruptedException {
        requireSameCluster(resume, identity);
        Line line = Line.of(resume);
        if (line.timeline() == identity.timeline()) {
            return resume;
        }
        History history =
                History.parse(identity.timeline(), replication.history(identity.timeline()));
        long left =
                history.endOf(line.timeline())
                        .orElseThrow(() -> otherCluster(resume.line(), identity));
        if (Long.compareUnsigned(left, resume.offset()) > 0) {
            return resume;
        }
        return line.on(history.after(line.timeline())).at(segments.start(left));
    }

    private void requireSameCluster(LogPosition resume, Identity identity) {
        if (!Line.matches(resume) || !Line.of(resume).system().equals(identity.system())) {
            throw otherCluster(resume.line(), identity);
        }
        int captured = Line.of(resume).timeline();
        if (captured > identity.timeline()) {
            throw standby
                    ? behind("timeline " + captured + ", it is at " + identity.timeline())
                    : otherCluster(resume.line(), identity);
        }
    }

    private MusterException otherCluster(String captured, Identity identity) {
        return PostgresqlErrors.OTHER_CLUSTER.error(
                source
                        + ": it writes "
                        + new Line(identity.system(), identity.timeline())
                        + ", but "
                        + captured
                        + " was captured",
                "correct `connection`, or give the new cluster a component of its own");
    }

    private void follow(ReplicationConnection replication, Identity identity, LogPosition start)
            throws SQLException, IOException, InterruptedException {
        Line line = Line.of(start);
        long from = start.offset();
        try (CommitWatch watch =
                new CommitWatch(
                        source,
                        receiver,
                        replication.backend(),
                        new CommitWatch.Known(synchronous, required, lag),
                        operation.timing())) {
            watch.start();
            while (true) {
                keepHistory(replication, line);
                operation.progress().stage("capturing timeline " + line.timeline());
                LogStream stream = stream(replication, line, from);
                LineCapture capture = new LineCapture(stream, line, from, sink, watch, operation);
                int next = capture.run().orElse(identity.timeline());
                if (next <= line.timeline()) {
                    throw new IOException("the source ended timeline " + line.timeline());
                }
                line = line.on(next);
                from = segmentStart(capture.end());
            }
        }
    }

    /// The source may still hold the connection of a receiver that was killed a moment ago.
    private LogStream stream(ReplicationConnection replication, Line line, long from)
            throws SQLException, IOException, InterruptedException {
        long deadline = operation.timing().nanos() + SILENCE.toNanos();
        while (true) {
            try {
                return replication.stream(receiver, from, line.timeline());
            } catch (SQLException refusal) {
                if (!IN_USE.equals(refusal.getSQLState())
                        || operation.timing().nanos() > deadline) {
                    throw refusal;
                }
                operation.checkCancelled();
                operation.timing().pause(Duration.ofMillis(100));
            }
        }
    }

    /// A new timeline is captured from the start of its first segment, so that each line can be
    /// laid out by itself.
    private long segmentStart(long switchedAt) {
        try (Sql sql = Sql.open(source, SILENCE)) {
            return new Segments(Cluster.of(sql).segment()).start(switchedAt);
        }
    }

    private void keepHistory(ReplicationConnection replication, Line line)
            throws SQLException, IOException, InterruptedException {
        if (line.timeline() > 1) {
            sink.history(line.historyName(), replication.history(line.timeline()));
        }
    }
}
