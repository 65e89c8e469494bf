package dev.muster.provider.mariadb.capture;

import dev.muster.model.LogPosition;
import dev.muster.model.MusterException;
import dev.muster.provider.LogSink;
import dev.muster.provider.Operation;
import dev.muster.provider.mariadb.binlog.BinlogFile;
import dev.muster.provider.mariadb.binlog.Event;
import dev.muster.provider.mariadb.kind.MariadbErrors;
import dev.muster.provider.mariadb.replication.BinlogStream;
import dev.muster.provider.mariadb.source.Endpoint;
import dev.muster.provider.mariadb.source.Refusals;
import dev.muster.provider.mariadb.source.Sql;
import java.io.IOException;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Optional;

/// One connection's worth of log capture: where to begin, file after file, until the connection is
/// lost or the operation cancelled.
public final class Capture {
    private static final Duration SILENCE = Duration.ofSeconds(15);
    private static final Duration POLL = Duration.ofMillis(100);

    /// The server's word for a position that it cannot read from.
    private static final int UNREADABLE = 1236;

    private static final long LARGEST_OFFSET = 0xffff_ffffL;

    private final Endpoint source;
    private final long replica;
    private final LogSink sink;
    private final Operation operation;

    /// @param replica as what replica
    public Capture(Endpoint source, long replica, LogSink sink, Operation operation) {
        this.source = source;
        this.replica = replica;
        this.sink = sink;
        this.operation = operation;
    }

    public void run() throws InterruptedException {
        operation.progress().stage("connecting to " + source.address());
        Optional<LogPosition> resume = sink.resumeAt();
        Optional<BinlogFile> known = resume.map(this::known);
        String file = known.map(BinlogFile::name).orElseGet(this::current);
        long offset = resume.map(LogPosition::offset).orElse(0L);
        FileWalk walk = new FileWalk(source, sink, known, offset, operation);
        try (Incoming incoming = new Incoming(connect(file, offset))) {
            incoming.start();
            operation.progress().stage("capturing " + file);
            follow(incoming, walk);
        } catch (SQLException refusal) {
            if (!Refusals.isBroken(refusal)) {
                throw refused(refusal, file, offset);
            }
            operation.progress().stage("connection lost: " + refusal.getMessage());
        } catch (IOException broken) {
            // the contract leaves the reconnection to the caller
            operation.progress().stage("connection lost: " + broken.getMessage());
        }
    }

    private BinlogFile known(LogPosition resume) {
        return BinlogFile.of(resume.line())
                .orElseThrow(() ->
                        MariadbErrors.OTHER_SERVER.error(
                                source
                                        + ": "
                                        + resume.line()
                                        + " was captured, which is no binary"
                                        + " log",
                                "give this server a component of its own"));
    }

    /// What never was cannot be lost: a caller that took it for that would try again at once, for
    /// ever, and tell nobody.
    private BinlogStream connect(String file, long offset) {
        long from = Math.max(Event.magic().length, offset);
        if (from > LARGEST_OFFSET) {
            throw MariadbErrors.GAP.error(
                    source
                            + ": "
                            + file
                            + " cannot be read from byte "
                            + offset
                            + " on: the protocol ends at 4 GiB",
                    "FLUSH BINARY LOGS, let the capture begin anew, then: muster backup "
                            + source.component());
        }
        try {
            return BinlogStream.open(source, replica, file, from, true);
        } catch (SQLException refusal) {
            throw Refusals.error(source, "the log capture", refusal);
        }
    }

    /// The file that the server writes now.
    private String current() {
        try (Sql sql = Sql.open(source, SILENCE)) {
            return sql.rows("SHOW MASTER STATUS").stream()
                    .findFirst()
                    .map(row -> row.text(0))
                    .orElseThrow(() ->
                            MariadbErrors.NO_BINLOG.error(
                                    source + ": it writes no binary log",
                                    "set log-bin in its configuration, then restart it"));
        }
    }

    private void follow(Incoming incoming, FileWalk walk)
            throws IOException, SQLException, InterruptedException {
        boolean pending = false;
        try {
            while (true) {
                operation.checkCancelled();
                Optional<byte[]> event = incoming.next(POLL);
                if (event.isPresent()) {
                    pending |= walk.take(event.get());
                }
                if (pending && !incoming.hasMore()) {
                    sink.flush();
                    pending = false;
                    walk.at()
                            .ifPresent(
                                    at -> operation.progress().at(at.line() + ":" + at.offset()));
                }
            }
        } catch (InterruptedException cancelled) {
            // what has arrived is kept
            if (pending) {
                sink.flush();
            }
            throw cancelled;
        }
    }

    private MusterException refused(SQLException refusal, String file, long offset) {
        String said = String.valueOf(refusal.getMessage());
        if (refusal.getErrorCode() != UNREADABLE) {
            return Refusals.error(source, "the log capture", refusal);
        }
        if (said.contains("position > file size") || said.contains("impossible position")) {
            return MariadbErrors.BEHIND.error(
                    source
                            + ": "
                            + file
                            + " was captured up to byte "
                            + offset
                            + ", and is shorter than that: "
                            + said,
                    "SHOW BINARY LOGS",
                    refusal);
        }
        return MariadbErrors.GAP.error(
                source + ": log that was never captured is gone: " + said,
                "take a new base backup: muster backup " + source.component(),
                refusal);
    }
}
