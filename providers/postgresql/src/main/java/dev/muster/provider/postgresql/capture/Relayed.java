package dev.muster.provider.postgresql.capture;

import dev.muster.provider.postgresql.kind.PostgresqlErrors;
import dev.muster.provider.postgresql.source.Endpoint;
import dev.muster.provider.postgresql.source.Sql;
import java.sql.SQLException;
import java.time.Duration;

/// What a capture through a standby asks of the primary: that its commits wait for no receiver that
/// will never connect there.
public final class Relayed {
    private static final Duration SILENCE = Duration.ofSeconds(5);

    private Relayed() {}

    /// Takes the receiver out of the primary's setting, where an earlier capture put it in. A
    /// primary that cannot be reached changes nothing: the standby may still have log of it.
    ///
    /// @param synchronous whether the strategy asks commits to wait, which they cannot
    public static void begin(Endpoint primary, String receiver, boolean synchronous) {
        if (synchronous) {
            throw PostgresqlErrors.SYNCHRONOUS.error(
                    primary + ": its commits cannot wait for what is read from a standby",
                    "remove read-from, or set synchronous: false");
        }
        try (Sql sql = Sql.connect(primary, SILENCE)) {
            new Synchronous(primary, sql, receiver).release();
        } catch (SQLException unasked) {
            // the doctor tells of it; that the standby's log is captured counts more
            return;
        }
    }
}
