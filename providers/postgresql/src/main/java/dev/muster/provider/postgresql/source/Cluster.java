package dev.muster.provider.postgresql.source;

import dev.muster.provider.postgresql.export.ConfigurationLine;
import dev.muster.provider.postgresql.source.Sql.Row;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;

/// What a running cluster says of itself.
///
/// @param version as a number, such as 180004
/// @param name as it names itself, such as `18.4`
/// @param block bytes of one data page
/// @param segment bytes of one log segment
/// @param checksums whether pages have checksums
/// @param inRecovery whether it is a standby
public record Cluster(
        int version, String name, int block, int segment, boolean checksums, boolean inRecovery) {
    public static final int OLDEST = 14;
    public static final int NEWEST = 18;

    public static Cluster of(Sql sql) {
        Row row =
                sql.row(
                        """
                        select current_setting('server_version_num'), current_setting('server_version'),
                               current_setting('block_size'),
                               (select setting::int8 * case unit when '8kB' then 8192 else 1 end
                                from pg_settings where name = 'wal_segment_size'),
                               current_setting('data_checksums') = 'on', pg_is_in_recovery()
                        """);
        return new Cluster(
                Integer.parseInt(row.text(0)),
                row.text(1),
                Integer.parseInt(row.text(2)),
                Integer.parseInt(row.text(3)),
                row.isTrue(4),
                row.isTrue(5));
    }

    public int major() {
        return version / 10_000;
    }

    /// The moment by the source's own clock, by which its commits are stamped.
    public static Instant clock(Sql sql) {
        String micros = sql.value("select (extract(epoch from clock_timestamp()) * 1e6)::int8");
        return Instant.EPOCH.plus(Long.parseLong(micros), ChronoUnit.MICROS);
    }

    /// What its configuration files set, as lines for another postgresql.conf. What names files,
    /// folders, addresses or other servers means nothing on another host and is left out.
    public static List<String> settings(Sql sql) {
        return sql
                .rows(
                        """
                        select name, current_setting(name)
                        from pg_settings
                        where source = 'configuration file' and context <> 'internal'
                          and name !~ '(_file|_directory|directories|_dir|_command|_library|_conninfo)$'
                          and name !~ '^(ssl|krb_|primary_|recovery_|promote_|restore_|archive_)'
                          and name not in ('port', 'listen_addresses', 'synchronous_standby_names',
                            'external_pid_file', 'hot_standby', 'logging_collector',
                            'log_destination', 'cluster_name')
                        order by name
                        """)
                .stream()
                .map(row -> ConfigurationLine.of(row.text(0), row.text(1)))
                .toList();
    }
}
