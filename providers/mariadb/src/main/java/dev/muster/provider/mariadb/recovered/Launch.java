package dev.muster.provider.mariadb.recovered;

import dev.muster.datafolder.Mark;
import dev.muster.model.Address;
import dev.muster.model.ComponentId;
import dev.muster.provider.DataStore.Started;
import dev.muster.provider.Operation;
import dev.muster.provider.mariadb.kind.MariadbErrors;
import dev.muster.provider.mariadb.kind.MariadbKind;
import dev.muster.provider.mariadb.kind.MariadbSettings;
import dev.muster.provider.mariadb.kind.MariadbSettings.Server;
import dev.muster.provider.mariadb.source.Endpoint;
import dev.muster.provider.mariadb.source.Sql;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

/// Starts a restored server: first where nobody reaches it, to replay the captured log and check
/// all tables, then for everybody.
public final class Launch {
    private static final Duration PATIENCE = Duration.ofMinutes(2);

    private final ComponentId component;
    private final Server server;
    private final Operation operation;
    private final Path data;
    private final Address address;
    private final Endpoint endpoint;

    public Launch(
            ComponentId component, Server server, MariadbSettings settings, Operation operation) {
        this.component = component;
        this.server = server;
        this.operation = operation;
        this.data = Path.of(server.data().path());
        this.address = new Address(MariadbKind.LOOPBACK, server.port().number());
        this.endpoint = Endpoint.restored(component, settings, address);
    }

    public Started run() throws InterruptedException {
        Mark restored =
                Marks.read(component, data, Mark.RESTORED)
                        .orElseThrow(() ->
                                MariadbErrors.NOT_RESTORED.error(
                                        component + ": " + data + " holds no restore",
                                        "muster restore " + component + " --to latest"));
        String series = restored.value(Marks.SERIES).orElse("");
        Path program = Programs.server(component, server, series);
        Owner owner = Owner.of(component, data, server.user());
        Options options = new Options(program, server, data, owner);
        ServerRun run = new ServerRun(component, data, operation);
        try {
            Optional<Mark> before = Marks.read(component, data, Marks.REPLAYED);
            if (before.isEmpty()) {
                new Replay(component, data, options, owner, run, operation).run(restored);
            }
            serve(options, run);
            String reached =
                    Marks.read(component, data, Marks.REPLAYED)
                            .flatMap(mark -> mark.value(Mark.REACHED))
                            .orElse("");
            return new Started(address, reached);
        } catch (IOException error) {
            throw MariadbErrors.START.error(
                    component + ": the server on " + data + " cannot be started: " + error,
                    "ls -l " + data,
                    error);
        }
    }

    private void serve(Options options, ServerRun run) throws IOException, InterruptedException {
        operation.progress().stage("starting the server");
        if (ServerRun.running(data).isEmpty()) {
            Programs.requirePort(component, address.port());
            run.start(options.serve());
        }
        try (Sql sql = run.await(endpoint, PATIENCE)) {
            if (!sql.value("SELECT @@global.read_only").equals("0")) {
                throw MariadbErrors.START.error(
                        component + ": the restored server is read-only",
                        "look at read_only in recover.server.config");
            }
        }
    }
}
