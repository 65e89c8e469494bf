package dev.muster.provider.postgresql.examine;

import dev.muster.kind.LogCapture;
import dev.muster.provider.Diagnosis.Symptom;
import dev.muster.provider.postgresql.source.Endpoint;
import dev.muster.provider.postgresql.source.Sql;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// What could be better, and what no setting can give.
final class Advice {
    private final Endpoint source;
    private final Sql sql;
    private final Optional<LogCapture> capture;
    private final List<Symptom> advice = new ArrayList<>();

    Advice(Endpoint source, Sql sql, Optional<LogCapture> capture) {
        this.source = source;
        this.sql = sql;
        this.capture = capture;
    }

    List<Symptom> all() {
        role();
        summaries();
        if (capture.filter(LogCapture::synchronous).isPresent()) {
            notCovered();
        }
        return List.copyOf(advice);
    }

    private void role() {
        String user = '"' + source.connection().user() + '"';
        Sql.Row row =
                sql.row(
                        "select rolsuper, pg_has_role(current_user, 'pg_read_all_data', 'USAGE')"
                                + " from pg_roles where rolname = current_user");
        if (row.isTrue(0)) {
            advice.add(
                    Symptom.hint(
                            "the role is a superuser, and needs to be none",
                            "as another superuser: ALTER ROLE "
                                    + user
                                    + " NOSUPERUSER REPLICATION; GRANT pg_monitor TO "
                                    + user));
        } else if (!row.isTrue(1)) {
            advice.add(
                    Symptom.hint(
                            "the role may not read all tables: only what is granted to it can be"
                                    + " taken out of a preview with --extract",
                            "as superuser: GRANT pg_read_all_data TO " + user));
        }
    }

    /// From PostgreSQL 17 on.
    private void summaries() {
        boolean off =
                !sql.rows(
                                "select from pg_settings where name = 'summarize_wal' and setting ="
                                        + " 'off'")
                        .isEmpty();
        if (off) {
            advice.add(
                    Symptom.hint(
                            "summarize_wal is off: each backup reads the whole cluster, not only"
                                    + " what changed",
                            "as superuser: ALTER SYSTEM SET summarize_wal = 'on'; SELECT"
                                    + " pg_reload_conf()"));
        }
    }

    private void notCovered() {
        advice.add(
                Symptom.hint(
                        "not covered, whatever the settings: a session that lowers"
                                + " synchronous_commit itself, and a client that cancels while its"
                                + " commit waits (the commit stands, with a warning)",
                        ""));
    }
}
