package dev.muster.provider.postgresql.examine;

import dev.muster.kind.LogCapture;
import dev.muster.model.Durations;
import dev.muster.model.MusterException;
import dev.muster.provider.Diagnosis.Symptom;
import dev.muster.provider.postgresql.kind.PostgresqlErrors;
import dev.muster.provider.postgresql.replication.Slots;
import dev.muster.provider.postgresql.source.Cluster;
import dev.muster.provider.postgresql.source.Endpoint;
import dev.muster.provider.postgresql.source.Sql;
import dev.muster.provider.postgresql.source.Standby;
import java.sql.SQLException;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// What else counts where backups and log are read from a standby.
final class Relay {
    private static final Duration SILENCE = Duration.ofSeconds(5);
    private static final Duration LONG = Duration.ofMinutes(1);
    private static final String SYSTEM = "select system_identifier from pg_control_system()";

    private final Endpoint primary;
    private final Endpoint standby;
    private final Optional<LogCapture> capture;
    private final String receiver;

    Relay(Endpoint primary, Endpoint standby, Optional<LogCapture> capture, String receiver) {
        this.primary = primary;
        this.standby = standby;
        this.capture = capture;
        this.receiver = receiver;
    }

    /// @param sql to the standby
    void require(Sql sql, Cluster cluster) {
        if (capture.filter(LogCapture::synchronous).isPresent()) {
            throw PostgresqlErrors.SYNCHRONOUS.error(
                    primary
                            + ": its commits cannot wait for what is read from "
                            + standby.address(),
                    "remove read-from, or set synchronous: false");
        }
        boolean wholePages =
                sql.row("select full_page_writes from pg_control_checkpoint()").isTrue(0);
        if (cluster.inRecovery() && !wholePages) {
            throw tornPages();
        }
        requireSameCluster(sql.value(SYSTEM));
    }

    private MusterException tornPages() {
        return PostgresqlErrors.STANDBY.error(
                standby
                        + ": its primary runs with full_page_writes = off, so that no standby of it"
                        + " can be backed up",
                "on the primary, as superuser: ALTER SYSTEM SET full_page_writes = 'on'; SELECT"
                        + " pg_reload_conf(); CHECKPOINT");
    }

    /// A primary that does not answer is none that the standby could be compared to.
    private void requireSameCluster(String system) {
        try (Sql sql = Sql.connect(primary, SILENCE)) {
            String other = sql.ask(SYSTEM).getFirst().text(0);
            if (!other.equals(system)) {
                throw PostgresqlErrors.OTHER_CLUSTER.error(
                        standby
                                + ": it is of cluster "
                                + system
                                + ", the primary at "
                                + primary.address()
                                + " of "
                                + other,
                        "name a standby of that primary in read-from");
            }
        } catch (SQLException unasked) {
            // told by the notes
            return;
        }
    }

    /// @param sql to the standby
    List<Symptom> notes(Sql sql, Cluster cluster) throws SQLException {
        List<Symptom> notes = new ArrayList<>();
        if (!cluster.inRecovery()) {
            notes.add(
                    Symptom.warning(
                            standby
                                    + " is no standby any more: it was promoted, and is read from"
                                    + " as a primary",
                            "set connection to the server that takes writes now, and read-from to a"
                                    + " standby of it"));
            return notes;
        }
        behind(sql).ifPresent(notes::add);
        delayed(sql).ifPresent(notes::add);
        unconnected(sql).ifPresent(notes::add);
        notes.addAll(onPrimary());
        return notes;
    }

    private Optional<Symptom> behind(Sql sql) throws SQLException {
        Duration lag = Standby.lag(sql);
        return Optional.of(lag)
                .filter(it -> it.compareTo(LONG) > 0)
                .map(it ->
                        Symptom.warning(
                                standby
                                        + " is "
                                        + Durations.text(it.truncatedTo(ChronoUnit.SECONDS))
                                        + " behind its primary: what it lacks is not captured",
                                "see on it: select * from pg_stat_wal_receiver"));
    }

    /// Log is passed on as it is received; only backups are of what was replayed.
    private Optional<Symptom> delayed(Sql sql) {
        String delay = sql.value("select current_setting('recovery_min_apply_delay')");
        return delay.equals("0")
                ? Optional.empty()
                : Optional.of(
                        Symptom.warning(
                                standby
                                        + " replays with recovery_min_apply_delay = "
                                        + delay
                                        + ": a backup that is brought back alone is that much older,"
                                        + " and one with its log has that much more to replay",
                                "as superuser on the standby: ALTER SYSTEM RESET"
                                        + " recovery_min_apply_delay; SELECT pg_reload_conf()"));
    }

    private Optional<Symptom> unconnected(Sql sql) {
        boolean streams =
                sql.row(
                                "select exists (select from pg_stat_wal_receiver where status ="
                                        + " 'streaming')")
                        .isTrue(0);
        return streams
                ? Optional.empty()
                : Optional.of(
                        Symptom.warning(
                                standby
                                        + " does not stream from its primary: its log comes late, or"
                                        + " not at all",
                                "look at primary_conninfo and at the server's log on the standby"));
    }

    private List<Symptom> onPrimary() {
        try (Sql sql = Sql.connect(primary, SILENCE)) {
            return slotLeft(sql).stream().toList();
        } catch (SQLException unasked) {
            return List.of(
                    Symptom.warning(
                            primary
                                    + " cannot be asked, which only a recovery must: "
                                    + unasked.getMessage(),
                            ""));
        }
    }

    /// From the time when the primary itself was captured.
    private Optional<Symptom> slotLeft(Sql sql) {
        return Slots.find(sql, receiver)
                .filter(slot -> !slot.active())
                .map(_ ->
                        Symptom.warning(
                                "the slot "
                                        + receiver
                                        + " on the primary at "
                                        + primary.address()
                                        + " keeps log that nobody fetches, and can fill the disk",
                                "on the primary: SELECT pg_drop_replication_slot('"
                                        + receiver
                                        + "')"));
    }
}
