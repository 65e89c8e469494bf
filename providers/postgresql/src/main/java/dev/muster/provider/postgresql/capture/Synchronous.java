package dev.muster.provider.postgresql.capture;

import dev.muster.model.MusterException;
import dev.muster.provider.DataStore.Commits;
import dev.muster.provider.postgresql.kind.PostgresqlErrors;
import dev.muster.provider.postgresql.source.Endpoint;
import dev.muster.provider.postgresql.source.Refusals;
import dev.muster.provider.postgresql.source.Sql;
import dev.muster.provider.postgresql.source.Sql.Row;
import java.sql.SQLException;
import java.util.List;
import java.util.OptionalLong;

/// Adds a receiver to those that the cluster's commits wait for, takes it away, and looks whether
/// they do.
public final class Synchronous {
    private final Endpoint source;
    private final Sql sql;
    private final String receiver;

    public Synchronous(Endpoint source, Sql sql, String receiver) {
        this.source = source;
        this.sql = sql;
        this.receiver = receiver;
    }

    /// Whether no commit is acknowledged without the receiver, as far as the setting says.
    public boolean isRequired() throws SQLException {
        return names().isRequired(receiver);
    }

    /// Whether commits wait for the receiver now: the setting demands it, and the server itself
    /// counts its connection as synchronous, or will once it caught up, with no other connection of
    /// that name to be taken for it.
    ///
    /// @param backend the server's process that serves the receiver
    boolean isWaitedFor(int backend) throws SQLException {
        List<Row> rows =
                sql.ask(
                        "select not pg_is_in_recovery() and (sync_state in ('sync', 'quorum') or"
                                + " (state <> 'streaming' and not exists (select from"
                                + " pg_stat_replication o where o.application_name ="
                                + " r.application_name and o.pid <> r.pid)))"
                                + " from pg_stat_replication r where pid = ?::int",
                        Integer.toString(backend));
        return rows.size() == 1 && rows.getFirst().isTrue(0) && isRequired();
    }

    /// Whether commits wait for the receiver, whoever that is, and how far it came.
    Commits commits() throws SQLException {
        Row row =
                sql.ask(
                                """
                                select pg_is_in_recovery(),
                                  case when pg_is_in_recovery() then pg_last_wal_replay_lsn()
                                    else pg_current_wal_flush_lsn() end - '0/0',
                                  (select max(flush_lsn - '0/0') from pg_stat_replication
                                   where application_name = ? and state = 'streaming')
                                """,
                                receiver)
                        .getFirst();
        OptionalLong acknowledged =
                row.optional(2).stream().mapToLong(Long::parseUnsignedLong).findFirst();
        return new Commits(
                !row.isTrue(0) && isRequired(), Long.parseUnsignedLong(row.text(1)), acknowledged);
    }

    /// Lets commits wait for the receiver from now on, besides all that they wait for already.
    void require() throws SQLException {
        SynchronousNames names = names();
        if (!names.isRequired(receiver)) {
            set(extended(names));
        }
    }

    /// @throws MusterException if the receiver cannot be added to what the setting demands
    public void requirePossible() throws SQLException {
        extended(names());
    }

    /// What a superuser types to let commits wait for the receiver too.
    public String byHand() throws SQLException {
        return alter(extended(names())) + "; SELECT pg_reload_conf()";
    }

    private SynchronousNames extended(SynchronousNames names) {
        return names.with(receiver)
                .orElseThrow(() ->
                        PostgresqlErrors.SYNCHRONOUS.error(
                                source
                                        + ": synchronous_standby_names = '"
                                        + names
                                        + "' lets commits pass without some of its names,"
                                        + " so adding "
                                        + receiver
                                        + " would not make them wait for it",
                                "choose by hand, for example: " + alter(everyone(names))));
    }

    /// The setting in which all that are named must answer, the receiver too.
    private SynchronousNames everyone(SynchronousNames names) {
        SynchronousNames others = names.without(receiver).without("*");
        SynchronousNames all =
                new SynchronousNames(others.method(), others.names().size(), others.names());
        return all.with(receiver).orElse(all);
    }

    /// Lets commits pass without the receiver.
    public void release() throws SQLException {
        SynchronousNames names = names();
        if (names.contains(receiver)) {
            set(names.without(receiver));
        }
    }

    private SynchronousNames names() throws SQLException {
        String text =
                sql.ask("select current_setting('synchronous_standby_names')").getFirst().text(0);
        return SynchronousNames.parse(text)
                .orElseThrow(() ->
                        PostgresqlErrors.SYNCHRONOUS.error(
                                source
                                        + ": synchronous_standby_names = '"
                                        + text
                                        + "' is not understood",
                                "set it by hand, for example: " + alter(SynchronousNames.NONE)));
    }

    private void set(SynchronousNames names) throws SQLException {
        try {
            sql.ask(alter(names));
            sql.ask("select pg_reload_conf()");
        } catch (SQLException refusal) {
            if (Refusals.isBroken(refusal)) {
                throw refusal;
            }
            throw refused(names, refusal);
        }
    }

    private MusterException refused(SynchronousNames names, SQLException refusal) {
        String byHand = alter(names) + "; SELECT pg_reload_conf()";
        return PostgresqlErrors.SYNCHRONOUS.error(
                source
                        + ": synchronous_standby_names cannot be changed to '"
                        + names
                        + "': "
                        + refusal.getMessage(),
                "as superuser: " + byHand + "; or let Muster do it: " + grants(),
                refusal);
    }

    /// What a role that is no superuser needs from PostgreSQL 15 on.
    public String grants() {
        String user = '"' + source.connection().user() + '"';
        return "GRANT ALTER SYSTEM ON PARAMETER synchronous_standby_names TO "
                + user
                + "; GRANT EXECUTE ON FUNCTION pg_reload_conf() TO "
                + user;
    }

    private static String alter(SynchronousNames names) {
        return "ALTER SYSTEM SET synchronous_standby_names = '"
                + names.toString().replace("'", "''")
                + "'";
    }
}
