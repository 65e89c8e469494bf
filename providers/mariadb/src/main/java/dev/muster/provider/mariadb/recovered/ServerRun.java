package dev.muster.provider.mariadb.recovered;

import dev.muster.model.ComponentId;
import dev.muster.model.MusterException;
import dev.muster.provider.Operation;
import dev.muster.provider.mariadb.kind.MariadbErrors;
import dev.muster.provider.mariadb.source.Endpoint;
import dev.muster.provider.mariadb.source.Refusals;
import dev.muster.provider.mariadb.source.Sql;
import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// The server of a data folder: starts it in a session of its own, so that it outlives this
/// process, and waits until it answers.
final class ServerRun {
    private static final Duration POLL = Duration.ofMillis(50);
    private static final Duration SILENCE = Duration.ofSeconds(30);
    private static final int LINES_TOLD = 12;
    private static final String PID = "muster.pid";

    private final ComponentId component;
    private final Path data;
    private final Operation operation;

    ServerRun(ComponentId component, Path data, Operation operation) {
        this.component = component;
        this.data = data;
        this.operation = operation;
    }

    /// The file that it writes its messages to.
    static Path log(Path data) {
        return data.resolveSibling(data.getFileName() + ".log");
    }

    /// The file that a server which runs on a data folder has its process id in.
    static Path pidFile(Path data) {
        return data.resolve(PID);
    }

    /// The process that runs on the folder, if one does.
    static Optional<ProcessHandle> running(Path data) {
        try {
            String pid = Files.readString(pidFile(data)).strip();
            return pid.matches("[0-9]{1,10}")
                    ? ProcessHandle.of(Long.parseLong(pid)).filter(it -> worksIn(it, data))
                    : Optional.empty();
        } catch (IOException none) {
            return Optional.empty();
        }
    }

    /// A number of a process that is gone may be another's by now; a server works in its folder.
    private static boolean worksIn(ProcessHandle process, Path data) {
        try {
            Path folder = Path.of("/proc", Long.toString(process.pid()), "cwd");
            return process.isAlive() && Files.isSameFile(folder, data);
        } catch (IOException hidden) {
            return false;
        }
    }

    /// @param words the program and its options
    void start(List<String> words) {
        List<String> all = new ArrayList<>(List.of("setsid"));
        all.addAll(words);
        File log = log(data).toFile();
        ProcessBuilder builder = new ProcessBuilder(all).redirectErrorStream(true);
        builder.redirectOutput(ProcessBuilder.Redirect.appendTo(log));
        builder.redirectInput(new File("/dev/null"));
        try {
            Files.deleteIfExists(pidFile(data));
            builder.start();
        } catch (IOException error) {
            throw MariadbErrors.START.error(
                    component + ": the server on " + data + " cannot be started: " + error,
                    String.join(" ", words),
                    error);
        }
    }

    /// Waits until it answers a login.
    ///
    /// @param patience how long it may take to begin, before it has a process id
    Sql await(Endpoint endpoint, Duration patience) throws InterruptedException {
        long deadline = operation.timing().nanos() + patience.toNanos();
        boolean seen = false;
        while (true) {
            operation.checkCancelled();
            boolean alive = running(data).isPresent();
            if (!alive && (seen || operation.timing().nanos() > deadline)) {
                throw failed("it ended");
            }
            seen |= alive;
            if (alive) {
                Optional<Sql> sql = login(endpoint);
                if (sql.isPresent()) {
                    return sql.get();
                }
            }
            operation.timing().pause(POLL);
        }
    }

    private static Optional<Sql> login(Endpoint endpoint) {
        try {
            return Optional.of(Sql.connect(endpoint, SILENCE));
        } catch (SQLException refusal) {
            if (Refusals.isBroken(refusal)) {
                return Optional.empty();
            }
            throw Refusals.error(endpoint, "logging in to the restored server", refusal);
        }
    }

    /// Waits until a server has ended that was told to. Its file goes before it does.
    void awaitEnd(Optional<ProcessHandle> server) throws InterruptedException {
        while (server.filter(ProcessHandle::isAlive).isPresent()) {
            operation.timing().pause(POLL);
        }
    }

    /// Ends it at once. What it had not yet replayed is replayed at the next start.
    void kill() throws InterruptedException {
        boolean interrupted = Thread.interrupted();
        Optional<ProcessHandle> server = running(data);
        server.ifPresent(ProcessHandle::destroyForcibly);
        awaitEnd(server);
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    MusterException failed(String what) {
        return MariadbErrors.START.error(
                component + ": the server on " + data + " did not start: " + what + "\n" + tail(),
                "tail " + log(data));
    }

    private String tail() {
        try {
            List<String> lines = Files.readAllLines(log(data), StandardCharsets.UTF_8);
            return String.join(
                    "\n", lines.subList(Math.max(0, lines.size() - LINES_TOLD), lines.size()));
        } catch (IOException none) {
            return "it wrote no log";
        }
    }
}
