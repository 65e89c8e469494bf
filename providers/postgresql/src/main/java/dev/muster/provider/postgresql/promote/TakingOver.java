package dev.muster.provider.postgresql.promote;

import dev.muster.provider.Operation;
import dev.muster.provider.postgresql.recovered.StandbyHere;
import dev.muster.provider.postgresql.source.Sql;
import java.time.Duration;

/// Waits for a server that was told to take over.
final class TakingOver {
    private static final Duration SILENCE = Duration.ofSeconds(30);
    private static final Duration POLL = Duration.ofMillis(50);

    private TakingOver() {}

    static void await(StandbyHere standby, Operation operation) throws InterruptedException {
        try (Sql sql = Sql.open(standby.endpoint(), SILENCE)) {
            while (sql.row("select pg_is_in_recovery()").isTrue(0)) {
                operation.checkCancelled();
                operation.timing().pause(POLL);
            }
        }
    }
}
