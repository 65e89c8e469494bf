package dev.muster.provider.postgresql.recovered;

import dev.muster.datafolder.Mark;
import dev.muster.model.Address;
import dev.muster.model.ComponentId;
import dev.muster.model.MusterException;
import dev.muster.provider.DataStore.Started;
import dev.muster.provider.Operation;
import dev.muster.provider.postgresql.kind.Lsn;
import dev.muster.provider.postgresql.kind.PostgresqlErrors;
import dev.muster.provider.postgresql.kind.PostgresqlSettings;
import dev.muster.provider.postgresql.kind.PostgresqlSettings.Server;
import dev.muster.provider.postgresql.source.Endpoint;
import dev.muster.provider.postgresql.source.Sql;
import dev.muster.provider.postgresql.source.Sql.Row;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;

/// Starts a restored cluster and waits until it has replayed its log and takes writes.
///
/// The server gets a session of its own and outlives this process.
public final class Launch {
    /// Where a restored cluster is reached: on this host.
    public static final String HOST = "127.0.0.1";

    private static final Duration SILENCE = Duration.ofSeconds(30);

    private final ComponentId component;
    private final Server server;
    private final Endpoint endpoint;
    private final Operation operation;
    private final Path data;
    private final Address address;

    public Launch(
            ComponentId component,
            Server server,
            PostgresqlSettings settings,
            Operation operation) {
        this.component = component;
        this.server = server;
        this.operation = operation;
        this.data = Path.of(server.data().path());
        this.address = new Address(HOST, server.port().number());
        this.endpoint = Endpoint.restored(component, settings, address);
    }

    public Started run() throws InterruptedException {
        Mark restored =
                Marks.read(component, data, Mark.RESTORED)
                        .orElseThrow(() ->
                                PostgresqlErrors.NOT_RESTORED.error(
                                        component + ": " + data + " holds no restore",
                                        "muster restore " + component + " --to latest"));
        Path bin = Path.of(server.bin().path());
        Programs.require(component, bin, number(restored, Marks.MAJOR).intValue());
        Owner owner = Owner.of(component, data, server.user());
        ServerControl control = new ServerControl(component, bin, data, owner, operation);
        try {
            control.startOrAwait(
                    address.port(), new ReplayProgress(data, restored, operation.progress()));
            return confirm(restored, owner, control);
        } catch (IOException error) {
            throw PostgresqlErrors.START.error(
                    component + ": the server on " + data + " cannot be started: " + error,
                    "ls -l " + data,
                    error);
        }
    }

    private Long number(Mark mark, String name) {
        return mark.value(name)
                .filter(text -> text.matches("-?[0-9]{1,19}"))
                .map(Long::valueOf)
                .orElseThrow(() ->
                        PostgresqlErrors.NOT_RESTORED.error(
                                component + ": " + Mark.RESTORED + " lacks " + name,
                                "restore again"));
    }

    /// Reads back from the server that it takes writes, and how far it came.
    private Started confirm(Mark restored, Owner owner, ServerControl control)
            throws IOException, InterruptedException {
        operation.progress().stage("asking the server");
        Optional<String> before =
                Marks.read(component, data, Marks.STARTED)
                        .flatMap(mark -> mark.value(Mark.REACHED));
        try (Sql sql = Sql.open(endpoint, SILENCE)) {
            requireWrites(sql);
            if (before.isPresent()) {
                return new Started(address, before.get());
            }
            long end = Replayed.end(data);
            requireFar(restored, end, control);
            String reached = Lsn.text(end) + lastTransaction(sql);
            AutoConfiguration.endReplay(data);
            new Mark(Map.of(Mark.TOKEN, operation.token(), Mark.REACHED, reached))
                    .write(data, Marks.STARTED);
            owner.take(data.resolve("postgresql.auto.conf"));
            owner.take(data.resolve(Marks.STARTED));
            return new Started(address, reached);
        }
    }

    private void requireWrites(Sql sql) {
        Row row =
                sql.row(
                        "select pg_is_in_recovery(),"
                                + " current_setting('default_transaction_read_only') = 'on'");
        if (row.isTrue(0)) {
            throw PostgresqlErrors.START.error(
                    component + ": the server at " + address + " still replays its log",
                    "run the same command again");
        }
        // assigns a transaction id, which only a server that takes writes can
        sql.row("select pg_current_xact_id()");
    }

    /// Committed transactions would be missing if replay had ended early.
    private void requireFar(Mark restored, long end, ServerControl control)
            throws InterruptedException {
        Optional<Long> wholeUntil = restored.value(Marks.WHOLE_UNTIL).map(Long::valueOf);
        if (wholeUntil.isEmpty()) {
            return;
        }
        boolean damaged = restored.value(Marks.DAMAGED).filter("true"::equals).isPresent();
        int reach = Long.compareUnsigned(end, wholeUntil.get());
        if (reach < 0 || (reach == 0 && damaged)) {
            control.stop("immediate");
            throw fellShort(end, wholeUntil.get(), damaged);
        }
    }

    private MusterException fellShort(long end, long wholeUntil, boolean damaged) {
        return PostgresqlErrors.FELL_SHORT.error(
                component
                        + ": replay ended at "
                        + Lsn.text(end)
                        + (damaged
                                ? ", where the captured log is damaged"
                                : ", but the log goes on to " + Lsn.text(wholeUntil)),
                "mv " + data + " " + data + ".short, then restore again");
    }

    static String lastTransaction(Sql sql) {
        Row row =
                sql.row(
                        "select to_char(pg_last_xact_replay_timestamp() at time zone 'UTC',"
                                + " 'YYYY-MM-DD\"T\"HH24:MI:SS.US\"Z\"')");
        return row.optional(0).map(time -> ", last transaction at " + time).orElse("");
    }
}
