package dev.muster.provider.postgresql.recovered;

import dev.muster.kind.LogCapture;
import dev.muster.kind.OnCaptureLost;
import dev.muster.model.Fence;
import dev.muster.provider.DataStore.CaptureState;
import dev.muster.provider.postgresql.kind.PostgresqlErrors;
import dev.muster.provider.postgresql.source.Endpoint;
import dev.muster.provider.postgresql.source.Refusals;
import dev.muster.provider.postgresql.source.Sql;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Optional;

/// Says how sure it is that an old primary takes no more writes.
///
/// It is proved where its commits wait for a receiver of ours that has stopped, where it answers as
/// a standby that nobody feeds, or where its host is this one and no process of it is left. An old
/// primary that answers as a primary is an error, not an assumption: that it takes writes is known.
public final class Fencing {
    private static final Duration SILENCE = Duration.ofSeconds(5);

    private final Endpoint old;
    private final Optional<Endpoint> standby;
    private final Optional<LogCapture> capture;
    private final CaptureState receiver;

    /// @param standby the one that the log was read from; if it took over, it is the primary
    public Fencing(
            Endpoint old,
            Optional<Endpoint> standby,
            Optional<LogCapture> capture,
            CaptureState receiver) {
        this.old = old;
        this.standby = standby;
        this.capture = capture;
        this.receiver = receiver;
    }

    public Fence run() {
        standby.ifPresent(Fencing::requireStandby);
        if (isStalled()) {
            return Fence.PROVED;
        }
        try (Sql sql = Sql.connect(old, SILENCE)) {
            if (isStandby(sql)) {
                return follows(sql) ? Fence.ASSUMED : Fence.PROVED;
            }
        } catch (SQLException refusal) {
            return byRefusal(refusal);
        }
        throw PostgresqlErrors.STILL_WRITES.error(
                old + ": it answers, and takes writes",
                "on its host: sudo systemctl stop postgresql, or pg_ctl stop -m fast -D DATA");
    }

    /// One that does not answer was promoted by nobody whom Muster knows of.
    private static void requireStandby(Endpoint standby) {
        try (Sql sql = Sql.connect(standby, SILENCE)) {
            if (isStandby(sql)) {
                return;
            }
        } catch (SQLException unasked) {
            return;
        }
        throw PostgresqlErrors.STILL_WRITES.error(
                standby + ": the standby took over, and takes writes",
                "if it shall go on: set connection to it; else stop it on its host");
    }

    private static boolean isStandby(Sql sql) throws SQLException {
        return sql.ask("select pg_is_in_recovery()").getFirst().isTrue(0);
    }

    /// A standby that is fed has a primary: another one than the strategy names, which nobody has
    /// fenced.
    private static boolean follows(Sql sql) throws SQLException {
        return sql.ask(
                        "select exists (select from pg_stat_wal_receiver where status = 'streaming'"
                                + " and clock_timestamp() - last_msg_receipt_time < '1 minute')")
                .getFirst()
                .isTrue(0);
    }

    /// Every commit waits for an acknowledgement that nobody gives any more. A policy that lets
    /// commits through after a while takes the proof away: the watchdog may have acted, unseen.
    private boolean isStalled() {
        boolean forEver =
                capture.map(LogCapture::onCaptureLost)
                        .filter(OnCaptureLost.Stall.class::isInstance)
                        .isPresent();
        return receiver.synchronous() && receiver.stopped() && forEver;
    }

    /// A refused connection proves something only on this host, where its processes can be seen.
    /// From elsewhere, a firewall or a host that starts again refuses just the same.
    private Fence byRefusal(SQLException refusal) {
        if (!Refusals.isBroken(refusal)) {
            throw PostgresqlErrors.STILL_WRITES.error(
                    old + ": it answers, but refuses the login: " + refusal.getMessage(),
                    "on its host: sudo systemctl stop postgresql, or pg_ctl stop -m fast -D DATA",
                    refusal);
        }
        return LocalServers.noneListens(old.address()) ? Fence.PROVED : Fence.ASSUMED;
    }
}
