package dev.muster.provider.postgresql.recovered;

import dev.muster.datafolder.Mark;
import dev.muster.model.Address;
import dev.muster.model.ComponentId;
import dev.muster.provider.Operation;
import dev.muster.provider.postgresql.kind.Lsn;
import dev.muster.provider.postgresql.kind.PostgresqlErrors;
import dev.muster.provider.postgresql.kind.PostgresqlSettings;
import dev.muster.provider.postgresql.source.Endpoint;
import dev.muster.provider.postgresql.source.Sql;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;

/// The server of a preview: a standby without a primary, on this host, that replays what lies in
/// its folder up to a target and stands there, readable.
public final class StandbyServer {
    private static final Duration SILENCE = Duration.ofSeconds(30);
    private static final Duration POLL = Duration.ofMillis(50);

    private final ComponentId component;
    private final Path data;
    private final Mark mark;
    private final Endpoint endpoint;
    private final Operation operation;
    private final ServerControl control;

    /// @param bin the server's programs
    /// @param mark the preview's
    public StandbyServer(
            ComponentId component,
            Path bin,
            Path data,
            Mark mark,
            Owner owner,
            PostgresqlSettings.Connection connection,
            Operation operation) {
        this.component = component;
        this.data = data;
        this.mark = mark;
        this.operation = operation;
        this.control = new ServerControl(component, bin, data, owner, operation);
        Address address = new Address(Launch.HOST, (int) number(Marks.PORT));
        this.endpoint = new Endpoint(component, address, connection);
    }

    public Endpoint endpoint() {
        return endpoint;
    }

    /// Starts it, unless it runs, and waits until it stands at its target or at its end.
    public Standing stand() throws InterruptedException {
        try {
            control.startOrAwait(
                    endpoint.address().port(),
                    new ReplayProgress(data, mark, operation.progress()));
            return await();
        } catch (IOException error) {
            throw PostgresqlErrors.START.error(
                    component + ": the preview on " + data + " cannot be started: " + error,
                    "ls -l " + data,
                    error);
        }
    }

    private Standing await() throws InterruptedException {
        while (true) {
            Standing standing = standing();
            if (standing.paused() || standing.atEnd()) {
                return standing;
            }
            operation.checkCancelled();
            operation.timing().pause(POLL);
        }
    }

    /// Where it stands now; it must run.
    public Standing standing() {
        try (Sql sql = Sql.open(endpoint, SILENCE)) {
            Sql.Row row =
                    sql.row(
                            "select pg_last_wal_replay_lsn(), pg_get_wal_replay_pause_state() ="
                                    + " 'paused',"
                                    + " to_char(pg_last_xact_replay_timestamp() at time zone"
                                    + " 'UTC', 'YYYY-MM-DD\"T\"HH24:MI:SS.US\"Z\"'),"
                                    + " pg_is_in_recovery()");
            if (!row.isTrue(3)) {
                throw PostgresqlErrors.NO_PREVIEW.error(
                        component + ": the server on " + data + " was promoted; it is no preview",
                        "stop it: pg_ctl stop -D " + data);
            }
            long position = Lsn.parse(row.text(0)).orElseThrow();
            boolean atEnd = Long.compareUnsigned(position, number(Marks.WHOLE_UNTIL)) >= 0;
            return new Standing(
                    position, row.optional(2).map(Instant::parse), row.isTrue(1), atEnd);
        }
    }

    public boolean isRunning() {
        return Postmaster.of(data).isPresent();
    }

    /// Ends it in order, so that the next start goes on where this one was.
    public void stop() throws InterruptedException {
        if (isRunning()) {
            control.stop("fast");
        }
    }

    private long number(String name) {
        return mark.value(name)
                .filter(text -> text.matches("-?[0-9]{1,19}"))
                .map(Long::valueOf)
                .orElseThrow(() ->
                        PostgresqlErrors.NO_PREVIEW.error(
                                component + ": " + data + "/" + Marks.PREVIEW + " lacks " + name,
                                "delete " + data + " and open the preview again"));
    }
}
