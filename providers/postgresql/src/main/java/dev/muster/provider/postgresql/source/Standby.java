package dev.muster.provider.postgresql.source;

import dev.muster.model.MusterException;
import dev.muster.provider.postgresql.kind.PostgresqlErrors;
import dev.muster.provider.postgresql.source.Sql.Row;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;

/// How a standby stands to its primary, as far as it knows by itself: nothing is asked of the
/// primary, which may be gone.
public final class Standby {
    /// A primary that is there says so at least every 30 s, also when nobody writes.
    private static final Duration SILENCE = Duration.ofSeconds(35);

    private Standby() {}

    /// A standby stands where the primary should: what it says of itself proves nothing about who
    /// takes writes.
    public static MusterException instead(Endpoint source) {
        return PostgresqlErrors.OTHER_CLUSTER.error(
                source + ": it is a standby; `connection` must name the primary",
                "set `connection` to the primary: select * from pg_stat_wal_receiver; to read"
                        + " backups and log from this standby: read-from: { host: "
                        + source.address().host()
                        + ", port: "
                        + source.address().port()
                        + " }");
    }

    /// How long ago the standby had all that its primary had written; zero for a server that is
    /// none.
    ///
    /// It is measured by the standby's clock alone: by when it last heard from its primary while it
    /// had all, or by the newest commit that it replayed, whose stamp is the primary's, with the
    /// difference between both clocks taken from the primary's last message.
    public static Duration lag(Sql sql) throws SQLException {
        return lag(sql, "written_lsn");
    }

    /// The same of what it has replayed: what it would have to do before it could take over.
    public static Duration replayLag(Sql sql) throws SQLException {
        return lag(sql, "pg_last_wal_replay_lsn()");
    }

    /// @param has the end of what it has, as the server tells it
    private static Duration lag(Sql sql, String has) throws SQLException {
        Row row =
                sql.ask(
                                """
                                select pg_is_in_recovery(), (1000000 * extract(epoch from coalesce(least(
                                    case when %1$s >= latest_end_lsn
                                      then now - last_msg_receipt_time end,
                                    now - pg_last_xact_replay_timestamp()
                                      - coalesce(last_msg_receipt_time - last_msg_send_time, '0')),
                                  now - checkpoint_time)))::int8,
                                  coalesce(%1$s >= latest_end_lsn, false)
                                from (select clock_timestamp() as now) c
                                  cross join pg_control_checkpoint()
                                  left join pg_stat_wal_receiver on true
                                """
                                        .formatted(has))
                        .getFirst();
        Duration age = Duration.of(Long.parseLong(row.text(1)), ChronoUnit.MICROS);
        boolean quiet = row.isTrue(2) && age.compareTo(SILENCE) < 0;
        return !row.isTrue(0) || quiet || age.isNegative() ? Duration.ZERO : age;
    }

    /// The moment that the standby's data stands at, by its primary's clock, by which commits are
    /// stamped.
    public static Instant moment(Sql sql) {
        String micros =
                sql.value(
                        """
                        select (1000000 * extract(epoch from coalesce(greatest(
                            pg_last_xact_replay_timestamp(),
                            case when pg_last_wal_replay_lsn() >= latest_end_lsn
                              then last_msg_send_time end),
                          checkpoint_time)))::int8
                        from pg_control_checkpoint() left join pg_stat_wal_receiver on true
                        """);
        return Instant.EPOCH.plus(Long.parseLong(micros), ChronoUnit.MICROS);
    }
}
