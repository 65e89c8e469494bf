package dev.muster.provider.mariadb.recovered;

import dev.muster.model.Fence;
import dev.muster.model.MusterException;
import dev.muster.provider.mariadb.kind.MariadbErrors;
import dev.muster.provider.mariadb.source.Endpoint;
import dev.muster.provider.mariadb.source.Refusals;
import dev.muster.provider.mariadb.source.Sql;
import java.sql.SQLException;
import java.time.Duration;

/// Says how sure it is that an old server takes no more writes.
///
/// It is proved where its host is this one and no process of it is left. One that answers is an
/// error, not an assumption: a `read_only` server still takes writes of its administrators, and can
/// be opened again by any of them.
public final class Fencing {
    private static final Duration SILENCE = Duration.ofSeconds(5);

    private final Endpoint old;

    public Fencing(Endpoint old) {
        this.old = old;
    }

    public Fence run() {
        try (Sql sql = Sql.connect(old, SILENCE)) {
            throw stillWrites("it answers, with read_only = " + sql.value("SELECT @@read_only"));
        } catch (SQLException refusal) {
            if (!Refusals.isBroken(refusal)) {
                throw stillWrites("it answers, but refuses the login: " + refusal.getMessage());
            }
            return LocalServers.noneListens(old.address()) ? Fence.PROVED : Fence.ASSUMED;
        }
    }

    private MusterException stillWrites(String why) {
        return MariadbErrors.STILL_WRITES.error(
                old + ": " + why, "on its host: sudo systemctl stop mariadb");
    }
}
