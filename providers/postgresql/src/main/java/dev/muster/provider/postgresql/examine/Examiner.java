package dev.muster.provider.postgresql.examine;

import dev.muster.kind.LogCapture;
import dev.muster.kind.OnCaptureLost;
import dev.muster.model.ByteSize;
import dev.muster.model.MusterException;
import dev.muster.provider.Diagnosis;
import dev.muster.provider.Diagnosis.Symptom;
import dev.muster.provider.Examination;
import dev.muster.provider.postgresql.capture.Synchronous;
import dev.muster.provider.postgresql.kind.PostgresqlErrors;
import dev.muster.provider.postgresql.recovered.Programs;
import dev.muster.provider.postgresql.replication.ReplicationConnection;
import dev.muster.provider.postgresql.source.Cluster;
import dev.muster.provider.postgresql.source.Endpoint;
import dev.muster.provider.postgresql.source.Refusals;
import dev.muster.provider.postgresql.source.Sql;
import dev.muster.provider.postgresql.source.Sql.Row;
import dev.muster.provider.postgresql.source.Standby;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Examines one cluster: refuses what makes backups or capture impossible, notes what weakens them.
public final class Examiner {
    private static final Duration SILENCE = Duration.ofSeconds(30);
    private static final String APPLICATION = "muster_examine";

    private final Endpoint source;
    private final Optional<Relay> relay;
    private final Optional<LogCapture> capture;
    private final String receiver;
    private final Optional<Path> recoveryPrograms;

    /// @param standby the server that backups and log are read from, if not the primary
    /// @param capture how its log is to be captured, if it is
    /// @param receiver the name of the capture's slot and connection
    /// @param recoveryPrograms the folder whose programs it is to come back with, if that is said
    public Examiner(
            Endpoint primary,
            Optional<Endpoint> standby,
            Optional<LogCapture> capture,
            String receiver,
            Optional<Path> recoveryPrograms) {
        this.source = standby.orElse(primary);
        this.relay = standby.map(it -> new Relay(primary, it, capture, receiver));
        this.capture = capture;
        this.receiver = receiver;
        this.recoveryPrograms = recoveryPrograms;
    }

    public Examination run() throws InterruptedException {
        try (Sql sql = Sql.open(source, SILENCE)) {
            Cluster cluster = Cluster.of(sql);
            Requirements.version(source, cluster);
            requireRole(sql, cluster);
            Requirements.log(source, sql);
            Requirements.replication(source, sql);
            Requirements.room(source, sql, capture.isPresent(), receiver);
            replicates();
            if (waits()) {
                synchronous(sql, cluster);
            }
            List<Symptom> notes = notes(sql, cluster);
            recoveryNote(cluster).ifPresent(notes::add);
            return new Examination(
                    name(cluster), size(sql), notes.stream().map(Examiner::sentence).toList());
        } catch (SQLException refusal) {
            throw Refusals.error(source, "the examination", refusal);
        }
    }

    /// Whether commits of the server that is read from shall wait.
    private boolean waits() {
        return relay.isEmpty() && capture.filter(LogCapture::synchronous).isPresent();
    }

    private void requireRole(Sql sql, Cluster cluster) {
        if (relay.isPresent()) {
            relay.get().require(sql, cluster);
        } else if (cluster.inRecovery()) {
            throw Standby.instead(source);
        }
    }

    private List<Symptom> notes(Sql sql, Cluster cluster) throws SQLException {
        List<Symptom> notes = new ArrayList<>(new Notes(sql, capture, receiver).all());
        if (relay.isPresent()) {
            notes.addAll(relay.get().notes(sql, cluster));
        }
        return notes;
    }

    private static String sentence(Symptom note) {
        return note.message() + (note.fix().isEmpty() ? "" : "; " + note.fix());
    }

    private static String name(Cluster cluster) {
        return "PostgreSQL " + cluster.name();
    }

    /// Everything that is missing, and everything that a user should know.
    public Diagnosis diagnose() throws InterruptedException {
        List<Symptom> found = new ArrayList<>();
        try (Sql sql = Sql.open(source, SILENCE)) {
            Cluster cluster = Cluster.of(sql);
            each(found, () -> Requirements.version(source, cluster));
            each(found, () -> requireRole(sql, cluster));
            each(found, () -> Requirements.log(source, sql));
            each(found, () -> Requirements.attribute(source, sql));
            each(found, () -> Requirements.monitor(source, sql));
            each(found, () -> Requirements.senders(source, sql));
            if (capture.isPresent()) {
                each(found, () -> Requirements.slots(source, sql, receiver));
                each(found, () -> Requirements.kept(source, sql, receiver));
            }
            each(found, this::replicates);
            if (waits()) {
                each(found, () -> new Synchronous(source, sql, receiver).requirePossible());
                each(found, () -> requireMayChange(sql, cluster));
                each(found, () -> requireNoApply(sql));
            }
            each(found, () -> found.addAll(notes(sql, cluster)));
            each(found, () -> found.addAll(new Advice(source, sql, capture).all()));
            recoveryNote(cluster).ifPresent(found::add);
            return new Diagnosis(
                    Optional.of(name(cluster)), Optional.of(size(sql)), distinct(found));
        } catch (MusterException unreachable) {
            found.add(Symptom.of(unreachable));
            return new Diagnosis(Optional.empty(), Optional.empty(), distinct(found));
        }
    }

