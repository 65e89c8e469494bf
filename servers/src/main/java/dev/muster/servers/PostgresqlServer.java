package dev.muster.servers;

import dev.muster.model.MusterException;
import dev.muster.model.Secret;
import dev.muster.model.Timing;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// A PostgreSQL of its own in a folder, with fsync on, reached on 127.0.0.1 by password.
///
/// It ends with this process, however that one ends. Safe for use by one thread at a time.
public final class PostgresqlServer implements AutoCloseable {
    /// The name of the superuser.
    public static final String SUPERUSER = "postgres";

    private static final Duration PATIENCE = Duration.ofMinutes(2);

    private final PostgresqlBinaries binaries;
    private final Path folder;
    private final int port;
    private final Timing timing;
    private @Nullable ServerProcess process;

    private PostgresqlServer(PostgresqlBinaries binaries, Path folder, int port, Timing timing) {
        this.binaries = binaries;
        this.folder = folder.toAbsolutePath();
        this.port = port;
        this.timing = timing;
    }

    /// How a new cluster is made.
    ///
    /// @param password of the superuser
    /// @param initdb further words for initdb, such as `--data-checksums`
    /// @param configuration lines for postgresql.conf, such as `wal_level = replica`
    public record Options(Secret password, List<String> initdb, List<String> configuration) {
        public Options {
            initdb = List.copyOf(initdb);
            configuration = List.copyOf(configuration);
        }
    }

    /// Makes a cluster below a folder; it is not started.
    ///
    /// @param folder absent or empty; gets `data`, the log and the pid file
    public static PostgresqlServer create(
            PostgresqlBinaries binaries, Path folder, int port, Options options, Timing timing)
            throws InterruptedException {
        PostgresqlServer server = new PostgresqlServer(binaries, folder, port, timing);
        try {
            Files.createDirectories(server.folder);
            server.initdb(options);
            server.configure(options.configuration());
        } catch (IOException error) {
            throw ServersErrors.START.error(
                    "no cluster can be made in " + folder + ": " + error, "df -h " + folder, error);
        }
        return server;
    }

    /// A cluster that is already there, below a folder that [#create] made.
    public static PostgresqlServer existing(
            PostgresqlBinaries binaries, Path folder, int port, Timing timing) {
        return new PostgresqlServer(binaries, folder, port, timing);
    }

    private void initdb(Options options) throws IOException, InterruptedException {
        Path password =
                Files.createTempFile(
                        folder,
                        "password",
                        "",
                        PosixFilePermissions.asFileAttribute(
                                PosixFilePermissions.fromString("rw-------")));
        try {
            Files.writeString(password, options.password().reveal());
            List<String> words = new ArrayList<>(RunAs.prefix(folder));
            words.add(program("initdb"));
            words.addAll(List.of("-D", data().toString(), "-U", SUPERUSER));
            words.addAll(List.of("-A", "scram-sha-256", "--pwfile", password.toString()));
            words.addAll(List.of("-E", "UTF8", "--locale", "C", "--no-sync"));
            words.addAll(options.initdb());
            Command.run(words);
        } finally {
            Files.delete(password);
        }
    }

    /// Adds lines to postgresql.conf; later ones win. They count from the next start.
    public void configure(List<String> lines) {
        List<String> all = new ArrayList<>();
        all.add("listen_addresses = '127.0.0.1'");
        all.add("port = " + port);
        all.add("unix_socket_directories = ''");
        all.add("fsync = on");
        all.addAll(lines);
        try {
            Files.write(data().resolve("postgresql.conf"), all, StandardOpenOption.APPEND);
        } catch (IOException error) {
            throw ServersErrors.START.error(
                    data() + " cannot be configured: " + error, "ls -l " + data(), error);
        }
    }

    /// Puts lines before those of pg_hba.conf. They count from the next start.
    public void admit(List<String> lines) {
        Path file = data().resolve("pg_hba.conf");
        try {
            List<String> all = new ArrayList<>(lines);
            all.addAll(Files.readAllLines(file));
            Files.write(file, all);
        } catch (IOException error) {
            throw ServersErrors.START.error(
                    file + " cannot be changed: " + error, "ls -l " + file, error);
        }
    }

