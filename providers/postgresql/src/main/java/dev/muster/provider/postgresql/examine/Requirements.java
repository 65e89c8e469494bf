package dev.muster.provider.postgresql.examine;

import dev.muster.provider.postgresql.kind.PostgresqlErrors;
import dev.muster.provider.postgresql.replication.Slots;
import dev.muster.provider.postgresql.source.Cluster;
import dev.muster.provider.postgresql.source.Endpoint;
import dev.muster.provider.postgresql.source.Refusals;
import dev.muster.provider.postgresql.source.Sql;
import dev.muster.provider.postgresql.source.Sql.Row;

/// What a cluster must have, each with the line to type where it has not.
final class Requirements {
    private Requirements() {}

    static void version(Endpoint source, Cluster cluster) {
        if (cluster.major() < Cluster.OLDEST || cluster.major() > Cluster.NEWEST) {
            throw PostgresqlErrors.VERSION.error(
                    source
                            + ": it is PostgreSQL "
                            + cluster.name()
                            + "; supported are "
                            + Cluster.OLDEST
                            + " to "
                            + Cluster.NEWEST,
                    "upgrade the cluster, or use a newer Muster");
        }
    }

    static void log(Endpoint source, Sql sql) {
        String level = sql.value("select current_setting('wal_level')");
        if (level.equals("minimal")) {
            throw PostgresqlErrors.WAL_LEVEL.error(
                    source + ": wal_level = minimal",
                    "as superuser: ALTER SYSTEM SET wal_level = 'replica'; then restart the"
                            + " server");
        }
        Row row =
                sql.row(
                        "select current_setting('wal_block_size') = '8192',"
                                + " current_setting('wal_block_size')");
        if (!row.isTrue(0)) {
            throw PostgresqlErrors.VERSION.error(
                    source + ": wal_block_size = " + row.text(1) + "; supported is 8192",
                    "use a PostgreSQL that is built with the usual block size");
        }
    }

    static void replication(Endpoint source, Sql sql) {
        attribute(source, sql);
        monitor(source, sql);
    }

    static void attribute(Endpoint source, Sql sql) {
        Row row =
                sql.row(
                        "select rolreplication or rolsuper from pg_roles where rolname ="
                                + " current_user");
        if (!row.isTrue(0)) {
            throw PostgresqlErrors.REPLICATION.error(
                    source + ": the role has not the REPLICATION attribute",
                    "as superuser: " + Refusals.replicationGrant(source.connection().user()));
        }
    }

    static void monitor(Endpoint source, Sql sql) {
        if (!sql.row("select pg_has_role(current_user, 'pg_monitor', 'USAGE')").isTrue(0)) {
            String user = source.connection().user();
            throw PostgresqlErrors.REPLICATION.error(
                    source + ": the role may not see replication and settings",
                    "as superuser: GRANT pg_monitor TO \"" + user + "\"");
        }
    }

    /// @param captures whether a slot is needed
    static void room(Endpoint source, Sql sql, boolean captures, String slot) {
        senders(source, sql);
        if (captures) {
            slots(source, sql, slot);
        }
    }

    static void senders(Endpoint source, Sql sql) {
        int senders =
                Integer.parseInt(
                        sql.value(
                                "select current_setting('max_wal_senders')::int - (select count(*)"
                                        + " from pg_stat_replication where application_name not"
                                        + " like 'muster%')"));
        if (senders < 2) {
            throw PostgresqlErrors.SENDERS.error(
                    source
                            + ": "
                            + senders
                            + " of max_wal_senders are free for Muster, which needs 2",
                    "as superuser: ALTER SYSTEM SET max_wal_senders = 10; then restart the server");
        }
    }

    static void slots(Endpoint source, Sql sql, String slot) {
        int slots =
                Integer.parseInt(
                        sql.value(
                                "select current_setting('max_replication_slots')::int - (select"
                                        + " count(*) from pg_replication_slots where slot_name <>"
                                        + " ?)",
                                slot));
        if (slots < 1) {
            throw PostgresqlErrors.SENDERS.error(
                    source + ": no slot of max_replication_slots is free for Muster's capture",
                    "as superuser: ALTER SYSTEM SET max_replication_slots = 10; then restart the"
                            + " server");
        }
    }

    /// The slot of the capture still keeps its log.
    static void kept(Endpoint source, Sql sql, String slot) {
        if (Slots.find(sql, slot).filter(Slots.Slot::lost).isPresent()) {
            throw PostgresqlErrors.GAP.error(
                    source + ": the slot " + slot + " lost log that was never captured",
                    "let the capture begin anew, muster serve, then: muster backup "
                            + source.component());
        }
    }
}
