package dev.muster.provider.postgresql.examine;

import dev.muster.kind.LogCapture;
import dev.muster.provider.Diagnosis.Symptom;
import dev.muster.provider.postgresql.source.Sql;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// What weakens the protection of a cluster but stops nothing.
final class Notes {
    private final Sql sql;
    private final Optional<LogCapture> capture;
    private final String receiver;
    private final List<Symptom> notes = new ArrayList<>();

    Notes(Sql sql, Optional<LogCapture> capture, String receiver) {
        this.sql = sql;
        this.capture = capture;
        this.receiver = receiver;
    }

    List<Symptom> all() {
        if (setting("fsync").equals("off")) {
            warn(
                    "fsync is off: a crash of the host can damage the cluster itself, and what was"
                            + " acknowledged can be lost before it is captured",
                    set("fsync", "on"));
        }
        if (setting("full_page_writes").equals("off")) {
            warn(
                    "full_page_writes is off: a crash of the host can leave torn pages that no"
                            + " replay mends; a base backup turns it on while it runs",
                    set("full_page_writes", "on"));
        }
        if (setting("data_checksums").equals("off")) {
            warn(
                    "data checksums are off: damaged pages are backed up unseen",
                    "while the server is stopped: pg_checksums --enable -D DATA");
        }
        if (setting("password_encryption").equals("md5")) {
            warn(
                    "password_encryption is md5",
                    set("password_encryption", "scram-sha-256") + "; then renew the passwords");
        }
        tablespaces();
        if (capture.isPresent()) {
            slot();
            commits();
        }
        return List.copyOf(notes);
    }

    private void tablespaces() {
        List<Sql.Row> rows =
                sql.rows(
                        "select spcname from pg_tablespace where spcname not in ('pg_default',"
                                + " 'pg_global') order by 1");
        if (!rows.isEmpty()) {
            notes.add(
                    Symptom.hint(
                            "tablespaces ("
                                    + String.join(
                                            ", ", rows.stream().map(row -> row.text(0)).toList())
                                    + ") come back in a folder beside the data folder,"
                                    + " DATA.tablespaces, on the same disk",
                            ""));
        }
    }

    private void slot() {
        if (setting("max_slot_wal_keep_size").equals("-1")) {
            warn(
                    "max_slot_wal_keep_size is not set: while the capture is away, the slot "
                            + receiver
                            + " keeps log without limit and can fill the disk",
                    set("max_slot_wal_keep_size", "10GB") + ", or what your disk can spare");
        }
    }

    /// Commits that pass without waiting, wherever that is set.
    private void commits() {
        if (capture.filter(LogCapture::synchronous).isEmpty()) {
            return;
        }
        String level = setting("synchronous_commit");
        if (level.equals("off") || level.equals("local")) {
            warn(
                    "synchronous_commit is "
                            + level
                            + ": commits do not wait for the capture, so acknowledged ones can be"
                            + " lost, and a stopped receiver is no fence",
                    set("synchronous_commit", "on"));
        }
        sql.rows(
                        """
                        select coalesce('database ' || d.datname, '') || coalesce(' role ' || r.rolname, ''),
                               case when r.oid is null
                                 then format('ALTER DATABASE %I RESET synchronous_commit', d.datname)
                                 when d.oid is null
                                 then format('ALTER ROLE %I RESET synchronous_commit', r.rolname)
                                 else format('ALTER ROLE %I IN DATABASE %I RESET synchronous_commit',
                                             r.rolname, d.datname) end
                        from pg_db_role_setting s
                          left join pg_database d on d.oid = s.setdatabase
                          left join pg_roles r on r.oid = s.setrole
                        where s.setconfig && array['synchronous_commit=off', 'synchronous_commit=local']
                        """)
                .forEach(row ->
                        warn(
                                "synchronous_commit is off or local for "
                                        + row.text(0).strip()
                                        + ": its commits do not wait for the capture",
                                "as superuser: " + row.text(1)));
    }

    private void warn(String message, String fix) {
        notes.add(Symptom.warning(message, fix));
    }

    /// None of these settings needs a restart.
    private static String set(String name, String value) {
        return "as superuser: ALTER SYSTEM SET "
                + name
                + " = '"
                + value
                + "'; SELECT pg_reload_conf()";
    }

    private String setting(String name) {
        return sql.value("select current_setting(?)", name);
    }
}
