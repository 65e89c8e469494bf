package dev.muster.provider.postgresql.backup;

import dev.muster.model.LogPosition;
import dev.muster.model.RecoveryPoint;
import dev.muster.provider.BackupFlaws;
import dev.muster.provider.BackupSummary;
import dev.muster.provider.BackupWriter;
import dev.muster.provider.Operation;
import dev.muster.provider.postgresql.export.Attributes;
import dev.muster.provider.postgresql.kind.PostgresqlErrors;
import dev.muster.provider.postgresql.log.Line;
import dev.muster.provider.postgresql.replication.ReplicationConnection;
import dev.muster.provider.postgresql.replication.ReplicationConnection.Identity;
import dev.muster.provider.postgresql.replication.ReplicationConnection.Result;
import dev.muster.provider.postgresql.replication.Slots;
import dev.muster.provider.postgresql.source.ClockGap;
import dev.muster.provider.postgresql.source.Cluster;
import dev.muster.provider.postgresql.source.Endpoint;
import dev.muster.provider.postgresql.source.Refusals;
import dev.muster.provider.postgresql.source.Sql;
import dev.muster.provider.postgresql.source.Standby;
import java.io.IOException;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/// Streams a base backup of a running cluster into a writer, without a copy on the way.
public final class BaseBackup {
    /// The name under which a backup shows in `pg_stat_replication`.
    private static final String APPLICATION = "muster_backup";

    private static final String AGAIN = "back up again: muster backup ";
    private static final Duration SILENCE = Duration.ofSeconds(30);

    private static final Pattern RELATION = Pattern.compile("base/\\d+/\\d+");

    /// How long a checkpoint, or a stop of a backup, is waited for.
    private static final Duration START_TO_STOP = Duration.ofHours(1);

    private final Endpoint source;
    private final BackupWriter writer;
    private final Operation operation;
    private final List<String> damaged = new ArrayList<>();

    public BaseBackup(Endpoint source, BackupWriter writer, Operation operation) {
        this.source = source;
        this.writer = writer;
        this.operation = operation;
    }

    /// The backup holds the log that makes it consistent, so that it can be brought back alone,
    /// whatever becomes of the capture.
    ///
    /// @param slot the slot of the capture, which has to go on from before the backup begins
    public BackupSummary take(Optional<String> slot) throws InterruptedException {
        try (Sql sql = Sql.open(source, SILENCE);
                ReplicationConnection replication = open()) {
            // the log must be kept from before the backup begins, or a gap opens between the two
            if (slot.isPresent()) {
                keepLog(sql, replication, slot.get());
            }
            Cluster cluster = Cluster.of(sql);
            describe(sql, cluster);
            List<String> oddities = clock(sql, cluster);
            return remarked(take(sql, cluster, replication), oddities);
        } catch (SQLException refusal) {
            refuseDamage();
            refuseStandby(refusal);
            throw Refusals.error(source, "the base backup", refusal);
        } catch (IOException broken) {
            throw PostgresqlErrors.BROKEN.error(
                    source + ": the base backup broke off: " + broken.getMessage(),
                    "look whether the server runs, then back up again",
                    broken);
        }
    }

    /// A standby stamps no commits; its own clock does not count.
    private List<String> clock(Sql sql, Cluster cluster) {
        ClockGap gap = ClockGap.of(sql, operation.timing());
        if (cluster.inRecovery() || !gap.isTold()) {
            return List.of();
        }
        writer.attribute(Attributes.CLOCK_AHEAD, gap.text());
        return List.of(
                "the clock of the source is "
                        + gap.words()
                        + " this machine's; a time to restore to is by the source's: set the"
                        + " clocks, best by NTP");
    }

    private static BackupSummary remarked(BackupSummary summary, List<String> more) {
        List<String> remarks = new ArrayList<>(summary.remarks());
        remarks.addAll(more);
        return new BackupSummary(
                summary.startedAt(),
                summary.consistentAt(),
                summary.from(),
                summary.consistentFrom(),
                summary.flaws(),
                remarks);
    }

    /// A standby's data stands at a moment that has passed on its primary.
    private static Instant consistentAt(Sql sql) {
        return Cluster.of(sql).inRecovery() ? Standby.moment(sql) : Cluster.clock(sql);
    }

    /// What the server itself refuses of a standby.
    private void refuseStandby(SQLException refusal) {
        String message = Optional.ofNullable(refusal.getMessage()).orElse("");
        if (message.contains("standby was promoted")) {
            throw PostgresqlErrors.STANDBY.error(
                    source + ": it took over while it was backed up, so the backup is not kept",
                    AGAIN + source.component(),
                    refusal);
        }
        if (message.contains("full_page_writes=off")) {
            throw PostgresqlErrors.STANDBY.error(
                    source
                            + ": full_page_writes was off on its primary since the last restart"
                            + " point, so pages of a backup could be torn for good",
                    "on the primary, as superuser: ALTER SYSTEM SET full_page_writes = 'on'; SELECT"
                            + " pg_reload_conf(); CHECKPOINT; then on the standby: CHECKPOINT",
                    refusal);
        }
    }

