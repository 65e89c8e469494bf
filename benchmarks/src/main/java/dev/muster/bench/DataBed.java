package dev.muster.bench;

import dev.muster.servers.Ports;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;

/// PostgreSQL 15 with the rows of pgbench, for tools that back it up. It is the data that is
/// measured with, so it need not survive a crash itself.
final class DataBed implements AutoCloseable {
    /// A role that may have the server's files read in place.
    static final String NEAR = "muster";

    /// One that may not: everything comes from the server, as on a host of its own.
    static final String REMOTE = "remote";

    private static final Path BIN = Path.of("/usr/lib/postgresql/15/bin");
    private static final int ROWS_OF_SCALE = 100_000;

    private final Lab lab;
    private final Path folder;
    private final int scale;
    private final List<String> settings;
    private final int port = Ports.free();

    private DataBed(Lab lab, Path folder, int scale, List<String> settings) {
        this.lab = lab;
        this.folder = folder;
        this.scale = scale;
        this.settings = settings;
    }

    /// @param scale pgbench's: some 15 MiB each
    /// @param settings further lines of its configuration
    static DataBed start(Lab lab, Path folder, int scale, List<String> settings)
            throws IOException, InterruptedException {
        DataBed bed = new DataBed(lab, folder, scale, settings);
        bed.create();
        return bed;
    }

    private void create() throws IOException, InterruptedException {
        Files.createDirectories(folder);
        lab.seconds(List.of("chown", "postgres", folder.toString()));
        as("initdb", "-D", data().toString(), "-U", "postgres", "-A", "trust", "-k");
        Files.write(
                data().resolve("postgresql.conf"),
                List.of(
                        "port = " + port,
                        "unix_socket_directories = '" + folder + "'",
                        "fsync = off",
                        "full_page_writes = off",
                        "autovacuum = off",
                        "shared_buffers = 512MB",
                        "max_wal_size = 4GB"),
                StandardOpenOption.APPEND);
        Files.write(data().resolve("postgresql.conf"), settings, StandardOpenOption.APPEND);
        start();
        sql("create role " + NEAR + " with login superuser replication");
        sql("create role " + REMOTE + " with login replication");
        sql("grant pg_monitor to " + REMOTE);
        as(
                "pgbench",
                "-q",
                "-i",
                "-F",
                "90",
                "-s",
                "" + scale,
                "-h",
                "127.0.0.1",
                "-p",
                "" + port,
                "-U",
                "postgres",
                "postgres");
        sql("checkpoint");
    }

    void start() throws IOException, InterruptedException {
        as("pg_ctl", "-D", data().toString(), "-l", folder + "/log", "-w", "start");
    }

    private void stop() throws IOException, InterruptedException {
        as("pg_ctl", "-D", data().toString(), "-m", "fast", "-w", "stop");
    }

    Path data() {
        return folder.resolve("data");
    }

    Path folder() {
        return folder;
    }

    int port() {
        return port;
    }

    static Path bin() {
        return BIN;
    }

    /// Changes a part of all rows, evenly scattered, and brings them to the files.
    ///
    /// @param parts one row in so many
    /// @param round which ones
    void update(int parts, int round) throws IOException, InterruptedException {
        sql(
                "update pgbench_accounts set abalance = abalance + 1 where aid in (select"
                        + " generate_series("
                        + (1 + round)
                        + ", "
                        + scale * ROWS_OF_SCALE
                        + ", "
                        + parts
                        + "))");
        sql("checkpoint");
    }

    void sql(String statement) throws IOException, InterruptedException {
        as(
                "psql",
                "-q",
                "-h",
                "127.0.0.1",
                "-p",
                "" + port,
                "-U",
                "postgres",
                "-c",
                statement,
                "postgres");
    }

    /// The only column of the only row.
    String value(String query) throws IOException, InterruptedException {
        return value(port, query);
    }

    /// The same of another server on this machine.
    String value(int server, String query) throws IOException, InterruptedException {
        List<String> command =
                command("psql", "-qAtX", "-h", "127.0.0.1", "-p", "" + server, "-U", "postgres");
        command.addAll(List.of("-c", query, "postgres"));
        return lab.printed(command).text().strip();
    }

    /// Whether a server of this machine answers at all.
    boolean isReady(int server) throws IOException, InterruptedException {
        return lab.succeeds(command("pg_isready", "-q", "-h", "127.0.0.1", "-p", "" + server));
    }

    /// What pgbench's ordinary transactions write, for some seconds.
    void load(int seconds) throws IOException, InterruptedException {
        as(
                "pgbench",
                "-n",
                "-c",
                "8",
                "-j",
                "2",
                "-T",
                "" + seconds,
                "-h",
                "127.0.0.1",
                "-p",
                "" + port,
                "-U",
                "postgres",
                "postgres");
    }

    /// What the server's processes that ended used of the processors; those of a backup have.
    double endedSeconds() throws IOException {
        String pid = Files.readAllLines(data().resolve("postmaster.pid")).getFirst();
        String stat = Files.readString(Path.of("/proc", pid, "stat"));
        String[] fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ");
        return (Long.parseLong(fields[13]) + Long.parseLong(fields[14])) / 100.0;
    }

    void as(String program, String... words) throws IOException, InterruptedException {
        lab.seconds(command(program, words));
    }

    /// A program of PostgreSQL as its user.
    static List<String> command(String program, String... words) {
        List<String> command = new ArrayList<>(List.of("runuser", "-u", "postgres", "--"));
        command.add(BIN.resolve(program).toString());
        command.addAll(List.of(words));
        return command;
    }

    @Override
    public void close() throws IOException {
        try {
            stop();
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
