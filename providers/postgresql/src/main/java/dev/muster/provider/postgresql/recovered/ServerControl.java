package dev.muster.provider.postgresql.recovered;

import dev.muster.datafolder.ServerLog;
import dev.muster.model.ComponentId;
import dev.muster.model.MusterException;
import dev.muster.provider.Operation;
import dev.muster.provider.postgresql.kind.PostgresqlErrors;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/// Starts and stops the server of a data folder with `pg_ctl`, as the folder's owner.
final class ServerControl {
    private static final Duration POLL = Duration.ofMillis(50);

    private final ComponentId component;
    private final Path bin;
    private final Path data;
    private final Path log;
    private final Owner owner;
    private final Operation operation;

    ServerControl(ComponentId component, Path bin, Path data, Owner owner, Operation operation) {
        this.component = component;
        this.bin = bin;
        this.data = data;
        this.log = ServerLog.of(data);
        this.owner = owner;
        this.operation = operation;
    }

    /// Starts it and waits until it is ready: until it has replayed its log.
    void start(ReplayProgress progress) throws IOException, InterruptedException {
        owner.prepareLog(data);
        long logStart = ServerLog.length(data);
        File printed = operation.workspace().resolve("pg_ctl.out").toFile();
        List<String> words =
                owner.command(
                        program(),
                        "start",
                        "-w",
                        "-t",
                        "2147483",
                        "-D",
                        data.toString(),
                        "-l",
                        log.toString());
        ProcessBuilder builder = new ProcessBuilder(words);
        builder.environment().keySet().removeIf(name -> name.startsWith("PG"));
        builder.environment().put("LC_ALL", "C");
        builder.redirectErrorStream(true).redirectOutput(printed);
        Process start = builder.start();
        start.getOutputStream().close();
        while (!start.waitFor(POLL.toMillis(), TimeUnit.MILLISECONDS)) {
            watch(progress, start);
        }
        if (start.exitValue() != 0) {
            throw failed(Files.readString(printed.toPath()), logStart);
        }
        // pg_ctl is content with a server that still replays
        awaitReady(progress, logStart);
    }

    /// Starts it, unless an earlier attempt did, and waits until it is ready.
    ///
    /// @param port that nobody else may have
    void startOrAwait(int port, ReplayProgress progress) throws IOException, InterruptedException {
        if (Postmaster.of(data).isPresent()) {
            awaitReady(progress, 0);
        } else {
            Programs.requirePort(component, port);
            start(progress);
        }
    }

    private void awaitReady(ReplayProgress progress, long logStart)
            throws IOException, InterruptedException {
        while (true) {
            Optional<Postmaster> running = Postmaster.of(data);
            if (running.isEmpty()) {
                throw failed("it ended", logStart);
            }
            if (running.get().ready()) {
                return;
            }
            watch(progress, null);
            operation.timing().pause(POLL);
        }
    }

    private void watch(ReplayProgress progress, @Nullable Process start)
            throws InterruptedException {
        Postmaster.of(data).flatMap(Postmaster::replaying).ifPresent(progress::at);
        try {
            operation.checkCancelled();
        } catch (InterruptedException cancelled) {
            if (start != null) {
                start.destroyForcibly();
            }
            stopAfterCancel();
            throw cancelled;
        }
    }

    /// A replay that is cut off goes on at the next start; nothing was promised to anybody yet.
    private void stopAfterCancel() throws InterruptedException {
        boolean interrupted = Thread.interrupted();
        stop("immediate");
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    /// Lets it read its settings again, and look at once for log that it lacks.
    void reload() throws IOException, InterruptedException {
        require(Tool.run(owner.command(program(), "reload", "-D", data.toString())), "reload");
    }

    /// Makes a standby take over; it may still replay when this returns.
    void promote() throws IOException, InterruptedException {
        require(
                Tool.run(owner.command(program(), "promote", "-W", "-D", data.toString())),
                "promote");
    }

    private void require(Tool.Result result, String verb) {
        if (!result.worked()) {
            throw PostgresqlErrors.START.error(
                    component + ": pg_ctl " + verb + " on " + data + ": " + result.printed(),
                    program() + " " + verb + " -D " + data);
        }
    }

    void stop(String mode) throws InterruptedException {
        try {
            Tool.run(owner.command(program(), "stop", "-w", "-m", mode, "-D", data.toString()));
        } catch (IOException error) {
            throw PostgresqlErrors.START.error(
                    component + ": the server on " + data + " cannot be stopped: " + error,
                    program() + " stop -m " + mode + " -D " + data,
                    error);
        }
    }

    private String program() {
        return bin.resolve("pg_ctl").toString();
    }

    private MusterException failed(String printed, long logStart) throws IOException {
        return PostgresqlErrors.START.error(
                component
                        + ": the server on "
                        + data
                        + " did not start: "
                        + printed.strip()
                        + "\n"
                        + ServerLog.tail(data, logStart),
                "tail " + log);
    }
}
