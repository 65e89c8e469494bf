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
    private static final Path BIN = Path.of("/usr/lib/postgresql/15/bin");
    private static final int ROWS_OF_SCALE = 100_000;

    private final Lab lab;
    private final Path folder;
    private final int scale;
    private final int port = Ports.free();

    private DataBed(Lab lab, Path folder, int scale) {
        this.lab = lab;
        this.folder = folder;
        this.scale = scale;
    }

    /// @param scale pgbench's: some 15 MiB each
    static DataBed start(Lab lab, Path folder, int scale) throws IOException, InterruptedException {
        DataBed bed = new DataBed(lab, folder, scale);
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
        start();
        sql("create role muster with login superuser replication");
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

    private void sql(String statement) throws IOException, InterruptedException {
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

    private void as(String program, String... words) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of("runuser", "-u", "postgres", "--"));
        command.add(BIN.resolve(program).toString());
        command.addAll(List.of(words));
        lab.seconds(command);
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
