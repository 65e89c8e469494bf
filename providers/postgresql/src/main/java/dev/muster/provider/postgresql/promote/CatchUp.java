package dev.muster.provider.postgresql.promote;

import dev.muster.provider.Operation;
import dev.muster.provider.postgresql.kind.Lsn;
import dev.muster.provider.postgresql.recovered.StandbyHere;
import dev.muster.provider.postgresql.replication.ReplicationConnection;
import dev.muster.provider.postgresql.source.Sql;
import dev.muster.provider.postgresql.source.Sql.Row;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.OptionalLong;
import java.util.stream.Stream;

/// Brings a standby whose primary is fenced to all that was received or captured.
///
/// First its stream is ended, so that what it has is final. Then it is compared with the captured
/// log; what it lacks is put into its own log as whole segment files, where it looks by itself when
/// nobody streams. It has caught up when it has replayed that, not when it was given it.
final class CatchUp {
    private static final Duration SILENCE = Duration.ofSeconds(30);
    private static final Duration POLL = Duration.ofMillis(100);

    /// A replay that does not move for so long will not.
    private static final Duration STUCK = Duration.ofSeconds(60);

    private static final Duration RECEIVER_ENDS = Duration.ofSeconds(20);

    private final StandbyHere standby;
    private final CapturedEnd captured;
    private final Operation operation;

    CatchUp(StandbyHere standby, CapturedEnd captured, Operation operation) {
        this.standby = standby;
        this.captured = captured;
        this.operation = operation;
    }

    sealed interface Result {
        /// It has all.
        ///
        /// @param until where its replay must have come to when it takes over
        record Has(long until) implements Result {}

        record Lacks(String why) implements Result {}
    }

    Result run() throws SQLException, IOException, InterruptedException {
        int timeline = timeline();
        try (Sql sql = Sql.connect(standby.endpoint(), SILENCE)) {
            standby.cutOff();
            if (!receiverEnded(sql)) {
                return new Result.Lacks("its stream from the primary does not end");
            }
            State state = state(sql);
            return switch (captured.of(timeline, standby.past(timeline), state.replayed())) {
                case Beyond.Nothing _ -> new Result.Has(state.replayed());
                case Beyond.Elsewhere elsewhere -> new Result.Lacks(elsewhere.why());
                case Beyond.Records records -> follow(sql, state, records);
            };
        }
    }

    private Result follow(Sql sql, State state, Beyond.Records records)
            throws SQLException, IOException, InterruptedException {
        if (!state.received(records.until())) {
            operation.progress().stage("giving it the captured log");
            give(records);
        }
        operation.progress().stage("replaying log");
        long stuckAt = operation.timing().nanos() + STUCK.toNanos();
        long replayed = state.replayed();
        while (Long.compareUnsigned(replayed, records.until()) < 0) {
            if (operation.timing().nanos() > stuckAt) {
                return new Result.Lacks(
                        "it does not replay beyond "
                                + Lsn.text(replayed)
                                + ", and the captured log goes on to "
                                + Lsn.text(records.until()));
            }
            standby.wake();
            operation.checkCancelled();
            operation.timing().pause(POLL);
            long now = state(sql).replayed();
            if (now != replayed) {
                operation.progress().at(Lsn.text(now));
                stuckAt = operation.timing().nanos() + STUCK.toNanos();
                replayed = now;
            }
        }
        return new Result.Has(records.until());
    }

    private void give(Beyond.Records records) throws IOException, InterruptedException {
        Path folder = standby.data().resolve("pg_wal").resolve("muster.given");
        clear(folder);
        Files.createDirectories(folder);
        captured.layOut(records.plan(), folder);
        standby.give(folder);
        clear(folder);
    }

    private static void clear(Path folder) throws IOException {
        if (!Files.isDirectory(folder)) {
            return;
        }
        try (Stream<Path> left = Files.list(folder)) {
            for (Path file : left.toList()) {
                Files.delete(file);
            }
        }
        Files.delete(folder);
    }

    /// The timeline that it replays; its control file learns of a new one late.
    private int timeline() throws SQLException, IOException, InterruptedException {
        try (ReplicationConnection connection =
                ReplicationConnection.open(standby.endpoint(), "muster")) {
            return connection.identify().timeline();
        }
    }

    private boolean receiverEnded(Sql sql) throws SQLException, InterruptedException {
        long until = operation.timing().nanos() + RECEIVER_ENDS.toNanos();
        while (!sql.ask("select count(*) = 0 from pg_stat_wal_receiver").getFirst().isTrue(0)) {
            if (operation.timing().nanos() > until) {
                return false;
            }
            operation.checkCancelled();
            operation.timing().pause(POLL);
        }
        return true;
    }

    /// @param replayed where its last replayed record ends
    /// @param end where what it has streamed ends; empty if it never streamed since its start
    private record State(long replayed, OptionalLong end) {
        boolean received(long position) {
            return end.isPresent() && Long.compareUnsigned(end.getAsLong(), position) >= 0;
        }
    }

    private static State state(Sql sql) throws SQLException {
        Row row = sql.ask("select pg_last_wal_replay_lsn(), pg_last_wal_receive_lsn()").getFirst();
        return new State(
                row.optional(0).map(text -> Lsn.parse(text).orElseThrow()).orElse(0L),
                row.optional(1).map(text -> Lsn.parse(text)).orElse(OptionalLong.empty()));
    }
}
