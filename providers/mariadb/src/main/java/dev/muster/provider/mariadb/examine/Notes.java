package dev.muster.provider.mariadb.examine;

import dev.muster.provider.Diagnosis.Symptom;
import dev.muster.provider.mariadb.source.Sql;
import dev.muster.provider.mariadb.source.Sql.Row;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// What is weak about a server but stops nothing.
final class Notes {
    private static final long DAY = 24 * 3600;
    private static final int TOLD = 5;

    private final Sql sql;
    private final boolean captures;
    private final List<Symptom> symptoms = new ArrayList<>();

    Notes(Sql sql, boolean captures) {
        this.sql = sql;
        this.captures = captures;
    }

    List<Symptom> symptoms() {
        if (captures) {
            expiry();
            sync();
            rowImage();
            keys();
        }
        engines();
        readable();
        return symptoms;
    }

    private void warn(String message, String fix) {
        symptoms.add(Symptom.warning(message, fix));
    }

    /// Zero keeps all.
    private void expiry() {
        long seconds =
                sql.variable("binlog_expire_logs_seconds")
                        .filter(text -> text.matches("[0-9]+"))
                        .map(Long::valueOf)
                        .or(() ->
                                sql.variable("expire_logs_days")
                                        .map(days -> (long) (Double.parseDouble(days) * DAY)))
                        .orElse(0L);
        if (seconds > 0 && seconds < DAY) {
            warn(
                    "its binary log is purged after "
                            + seconds
                            + " s: a receiver that is away for longer leaves a gap",
                    "SET GLOBAL binlog_expire_logs_seconds = 604800");
        }
    }

    private void sync() {
        Optional<String> sync = sql.variable("sync_binlog");
        if (sync.filter("1"::equals).isEmpty()) {
            warn(
                    "sync_binlog is "
                            + sync.orElse("unknown")
                            + ": a crash of its host can lose the end of the binary log",
                    "SET GLOBAL sync_binlog = 1");
        }
        Optional<String> flush = sql.variable("innodb_flush_log_at_trx_commit");
        if (flush.filter("1"::equals).isEmpty()) {
            warn(
                    "innodb_flush_log_at_trx_commit is "
                            + flush.orElse("unknown")
                            + ": a crash of its host can lose commits that are in the binary log",
                    "SET GLOBAL innodb_flush_log_at_trx_commit = 1");
        }
    }

    private void rowImage() {
        sql.variable("binlog_checksum")
                .filter("NONE"::equals)
                .ifPresent(_ ->
                        warn(
                                "its binary log has no checksums: damage is not noticed",
                                "SET GLOBAL binlog_checksum = CRC32"));
    }

    /// Without a key, each changed row is looked for in the whole table when it is replayed.
    private void keys() {
        List<Row> without =
                sql.rows(
                        "SELECT t.name FROM information_schema.innodb_sys_indexes i JOIN"
                                + " information_schema.innodb_sys_tables t USING (table_id) WHERE"
                                + " i.name = 'GEN_CLUST_INDEX' AND t.name NOT LIKE 'mysql/%' AND t.name"
                                + " NOT LIKE 'SYS%' ORDER BY t.name");
        if (!without.isEmpty()) {
            warn(
                    without.size()
                            + " tables have no primary key, and are slow to replay: "
                            + names(without),
                    "ALTER TABLE ... ADD PRIMARY KEY (...)");
        }
    }

    private static String names(List<Row> rows) {
        List<String> names = rows.stream().map(row -> row.text(0).replace('/', '.')).toList();
        return String.join(", ", names.subList(0, Math.min(TOLD, names.size())))
                + (names.size() > TOLD ? ", ..." : "");
    }

    /// Only tables that the user has a right to are seen; a base backup counts all of them.
    private void engines() {
        List<Row> unsafe =
                sql.rows(
                        "SELECT CONCAT(table_schema, '/', table_name) FROM"
                                + " information_schema.tables WHERE table_type = 'BASE TABLE' AND"
                                + " engine IN ('MyISAM', 'Aria', 'CSV', 'ARCHIVE') AND"
                                + " table_schema NOT IN ('mysql', 'sys', 'performance_schema',"
                                + " 'information_schema') ORDER BY 1");
        if (!unsafe.isEmpty()) {
            warn(
                    unsafe.size()
                            + " tables are in engines without transactions, which are not replayed"
                            + " exactly after a crash: "
                            + names(unsafe),
                    "ALTER TABLE ... ENGINE = InnoDB");
        }
    }

    private void readable() {
        String data = sql.value("SELECT @@datadir");
        if (!Files.isReadable(Path.of(data, "ibdata1"))) {
            warn(
                    "its data folder "
                            + data
                            + " cannot be read here: base backups must be taken on its own host, as"
                            + " a user who may",
                    "sudo ls " + data);
        }
    }
}
