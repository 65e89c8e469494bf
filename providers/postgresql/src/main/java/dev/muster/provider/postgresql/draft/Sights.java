package dev.muster.provider.postgresql.draft;

import dev.muster.model.ByteSize;
import dev.muster.model.MusterException;
import dev.muster.provider.postgresql.source.Cluster;
import dev.muster.provider.postgresql.source.Sql;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/// What a person should know of a cluster before it is protected, as far as the role may see it.
final class Sights {
    private final Sql sql;
    private final List<String> seen = new ArrayList<>();
    private final List<String> unseen = new ArrayList<>();

    Sights(Sql sql, Cluster cluster) {
        this.sql = sql;
        if (cluster.inRecovery()) {
            seen.add("it is a standby: `connection` must name the primary");
        }
        each(
                "extensions",
                EXTENSIONS,
                names -> "extensions " + names + ": their packages are needed where it comes back");
        each(
                "standbys",
                STANDBYS,
                names -> "standbys " + names + ": Muster neither knows nor touches them");
        each(
                "archiving",
                ARCHIVING,
                _ ->
                        "archive_command is set: another tool keeps its log too; a restored cluster does not"
                                + " archive");
        each(
                "configuration files",
                OUTSIDE,
                names ->
                        names
                                + " lie outside the data folder: settings come back, admission does not, so"
                                + " admit clients by hand");
        each(
                "synchronous standbys",
                SYNCHRONOUS,
                names -> "commits wait for " + names + "; the restored cluster waits for nobody");
    }

    private static final String EXTENSIONS =
            "select string_agg(extname, ', ' order by extname) from pg_extension where extname <>"
                    + " 'plpgsql'";
    private static final String STANDBYS =
            "select string_agg(coalesce(nullif(application_name, ''), '?'), ', ') from"
                    + " pg_stat_replication where state = 'streaming'";
    private static final String ARCHIVING =
            "select 'on' from pg_settings where name = 'archive_mode' and setting <> 'off'";
    private static final String OUTSIDE =
            "select string_agg(name, ', ' order by name) from pg_settings where name in"
                    + " ('config_file', 'hba_file', 'ident_file') and not starts_with(setting,"
                    + " current_setting('data_directory') || '/')";
    private static final String SYNCHRONOUS =
            "select nullif(current_setting('synchronous_standby_names'), '')";

    /// Asks for one text; what the role may not see is told rather than taken for absent.
    private void each(String what, String query, Function<String, String> sentence) {
        try {
            for (Sql.Row row : sql.rows(query)) {
                row.optional(0).map(sentence).ifPresent(seen::add);
            }
        } catch (MusterException refused) {
            unseen.add(what + ": the role may not look at them");
        }
    }

    List<String> seen() {
        return seen;
    }

    List<String> unseen() {
        return unseen;
    }

    /// Whether this very connection is.
    boolean encrypted() {
        return sql.rows("select 1 from pg_stat_ssl where pid = pg_backend_pid() and ssl").size()
                == 1;
    }

    ByteSize size() {
        return new ByteSize(
                Long.parseLong(
                        sql.value(
                                "select coalesce(sum(case when has_database_privilege(oid,"
                                        + " 'CONNECT') or pg_has_role(current_user,"
                                        + " 'pg_read_all_stats', 'USAGE') then"
                                        + " pg_database_size(oid) end), 0)::int8 from pg_database")));
    }
}
