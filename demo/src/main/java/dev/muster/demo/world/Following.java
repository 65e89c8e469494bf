package dev.muster.demo.world;

import dev.muster.demo.DemoErrors;
import dev.muster.model.Durations;
import dev.muster.model.Timing;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.time.Duration;

/// A standby that follows its primary.
record Following(Postgres primary, Postgres standby, Timing timing) {
    private static final Duration TAKES_AT_MOST = Duration.ofSeconds(60);
    private static final Duration LOOK_EVERY = Duration.ofMillis(50);

    /// Waits until the standby streams, and has replayed all that the primary had written when this
    /// was called.
    void await() throws InterruptedException {
        String written = ask(primary, "select pg_current_wal_flush_lsn()::text", "");
        long deadline = timing.nanos() + TAKES_AT_MOST.toNanos();
        while (!ask(standby, HAS_REPLAYED, written).equals("true")) {
            if (timing.nanos() - deadline > 0) {
                throw DemoErrors.DATABASE.error(
                        "the standby at "
                                + standby.address()
                                + " has not come to "
                                + written
                                + " within "
                                + Durations.text(TAKES_AT_MOST),
                        "read the log of PostgreSQL in the demo's folder");
            }
            timing.pause(LOOK_EVERY);
        }
    }

    private static final String HAS_REPLAYED =
            """
            select (pg_last_wal_replay_lsn() >= ?::pg_lsn
              and exists (select from pg_stat_wal_receiver where status = 'streaming'))::text
            """;

    private static String ask(Postgres server, String sql, String given) {
        return server.in(
                "postgres",
                connection -> {
                    try (PreparedStatement statement = connection.prepareStatement(sql)) {
                        if (!given.isEmpty()) {
                            statement.setString(1, given);
                        }
                        try (ResultSet row = statement.executeQuery()) {
                            row.next();
                            return String.valueOf(row.getString(1));
                        }
                    }
                });
    }
}
