package dev.muster.servers;

import dev.muster.model.Timing;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/// One server as a child process that cannot outlive this one.
///
/// A small supervisor stands between: it makes the server the leader of a session of its own,
/// records its pid below the folder, and kills it when this process ends, however it ends. Should
/// the supervisor be killed too, [#sweep] finds what is left.
public final class ServerProcess implements AutoCloseable {
    private static final String ENDING = ".pid";

    private final Process supervisor;
    private final Path log;
    private final ProcessId server;
    private final Timing timing;

    private ServerProcess(Process supervisor, Path log, ProcessId server, Timing timing) {
        this.supervisor = supervisor;
        this.log = log;
        this.server = server;
        this.timing = timing;
    }

    /// Starts a command; it need not be ready when this returns.
    ///
    /// @param folder where the pid file `name.pid` and the log `name.log` are kept
    /// @param name unique in the folder
    public static ServerProcess start(Path folder, String name, List<String> command, Timing timing)
            throws InterruptedException {
        Path pidFile = folder.resolve(name + ENDING);
        Path log = folder.resolve(name + ".log");
        try {
            Files.createDirectories(folder);
            Files.deleteIfExists(pidFile);
            // a session of its own: Ctrl-C in the terminal must not take the supervisor away first
            List<String> words =
                    new ArrayList<>(List.of("setsid", "sh", script(folder).toString()));
            words.addAll(List.of(pidFile.toString(), log.toString()));
            words.addAll(command);
            Process supervisor = Command.builder(words).start();
            ProcessId server = pid(supervisor, pidFile, log, command);
            return new ServerProcess(supervisor, log, server, timing);
        } catch (IOException error) {
            throw ServersErrors.START.error(
                    "'" + command.getFirst() + "' cannot be started: " + error.getMessage(),
                    "ls -l " + folder,
                    error);
        }
    }

    private static Path script(Path folder) throws IOException {
        Path script = folder.resolve("supervise.sh");
        if (!Files.exists(script)) {
            Path draft = Files.createTempFile(folder, "supervise", ".draft");
            try (InputStream source = ServerProcess.class.getResourceAsStream("supervise.sh")) {
                if (source == null) {
                    throw new IOException("supervise.sh is missing from the program");
                }
                Files.write(draft, source.readAllBytes());
            }
            Files.move(draft, script, StandardCopyOption.ATOMIC_MOVE);
        }
        return script;
    }

    private static ProcessId pid(Process supervisor, Path pidFile, Path log, List<String> command)
            throws IOException, InterruptedException {
        while (!Files.exists(pidFile)) {
            if (supervisor.waitFor(2, TimeUnit.MILLISECONDS)) {
                throw ServersErrors.START.error(
                        "'" + command.getFirst() + "' ended at once; " + end(log), "tail " + log);
            }
        }
        return ProcessId.read(pidFile).orElseThrow(() -> new IOException(pidFile + " is empty"));
    }

    public long pid() {
        return server.pid();
    }

    /// The pids of the server and of all processes below it.
    public List<Long> pids() {
        return Stream.concat(
                        Stream.of(server.pid()),
                        server.handle().stream()
                                .flatMap(ProcessHandle::descendants)
                                .map(ProcessHandle::pid))
                .toList();
    }

    public boolean isAlive() {
        return server.handle().isPresent();
    }

    public Path log() {
        return log;
    }

    /// The last lines of its log, for messages.
    public String logEnd() {
        return end(log);
    }

    private static String end(Path log) {
        try {
            String text = Files.exists(log) ? Files.readString(log, StandardCharsets.UTF_8) : "";
            return "the end of " + log + ":\n" + Command.tail(text);
        } catch (IOException error) {
            return log + " cannot be read: " + error;
        }
    }

    /// Sends a signal to the server's own process, such as `INT`.
    public void signal(String name) throws InterruptedException {
        server.signal(name);
    }

    /// Stops the server and all below it in the middle of what they do, as a machine that hangs.
    public void freeze() throws InterruptedException {
        signalAll("STOP");
    }

    /// Lets it go on after [#freeze].
    public void thaw() throws InterruptedException {
        signalAll("CONT");
    }

    private void signalAll(String name) throws InterruptedException {
        List<String> words = new ArrayList<>(List.of("kill", "-" + name));
        pids().forEach(pid -> words.add(Long.toString(pid)));
        Command.run(words);
    }

    /// SIGKILL to the server and all below it; returns when they are gone.
    public void kill() throws InterruptedException {
        server.kill(timing);
        supervisor.waitFor();
    }

    /// Waits until the server ended by itself.
    ///
    /// @return whether it did
    public boolean awaitEnd(Duration patience) throws InterruptedException {
        return supervisor.waitFor(patience.toMillis(), TimeUnit.MILLISECONDS);
    }

    /// As [#kill], even when interrupted.
    @Override
    public void close() {
        boolean interrupted = Thread.interrupted();
        try {
            kill();
        } catch (InterruptedException again) {
            interrupted = true;
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    /// Kills the servers that were started in a folder by a process that is gone and that left them
    /// behind. Only for folders that no living process uses.
    ///
    /// @return how many were still running
    public static int sweep(Path folder, Timing timing) throws InterruptedException {
        int running = 0;
        for (Path pidFile : pidFiles(folder)) {
            Optional<ProcessId> server = ProcessId.read(pidFile);
            if (server.flatMap(ProcessId::handle).isPresent()) {
                server.get().kill(timing);
                running++;
            }
            try {
                Files.deleteIfExists(pidFile);
            } catch (IOException error) {
                throw ServersErrors.START.error(
                        pidFile + " cannot be deleted: " + error, "rm " + pidFile, error);
            }
        }
        return running;
    }

    private static List<Path> pidFiles(Path folder) {
        if (!Files.isDirectory(folder)) {
            return List.of();
        }
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(file -> file.toString().endsWith(ENDING)).toList();
        } catch (IOException error) {
            throw ServersErrors.START.error(
                    folder + " cannot be read: " + error, "ls -l " + folder, error);
        }
    }
}
