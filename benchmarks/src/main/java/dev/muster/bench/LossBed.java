package dev.muster.bench;

import dev.muster.model.Secret;
import dev.muster.servers.Ports;
import dev.muster.servers.PostgresqlBinaries;
import dev.muster.servers.PostgresqlServer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;

/// The distribution's PostgreSQL with what pgbench has, to be killed and started again.
final class LossBed implements AutoCloseable {
    static final int BRANCHES = 10;
    static final int TELLERS = 100;
    static final int ACCOUNTS = 100_000;

    private static final Path BIN = Path.of("/usr/lib/postgresql/15/bin");
    private static final Duration PATIENCE = Duration.ofMinutes(2);

    private final Lab lab;
    private final Path work;
    private final PostgresqlServer server;
    private final int restoredPort = Ports.free();

    private LossBed(Lab lab, Path work, PostgresqlServer server) {
        this.lab = lab;
        this.work = work;
        this.server = server;
    }

    static LossBed start(Lab lab, Path work)
            throws IOException, InterruptedException, SQLException {
        Path archive = Files.createDirectories(work.resolve("archive"));
        PostgresqlServer server =
                PostgresqlServer.create(
                        PostgresqlBinaries.installed(BIN),
                        work.resolve("north"),
                        Ports.free(),
                        new PostgresqlServer.Options(
                                new Secret(CaptureBed.PASSWORD),
                                List.of("--data-checksums"),
                                List.of(
                                        "max_wal_size = 4GB",
                                        "archive_mode = on",
                                        "archive_timeout = 60s",
                                        "archive_command = '" + archiving(archive) + "'")),
                        new Clock());
        server.start();
        LossBed bed = new LossBed(lab, work, server);
        try {
            bed.fill();
            return bed;
        } catch (SQLException | RuntimeException failed) {
            bed.close();
            throw failed;
        }
    }

    /// A file appears whole or not at all, and again after a crash.
    private static String archiving(Path archive) {
        return "cp %p " + archive + "/.%f && mv " + archive + "/.%f " + archive + "/%f";
    }

    private void fill() throws SQLException {
        sql("create table branches (id int primary key, balance int not null)");
        sql("create table tellers (id int primary key, balance int not null)");
        sql("create table accounts (id int primary key, balance int not null, filler text)");
        sql("create table history (account int, teller int, delta int, at timestamptz)");
        sql("create table ledger (round int, client int, number int)");
        sql("insert into branches select generate_series(1, " + BRANCHES + "), 0");
        sql("insert into tellers select generate_series(1, " + TELLERS + "), 0");
        sql(
                "insert into accounts select id, 0, repeat('x', 84) from generate_series(1, "
                        + ACCOUNTS
                        + ") id");
    }

    Lab lab() {
        return lab;
    }

    /// Where the receivers keep what they keep.
    Path work() {
        return work;
    }

    Path archive() {
        return work.resolve("archive");
    }

    PostgresqlServer server() {
        return server;
    }

    /// A server on what was restored, which is below a folder in `data`.
    PostgresqlServer restored(Path folder) throws InterruptedException {
        return PostgresqlServer.existing(
                PostgresqlBinaries.installed(BIN), folder, restoredPort, new Clock());
    }

    /// A restore of Muster's is told by the strategy where it listens.
    int restoredPort() {
        return restoredPort;
    }

    static String program(String name) {
        return BIN.resolve(name).toString();
    }

    Connection connect() throws SQLException {
        return connect(server.port());
    }

    static Connection connect(int port) throws SQLException {
        return DriverManager.getConnection(
                "jdbc:postgresql://127.0.0.1:" + port + "/postgres",
                "postgres",
                CaptureBed.PASSWORD);
    }

    void sql(String statement) throws SQLException {
        try (Connection connection = connect();
                Statement run = connection.createStatement()) {
            run.execute(statement);
        }
    }

    String value(String query) throws SQLException {
        try (Connection connection = connect();
                Statement run = connection.createStatement();
                ResultSet row = run.executeQuery(query)) {
            row.next();
            return String.valueOf(row.getString(1));
        }
    }

    /// Waits until a query says true.
    void await(String query) throws SQLException, InterruptedException, IOException {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        while (!value(query).equals("t")) {
            if (System.nanoTime() > deadline) {
                throw new IOException("still not so after " + PATIENCE + ": " + query);
            }
            Thread.sleep(50);
        }
    }

    /// Waits until a receiver of a name follows.
    void awaitReceiver(String name, boolean synchronous)
            throws SQLException, InterruptedException, IOException {
        await(
                "select count(*) = 1 from pg_stat_replication where application_name = '"
                        + name
                        + "' and "
                        + (synchronous
                                ? "sync_state in ('sync', 'quorum')"
                                : "state = 'streaming'"));
    }

    /// Ends the segment, so that what is written from now on is in no archive yet.
    void switchSegment() throws SQLException, InterruptedException, IOException {
        sql("insert into ledger (round) values (-1)");
        String segment = value("select pg_walfile_name(pg_current_wal_insert_lsn())");
        sql("select pg_switch_wal()");
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        while (!Files.exists(archive().resolve(segment))) {
            if (System.nanoTime() > deadline) {
                throw new IOException(segment + " was not archived within " + PATIENCE);
            }
            Thread.sleep(50);
        }
    }

    @Override
    public void close() {
        server.close();
    }
}