    /// Starts it and waits until it takes connections.
    public void start() throws InterruptedException {
        Ports.requireFree("PostgreSQL in " + folder, port);
        List<String> words = new ArrayList<>(RunAs.prefix(data()));
        words.addAll(List.of(program("postgres"), "-D", data().toString()));
        ServerProcess started = ServerProcess.start(folder, "postgresql", words, timing);
        process = started;
        long deadline = timing.nanos() + PATIENCE.toNanos();
        while (!isReady()) {
            if (!started.isAlive() || timing.nanos() > deadline) {
                started.close();
                throw ServersErrors.START.error(
                        "PostgreSQL in " + folder + " did not start; " + started.logEnd(),
                        "tail " + started.log());
            }
            timing.pause(Duration.ofMillis(10));
        }
    }

    /// Whether the server itself says that it takes connections: line 8 of its lock file. One that
    /// will go on as a standby and takes none is ready, too; one that replays and then takes over
    /// says the same, and is not.
    private boolean isReady() {
        try {
            List<String> lines =
                    Files.readAllLines(data().resolve("postmaster.pid"), StandardCharsets.US_ASCII);
            boolean ours = !lines.isEmpty() && lines.getFirst().equals(Long.toString(pid()));
            // inside a user namespace the pid is the same, as no pid namespace is made
            if (!ours || lines.size() < 8) {
                return false;
            }
            return switch (lines.get(7).strip()) {
                case "ready" -> true;
                case "standby" -> Files.exists(data().resolve("standby.signal"));
                default -> false;
            };
        } catch (NoSuchFileException notYet) {
            return false;
        } catch (IOException error) {
            throw ServersErrors.START.error(
                    data() + "/postmaster.pid cannot be read: " + error, "", error);
        }
    }

    private long pid() {
        return process().pid();
    }

    /// The running process, to freeze, thaw or look at.
    public ServerProcess process() {
        ServerProcess running = process;
        if (running == null) {
            throw new IllegalStateException("PostgreSQL in " + folder + " was not started");
        }
        return running;
    }

    /// Ends it in order: connections are cut, everything is written.
    public void stop() throws InterruptedException {
        ServerProcess running = process;
        if (running != null) {
            running.signal("INT");
            if (!running.awaitEnd(PATIENCE)) {
                running.kill();
            }
        }
    }

    /// SIGKILL to it and all its processes, as a machine that loses its power.
    public void kill() throws InterruptedException {
        ServerProcess running = process;
        if (running != null) {
            running.kill();
        }
    }

    /// As [#kill], even when interrupted.
    @Override
    public void close() {
        ServerProcess running = process;
        if (running != null) {
            Optional<String> shared = sharedMemory();
            running.close();
            shared.ifPresent(PostgresqlServer::forget);
        }
    }

    /// A killed server leaves it behind, and the next one finds it by the data folder only. A
    /// system has some thousands; without one, no server starts any more.
    private Optional<String> sharedMemory() {
        try {
            return Files.readAllLines(data().resolve("postmaster.pid")).stream()
                    .skip(6)
                    .findFirst()
                    .map(line -> line.strip().replaceFirst("^\\S+\\s+", ""))
                    .filter(id -> id.matches("[0-9]+"));
        } catch (IOException ended) {
            return Optional.empty();
        }
    }

    private static void forget(String shared) {
        boolean interrupted = Thread.interrupted();
        try {
            Command.run(List.of("ipcrm", "-m", shared));
        } catch (MusterException gone) {
            // a server that ended in order took it away itself
        } catch (InterruptedException again) {
            interrupted = true;
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    /// The data folder.
    public Path data() {
        return folder.resolve("data");
    }

    /// The folder with the programs.
    public Path bin() {
        return binaries.bin();
    }

    public int port() {
        return port;
    }

    private String program(String name) {
        return binaries.bin().resolve(name).toString();
    }
}
