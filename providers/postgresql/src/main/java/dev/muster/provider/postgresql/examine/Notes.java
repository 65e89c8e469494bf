package dev.muster.provider.postgresql.examine;

import dev.muster.kind.LogCapture;
import dev.muster.provider.postgresql.source.Sql;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// What a user should know of a cluster but that stops nothing, one sentence each.
final class Notes {
    private final Sql sql;
    private final Optional<LogCapture> capture;
    private final String receiver;
    private final List<String> notes = new ArrayList<>();

    Notes(Sql sql, Optional<LogCapture> capture, String receiver) {
        this.sql = sql;
        this.capture = capture;
        this.receiver = receiver;
    }

    List<String> all() {
        if (setting("fsync").equals("off")) {
            notes.add(
                    "fsync is off: a crash of the host can damage the cluster itself, and what was"
                            + " acknowledged can be lost before it is captured");
        }
        if (setting("full_page_writes").equals("off")) {
            notes.add(
                    "full_page_writes is off: a crash of the host can leave torn pages that no"
                            + " replay mends; a base backup turns it on while it runs");
        }
        if (setting("data_checksums").equals("off")) {
            notes.add(
                    "data checksums are off: damaged pages are backed up unseen; turn them on with"
                            + " pg_checksums --enable while the server is stopped");
        }
        if (setting("password_encryption").equals("md5")) {
            notes.add("password_encryption is md5: set it to scram-sha-256 and renew passwords");
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
                    "tablespaces ("
                            + String.join(", ", rows.stream().map(row -> row.text(0)).toList())
                            + ") come back in a folder beside the data folder, DATA.tablespaces,"
                            + " on the same disk");
        }
    }

    private void slot() {
        if (setting("max_slot_wal_keep_size").equals("-1")) {
            notes.add(
                    "max_slot_wal_keep_size is not set: while the capture is away, the slot "
                            + receiver
                            + " keeps log without limit and can fill the disk");
        }
    }

    /// Commits that pass without waiting, wherever that is set.
    private void commits() {
        if (capture.filter(LogCapture::synchronous).isEmpty()) {
            return;
        }
        String level = setting("synchronous_commit");
        if (level.equals("off") || level.equals("local")) {
            notes.add(
                    "synchronous_commit is "
                            + level
                            + ": commits do not wait for the capture, so acknowledged ones can be"
                            + " lost, and a stopped receiver is no fence");
        }
        sql.rows(
                        """
                        select coalesce('database ' || d.datname, '') || coalesce(' role ' || r.rolname, '')
                        from pg_db_role_setting s
                          left join pg_database d on d.oid = s.setdatabase
                          left join pg_roles r on r.oid = s.setrole
                        where s.setconfig && array['synchronous_commit=off', 'synchronous_commit=local']
                        """)
                .forEach(row ->
                        notes.add(
                                "synchronous_commit is off or local for "
                                        + row.text(0).strip()
                                        + ": its commits do not wait for the capture"));
    }

    private String setting(String name) {
        return sql.value("select current_setting(?)", name);
    }
}