    /// One cause may be met at two places.
    private static List<Symptom> distinct(List<Symptom> found) {
        return found.stream().distinct().toList();
    }

    private interface Look {
        void look() throws SQLException, InterruptedException;
    }

    private void each(List<Symptom> found, Look look) throws InterruptedException {
        try {
            look.look();
        } catch (MusterException refused) {
            found.add(Symptom.of(refused));
        } catch (SQLException refusal) {
            found.add(Symptom.of(Refusals.error(source, "the examination", refusal)));
        }
    }

    /// Looks only at what is on this host, which need not be the one that recovers.
    private Optional<Symptom> recoveryNote(Cluster cluster) throws InterruptedException {
        if (recoveryPrograms.isEmpty()) {
            return Optional.empty();
        }
        Path bin = recoveryPrograms.get();
        return Programs.major(bin)
                .filter(major -> major != cluster.major())
                .map(major ->
                        Symptom.warning(
                                "recover.server.bin "
                                        + bin
                                        + " has PostgreSQL "
                                        + major
                                        + ", which cannot run this cluster's data",
                                "install PostgreSQL " + cluster.major() + " there"));
    }

    /// The grant is not enough: pg_hba.conf must let the role in for replication too.
    private void replicates() throws InterruptedException {
        try (ReplicationConnection connection = ReplicationConnection.open(source, APPLICATION)) {
            connection.identify();
        } catch (SQLException refusal) {
            throw Refusals.error(source, "a replication connection", refusal);
        } catch (IOException broken) {
            throw PostgresqlErrors.BROKEN.error(
                    source + ": a replication connection broke: " + broken.getMessage(),
                    "look whether the server runs",
                    broken);
        }
    }

    private void synchronous(Sql sql, Cluster cluster) throws SQLException {
        Synchronous synchronous = new Synchronous(source, sql, receiver);
        synchronous.requirePossible();
        requireMayChange(sql, cluster);
        requireNoApply(sql);
    }

    private void requireMayChange(Sql sql, Cluster cluster) throws SQLException {
        Synchronous synchronous = new Synchronous(source, sql, receiver);
        if ((degrades() || !synchronous.isRequired()) && !mayChange(sql, cluster)) {
            throw PostgresqlErrors.SYNCHRONOUS.error(
                    source + ": the role may not change synchronous_standby_names",
                    cluster.major() < 15
                            ? byHand(synchronous)
                            : "as superuser: " + synchronous.grants());
        }
    }

    private String byHand(Synchronous synchronous) throws SQLException {
        return degrades()
                ? "before PostgreSQL 15 only a superuser may: on-capture-lost: stall"
                : "as superuser: " + synchronous.byHand();
    }

    /// Then the name that a superuser put in must be taken out by the role itself.
    private boolean degrades() {
        return capture.map(LogCapture::onCaptureLost)
                .filter(OnCaptureLost.DegradeAfter.class::isInstance)
                .isPresent();
    }

    private static boolean mayChange(Sql sql, Cluster cluster) {
        if (cluster.major() < 15) {
            return sql.row("select rolsuper from pg_roles where rolname = current_user").isTrue(0);
        }
        return sql.row(
                        "select has_parameter_privilege('synchronous_standby_names', 'ALTER"
                                + " SYSTEM') and has_function_privilege('pg_reload_conf()',"
                                + " 'EXECUTE')")
                .isTrue(0);
    }

    /// A receiver applies nothing, so commits that wait for that would wait for ever.
    private void requireNoApply(Sql sql) {
        List<String> places =
                sql
                        .rows(
                                """
                                select 'the server''s configuration'
                                  where current_setting('synchronous_commit') = 'remote_apply'
                                union all
                                select case when setdatabase <> 0 then 'database ' || (select datname
                                         from pg_database d where d.oid = setdatabase) else '' end
                                    || case when setrole <> 0 then ' role ' || (select rolname
                                         from pg_roles r where r.oid = setrole) else '' end
                                  from pg_db_role_setting
                                  where 'synchronous_commit=remote_apply' = any (setconfig)
                                """)
                        .stream()
                        .map(row -> row.text(0).strip())
                        .toList();
        if (!places.isEmpty()) {
            throw applies(places);
        }
    }

    private MusterException applies(List<String> places) {
        return PostgresqlErrors.SYNCHRONOUS.error(
                source
                        + ": synchronous_commit = remote_apply ("
                        + String.join(", ", places)
                        + ") would wait for ever for a receiver that applies nothing",
                "as superuser: ALTER SYSTEM SET synchronous_commit = 'on'; or ALTER ROLE/DATABASE"
                        + " ... RESET synchronous_commit");
    }

    private static ByteSize size(Sql sql) {
        Row row =
                sql.row(
                        "select coalesce(sum(case when has_database_privilege(oid, 'CONNECT') or"
                                + " pg_has_role(current_user, 'pg_read_all_stats', 'USAGE') then"
                                + " pg_database_size(oid) end), 0)::int8 from pg_database");
        return new ByteSize(Long.parseLong(row.text(0)));
    }
}
