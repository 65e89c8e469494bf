package dev.muster.provider.mariadb.examine;

import dev.muster.model.ByteSize;
import dev.muster.model.MusterException;
import dev.muster.provider.Diagnosis;
import dev.muster.provider.Diagnosis.Symptom;
import dev.muster.provider.Examination;
import dev.muster.provider.mariadb.kind.MariadbErrors;
import dev.muster.provider.mariadb.kind.MariadbSettings;
import dev.muster.provider.mariadb.recovered.Programs;
import dev.muster.provider.mariadb.source.Endpoint;
import dev.muster.provider.mariadb.source.Refusals;
import dev.muster.provider.mariadb.source.Sql;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Looks at a server through one connection, and at the tools of this host. Changes nothing.
public final class Examiner {
    private static final Duration SILENCE = Duration.ofSeconds(15);
    private static final Pattern VERSION = Pattern.compile("([0-9]+)\\.([0-9]+)\\.[0-9]+");
    private static final Pattern EVERYWHERE =
            Pattern.compile("GRANT (.+?) ON \\*\\.\\* TO .*", Pattern.DOTALL);

    private final Endpoint source;
    private final MariadbSettings settings;
    private final boolean captures;

    /// @param captures whether the log is to be captured
    public Examiner(Endpoint source, MariadbSettings settings, boolean captures) {
        this.source = source;
        this.settings = settings;
        this.captures = captures;
    }

    /// @throws MusterException for the first thing that is missing
    public Examination run() throws InterruptedException {
        try (Sql sql = Sql.open(source, SILENCE)) {
            for (Look look : looks()) {
                look.at(sql);
            }
            List<String> notes =
                    new Notes(sql, captures).symptoms().stream().map(Symptom::message).toList();
            return new Examination(version(sql), size(sql), notes);
        }
    }

    /// As [#run], but goes on after the first thing that is missing.
    public Diagnosis diagnose() throws InterruptedException {
        List<Symptom> symptoms = new ArrayList<>();
        try (Sql sql = Sql.open(source, SILENCE)) {
            for (Look look : looks()) {
                try {
                    look.at(sql);
                } catch (MusterException missing) {
                    symptoms.add(Symptom.of(missing));
                }
            }
            symptoms.addAll(new Notes(sql, captures).symptoms());
            return new Diagnosis(Optional.of(version(sql)), Optional.of(size(sql)), symptoms);
        } catch (MusterException refused) {
            symptoms.add(Symptom.of(refused));
            return new Diagnosis(Optional.empty(), Optional.empty(), symptoms);
        }
    }

    private interface Look {
        void at(Sql sql) throws InterruptedException;
    }

    private List<Look> looks() {
        List<Look> looks = new ArrayList<>(List.of(this::supported, this::grants));
        if (captures) {
            looks.addAll(List.of(this::log, this::format));
        }
        looks.add(this::tool);
        return looks;
    }

    /// As people name it.
    public static String version(Sql sql) {
        return "MariaDB " + sql.value("SELECT VERSION()").replaceFirst("-MariaDB.*", "");
    }

    /// What its InnoDB files take; those of other engines are not seen without further grants.
    public static ByteSize size(Sql sql) {
        return new ByteSize(
                Long.parseLong(
                        sql.value(
                                "SELECT CAST(COALESCE(SUM(file_size), 0) AS UNSIGNED) FROM"
                                        + " information_schema.innodb_sys_tablespaces")));
    }

    private void supported(Sql sql) {
        String version = sql.value("SELECT VERSION()");
        Matcher matcher = VERSION.matcher(version);
        boolean known = version.contains("MariaDB") && matcher.find();
        int number =
                known
                        ? Integer.parseInt(matcher.group(1)) * 100
                                + Integer.parseInt(matcher.group(2))
                        : 0;
        if (number < 1006 || number > 1108) {
            throw MariadbErrors.VERSION.error(
                    source + ": this is " + version + "; supported is MariaDB 10.6 to 11.8",
                    "upgrade the server, or use a Muster that knows it");
        }
    }

    private void grants(Sql sql) {
        Set<String> missing = new TreeSet<>(Set.of("RELOAD", "PROCESS", "BINLOG MONITOR"));
        if (captures) {
            missing.add("REPLICATION SLAVE");
        }
        for (Sql.Row row : sql.rows("SHOW GRANTS")) {
            Matcher matcher = EVERYWHERE.matcher(row.text(0));
            if (matcher.matches()) {
                Set<String> given = Set.of(matcher.group(1).split(", ?", -1));
                if (given.contains("ALL PRIVILEGES")) {
                    return;
                }
                missing.removeAll(given);
            }
        }
        if (!missing.isEmpty()) {
            throw MariadbErrors.GRANTS.error(
                    source
                            + ": the user '"
                            + source.connection().user()
                            + "' lacks "
                            + String.join(", ", missing),
                    Refusals.grant(source.connection().user()));
        }
    }

    private void log(Sql sql) {
        if (!sql.value("SELECT @@log_bin").equals("1")) {
            throw MariadbErrors.NO_BINLOG.error(
                    source + ": log_bin is off",
                    "in its configuration: log-bin, server-id = 1, binlog-format = ROW; then"
                            + " restart it");
        }
    }

    private void format(Sql sql) {
        String format = sql.value("SELECT @@global.binlog_format");
        if (!format.equals("ROW")) {
            throw MariadbErrors.BINLOG_FORMAT.error(
                    source + ": binlog_format is " + format,
                    "as administrator: SET GLOBAL binlog_format = ROW, and the same in its"
                            + " configuration; then let clients connect anew");
        }
    }

    /// Base backups are made on this host.
    private void tool(Sql sql) throws InterruptedException {
        Optional<String> series = Programs.series(sql.value("SELECT VERSION()"));
        if (series.isPresent()) {
            Programs.backup(source.component(), settings, series.get());
        }
    }
}
