package dev.muster.provider.redis.recovered;

import dev.muster.datafolder.Mark;
import dev.muster.datafolder.ServerLog;
import dev.muster.model.Address;
import dev.muster.model.ComponentId;
import dev.muster.model.MusterException;
import dev.muster.provider.DataStore.Started;
import dev.muster.provider.Operation;
import dev.muster.provider.redis.export.Version;
import dev.muster.provider.redis.kind.RedisErrors;
import dev.muster.provider.redis.kind.RedisSettings;
import dev.muster.provider.redis.kind.RedisSettings.Server;
import dev.muster.provider.redis.kind.RestoredConfig;
import dev.muster.provider.redis.source.Endpoint;
import dev.muster.provider.redis.source.Info;
import dev.muster.provider.redis.source.RedisConnection;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Starts a restored server and waits until it has run the captured commands and takes writes.
///
/// The server gets a session of its own and outlives this process.
public final class Launch {
    private static final Duration POLL = Duration.ofMillis(50);
    private static final Duration SILENCE = Duration.ofSeconds(15);

    /// A server takes its port before it loads.
    private static final Duration UNTIL_PORT = Duration.ofSeconds(60);

    private static final Set<String> PASSED_ON = Set.of("PATH", "HOME", "LANG", "LC_ALL", "TZ");

    private final ComponentId component;
    private final Server server;
    private final Endpoint endpoint;
    private final Operation operation;
    private final Path data;

    /// @param address where it will be reached
    public Launch(
            ComponentId component,
            Server server,
            RedisSettings settings,
            Address address,
            Operation operation) {
        this.component = component;
        this.server = server;
        this.operation = operation;
        this.data = Path.of(server.data().path());
        this.endpoint = Endpoint.restored(component, settings, address);
    }

    public Started run() throws InterruptedException {
        Mark restored =
                Marks.read(component, data, Mark.RESTORED)
                        .orElseThrow(() ->
                                RedisErrors.NOT_RESTORED.error(
                                        component + ": " + data + " holds no restore",
                                        "muster restore " + component + " --to latest"));
        Path bin = Path.of(server.bin().path());
        Programs.require(component, bin, written(restored));
        operation.progress().stage("starting the server");
        try {
            long logStart = ServerLog.length(data);
            Process started = RedisProcess.on(data).isPresent() ? null : start(bin);
            awaitReady(started, logStart);
        } catch (IOException error) {
            throw RedisErrors.START.error(
                    component + ": the server on " + data + " cannot be started: " + error,
                    "ls -l " + data,
                    error);
        }
        return new Started(endpoint.address(), restored.value(Mark.REACHED).orElse("its target"));
    }

    private Version written(Mark restored) {
        boolean valkey = restored.value(Marks.PRODUCT).filter("valkey"::equals).isPresent();
        return restored.value(Marks.VERSION)
                .flatMap(text -> Version.parse(valkey, text))
                .orElseThrow(() ->
                        RedisErrors.NOT_RESTORED.error(
                                component + ": " + Mark.RESTORED + " lacks its version",
                                "restore again"));
    }

    private Process start(Path bin) throws IOException {
        // of two that start it at once, one finds the port taken
        Programs.requirePort(component, server.port().number());
        String program = Programs.server(bin).orElseThrow().toString();
        ProcessBuilder builder =
                new ProcessBuilder(
                        List.of("setsid", program, data.resolve(RestoredConfig.FILE).toString()));
        builder.environment().keySet().retainAll(PASSED_ON);
        builder.redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(ServerLog.of(data).toFile()));
        Process process = builder.start();
        process.getOutputStream().close();
        return process;
    }

    private void awaitReady(@Nullable Process started, long logStart)
            throws IOException, InterruptedException {
        long deadline = operation.timing().nanos() + UNTIL_PORT.toNanos();
        while (true) {
            Optional<Info> info = look();
            if (info.isPresent()) {
                requireOurs(info.get());
                deadline = Long.MAX_VALUE;
            }
            if (info.isPresent() && info.get().number("loading") == 0) {
                requirePrimary(info.get());
                return;
            }
            boolean gone = started == null ? RedisProcess.on(data).isEmpty() : !started.isAlive();
            if (gone || operation.timing().nanos() > deadline) {
                throw failed(gone ? "it ended" : "nobody answers on its port", logStart);
            }
            info.flatMap(it -> it.value("loading_loaded_perc"))
                    .ifPresent(percent -> operation.progress().at(percent + " % loaded"));
            cancelled(started);
            operation.timing().pause(POLL);
        }
    }

    /// Nothing was promised to anybody yet.
    private void cancelled(@Nullable Process started) throws InterruptedException {
        try {
            operation.checkCancelled();
        } catch (InterruptedException cancelled) {
            if (started != null) {
                started.destroyForcibly();
            }
            throw cancelled;
        }
    }

    private Optional<Info> look() {
        try (RedisConnection connection = RedisConnection.connect(endpoint, SILENCE)) {
            return Optional.of(connection.info());
        } catch (IOException notYet) {
            return Optional.empty();
        }
    }

    private void requireOurs(Info info) throws IOException {
        Optional<RedisProcess> ours = RedisProcess.on(data);
        if (ours.filter(it -> it.pid() == info.number("process_id")).isEmpty()) {
            throw RedisErrors.PORT.error(
                    component
                            + ": another server, process "
                            + info.number("process_id")
                            + ", answers at "
                            + endpoint.address(),
                    "ss -ltnp 'sport = :" + server.port() + "'");
        }
    }

    private void requirePrimary(Info info) {
        if (!info.isPrimary()) {
            throw RedisErrors.START.error(
                    component + ": the server at " + endpoint.address() + " is a replica",
                    "remove replicaof from the file that recover.server.config names");
        }
    }

    private MusterException failed(String what, long logStart) throws IOException {
        return RedisErrors.START.error(
                component
                        + ": the server on "
                        + data
                        + " did not start: "
                        + what
                        + "\n"
                        + ServerLog.tail(data, logStart),
                "tail " + ServerLog.of(data));
    }
}
