package dev.muster.provider.postgresql.promote;

import dev.muster.model.Address;
import dev.muster.model.ComponentId;
import dev.muster.provider.DataStore.Following;
import dev.muster.provider.postgresql.kind.PostgresqlErrors;
import dev.muster.provider.postgresql.kind.PostgresqlSettings;
import dev.muster.provider.postgresql.kind.PostgresqlSettings.Server;
import dev.muster.provider.postgresql.log.Line;
import dev.muster.provider.postgresql.recovered.Launch;
import dev.muster.provider.postgresql.source.Endpoint;
import dev.muster.provider.postgresql.source.Refusals;
import dev.muster.provider.postgresql.source.Sql;
import dev.muster.provider.postgresql.source.Sql.Row;
import dev.muster.provider.postgresql.source.Standby;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;

/// Asks the standby in the recovery server's place how far it is.
///
/// It is asked through an ordinary connection, with what a recovery has at hand; of its primary
/// nothing is asked.
public record Follower(ComponentId component, Server server, PostgresqlSettings settings) {
    private static final Duration SILENCE = Duration.ofSeconds(5);

    /// Where its replay is; a standby that is not connected has the timeline of its last restart
    /// point.
    private static final String REPLAYED =
            """
            select pg_is_in_recovery(), system_identifier::text,
              coalesce(received_tli, timeline_id)::text,
              coalesce(pg_last_wal_replay_lsn(), '0/0') - '0/0'::pg_lsn
            from pg_control_system() cross join pg_control_checkpoint()
              left join pg_stat_wal_receiver on true
            """;

    /// @throws dev.muster.model.MusterException if there is none that could take over
    public Following ask() {
        requireThere();
        Endpoint endpoint =
                Endpoint.restored(
                        component, settings, new Address(Launch.HOST, server.port().number()));
        try (Sql sql = Sql.open(endpoint, SILENCE)) {
            Row row = sql.ask(REPLAYED).getFirst();
            if (!row.isTrue(0)) {
                throw PostgresqlErrors.STANDBY_AWAY.error(
                        endpoint + ": it takes writes, so it is no standby any more",
                        "see who promoted it; then name it as the primary, or make it anew: muster"
                                + " restore "
                                + component
                                + " --standby --in-place");
            }
            Line line = new Line(row.text(1), Integer.parseInt(row.text(2)));
            return new Following(
                    line.at(Long.parseUnsignedLong(row.text(3))), Standby.replayLag(sql));
        } catch (SQLException refusal) {
            throw Refusals.error(endpoint, "asking the standby", refusal);
        }
    }

    private void requireThere() {
        Path data = Path.of(server.data().path());
        if (!Files.exists(data.resolve("PG_VERSION"))) {
            throw PostgresqlErrors.STANDBY_AWAY.error(
                    component
                            + ": there is no standby in "
                            + data
                            + "; a recovery restores out of the vault, which takes longer",
                    "muster restore " + component + " --standby, and start it");
        }
    }
}