    /// What was read while the timeline changed belongs to two branches of history.
    private void refuseTwoTimelines(LogPosition from, LogPosition consistentFrom) {
        if (!from.line().equals(consistentFrom.line())) {
            throw PostgresqlErrors.STANDBY.error(
                    source
                            + ": its timeline changed from "
                            + Line.of(from).timeline()
                            + " to "
                            + Line.of(consistentFrom).timeline()
                            + " while it was backed up, so the backup is not kept",
                    AGAIN + source.component());
        }
    }

    private ReplicationConnection open() throws SQLException, IOException {
        ReplicationConnection replication = ReplicationConnection.open(source, APPLICATION);
        replication.onNotice(this::notice);
        return replication;
    }

    private Basis basis(Sql sql, Cluster cluster, Identity server) {
        boolean summarizes =
                cluster.major() >= Basis.SUMMARIES
                        && sql.value("select current_setting('summarize_wal')").equals("on");
        return Basis.of(cluster, summarizes, server, writer.earlier(), Cluster.clock(sql));
    }

    private BackupSummary take(Sql sql, Cluster cluster, ReplicationConnection replication)
            throws SQLException, IOException, InterruptedException {
        Identity server = replication.identify();
        switch (basis(sql, cluster, server)) {
            case Basis.Everything(Optional<String> why) -> {
                Optional<BackupSummary> near = near(sql, cluster, server);
                return near.isPresent() ? near.get() : everything(sql, cluster, replication, why);
            }
            case Basis.Since since -> {
                Map<String, Long> files = new HashMap<>(since.earlier().pageFiles());
                files.keySet().removeIf(PageFiles::isMap);
                BackupStream stream = stream(cluster, Optional.of(files));
                try {
                    writer.attribute(Attributes.READ_WHOLE, since.readWhole().toString());
                    return changes(
                            sql, replication, since.earlier().point(), files, stream, cluster);
                } catch (SQLException refused) {
                    // nothing was written yet: the server had looked at its summaries first
                    if (stream.begun() || Refusals.isBroken(refused)) {
                        throw refused;
                    }
                    try (ReplicationConnection another = open()) {
                        return everything(sql, cluster, another, Optional.of(said(refused)));
                    }
                }
            }
        }
    }

    private static String said(SQLException refused) {
        String message = String.valueOf(refused.getMessage());
        return "the server says: " + message.replaceFirst("^ERROR: +", "");
    }

    /// In place, where the server's files are here; empty where they are not.
    private Optional<BackupSummary> near(Sql sql, Cluster cluster, Identity server)
            throws SQLException, IOException, InterruptedException {
        Optional<NearFolder> folder = NearFolder.find(sql, cluster, server.system());
        if (folder.isEmpty()) {
            return Optional.empty();
        }
        try (Sql session = Sql.open(source, START_TO_STOP)) {
            try {
                NearBackup.holdLog(session);
            } catch (SQLException noSlot) {
                // the protocol needs none
                return Optional.empty();
            }
            Instant now = Cluster.clock(sql);
            Optional<Instant> readWhole =
                    writer.earlier().flatMap(it -> Basis.lately(cluster, server, it, now));
            writer.attribute(Attributes.READ_WHOLE, readWhole.orElse(now).toString());
            NearBackup near =
                    new NearBackup(
                            folder.get(),
                            cluster,
                            server.system(),
                            writer,
                            operation,
                            readWhole.isPresent());
            BackupSummary summary = near.take(session);
            damaged.addAll(near.damaged());
            refuseDamage();
            return Optional.of(summary);
        }
    }

    private BackupStream stream(Cluster cluster, Optional<Map<String, Long>> before) {
        return new BackupStream(writer, operation.progress(), cluster, before);
    }

    private BackupSummary everything(
            Sql sql, Cluster cluster, ReplicationConnection replication, Optional<String> why)
            throws SQLException, IOException, InterruptedException {
        Instant startedAt = Cluster.clock(sql);
        writer.attribute(Attributes.READ_WHOLE, startedAt.toString());
        Identity identity = replication.identify();
        replication.holdLog();
        List<Result> results =
                stream(cluster, Optional.empty())
                        .run(replication, command(cluster, false), operation);
        List<String> remarks =
                why.map(reason -> "everything was read: " + reason).stream().toList();
        return summary(identity, results, startedAt, consistentAt(sql), remarks);
    }

    private BackupSummary changes(
            Sql sql,
            ReplicationConnection replication,
            RecoveryPoint before,
            Map<String, Long> files,
            BackupStream stream,
            Cluster cluster)
            throws SQLException, IOException, InterruptedException {
        Instant startedAt = Cluster.clock(sql);
        Identity identity = replication.identify();
        replication.holdLog();
        Line line = Line.of(before.from());
        long from = before.from().offset();
        Set<String> cut = CutTables.between(sql, line.timeline(), from, CutTables.NOW);
        // what the server does not find here it sends whole
        Map<String, Long> sentByChanges = new HashMap<>(files);
        sentByChanges.keySet().removeIf(path -> CutTables.hold(cut, path));
        byte[] manifest =
                Manifest.of(
                        line.system(),
                        line.timeline(),
                        from,
                        before.consistentFrom().offset(),
                        sentByChanges);
        replication.upload("UPLOAD_MANIFEST", manifest, operation::checkCancelled);
        List<Result> results = stream.run(replication, command(cluster, true), operation);
        BackupSummary summary = summary(identity, results, startedAt, consistentAt(sql), List.of());
        Set<String> late = CutTables.between(sql, line.timeline(), from, summary.from().offset());
        late.removeAll(cut);
        if (!late.isEmpty()) {
            throw PostgresqlErrors.CUT.error(
                    source
                            + ": "
                            + late.size()
                            + " tables were cut shorter while the backup of changes began, and"
                            + " the server may have lost track of them",
                    AGAIN + source.component());
        }
        return summary;
    }

    private void keepLog(Sql sql, ReplicationConnection replication, String slot)
            throws SQLException, IOException, InterruptedException {
        Slots.ensure(sql, replication, slot);
        if (Slots.find(sql, slot).filter(Slots.Slot::lost).isPresent()) {
            throw PostgresqlErrors.GAP.error(
                    source + ": the slot " + slot + " keeps no log any more",
                    "let the capture begin anew first: muster serve; then back up again");
        }
    }

    private void describe(Sql sql, Cluster cluster) {
        writer.attribute(Attributes.VERSION, Integer.toString(cluster.version()));
        writer.attribute(Attributes.BLOCK, Integer.toString(cluster.block()));
        writer.attribute(Attributes.SEGMENT, Integer.toString(cluster.segment()));
        writer.attribute(Attributes.CHECKSUMS, cluster.checksums() ? "on" : "off");
        writer.attribute(Attributes.SETTINGS, String.join("\n", Cluster.settings(sql)));
        writer.attribute(
                Attributes.LISTEN, sql.value("select current_setting('listen_addresses')"));
    }

    /// PostgreSQL 15 gave BASE_BACKUP its options in parentheses, and one stream for all archives.
    private static String command(Cluster cluster, boolean changes) {
        if (cluster.major() < 15) {
            return "BASE_BACKUP LABEL 'muster' PROGRESS FAST WAL NOWAIT"
                    + " TABLESPACE_MAP MANIFEST 'yes' MANIFEST_CHECKSUMS 'CRC32C'";
        }
        return "BASE_BACKUP (LABEL 'muster', "
                + (changes ? "INCREMENTAL, " : "")
                + "PROGRESS, CHECKPOINT 'fast', WAL true,"
                + " WAIT false, TABLESPACE_MAP true, MANIFEST 'yes', MANIFEST_CHECKSUMS 'CRC32C')";
    }

    /// The server checks every page that has a checksum while it reads, and says which are wrong.
    private void notice(String text) {
        if (text.contains("checksum") && damaged.size() < 10) {
            damaged.add(text);
        }
    }

    private void refuseDamage() {
        if (!damaged.isEmpty()) {
            throw PostgresqlErrors.BAD_PAGES.error(
                    source
                            + ": pages with wrong checksums: "
                            + damaged.stream().map(this::named).collect(Collectors.joining("; ")),
                    "find the tables with: select oid, relname from pg_class where relfilenode ="
                            + " FILE");
        }
    }

    /// With the name of the table, where it is one of the database that we are in.
    private String named(String damage) {
        Matcher file = RELATION.matcher(damage);
        if (!file.find()) {
            return damage;
        }
        try (Sql sql = Sql.connect(source, SILENCE)) {
            return sql
                    .ask(
                            "select oid::regclass::text from pg_class where pg_relation_filepath(oid)"
                                    + " = ?",
                            file.group())
                    .stream()
                    .map(row -> damage + " (" + row.text(0) + ")")
                    .findFirst()
                    .orElse(damage);
        } catch (SQLException refused) {
            // the damage is told all the same
            return damage;
        }
    }

    private BackupSummary summary(
            Identity identity,
            List<Result> results,
            Instant startedAt,
            Instant consistentAt,
            List<String> remarks)
            throws IOException {
        refuseDamage();
        LogPosition from = position(identity, results.getFirst());
        LogPosition consistentFrom = position(identity, results.getLast());
        refuseTwoTimelines(from, consistentFrom);
        return new BackupSummary(
                startedAt, consistentAt, from, consistentFrom, BackupFlaws.NONE, remarks);
    }

    private static LogPosition position(Identity identity, Result result) throws IOException {
        if (result.rows().size() != 1 || result.rows().getFirst().size() < 2) {
            throw new IOException("the server did not say where the backup begins or ends");
        }
        List<Optional<String>> row = result.rows().getFirst();
        int timeline = Integer.parseInt(row.get(1).orElse("0"));
        return new Line(identity.system(), timeline).at(ReplicationConnection.lsn(row.get(0)));
    }
}
