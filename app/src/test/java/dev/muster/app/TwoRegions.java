package dev.muster.app;

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
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.UnaryOperator;

/// Two regions in a folder: a PostgreSQL in the first, a copy of its vault in both.
final class TwoRegions implements AutoCloseable {
    private static final Path CACHE = Path.of("target", "postgresql").toAbsolutePath();
    static final String PASSWORD = "not so secret";
    private static final List<String> ROLES =
            List.of(
                    "create role muster login replication password '" + PASSWORD + "'",
                    "grant pg_monitor, pg_read_all_data to muster",
                    "grant alter system on parameter synchronous_standby_names to muster",
                    "create database counted");
    // without a key: one that is there twice has to be seen
    private static final List<String> TABLES =
            List.of(
                    "grant execute on function pg_reload_conf() to muster",
                    "create table numbers (n bigint not null)",
                    "create table ballast as select i, repeat(md5(i::text), 8) as text"
                            + " from generate_series(1, 20000) i");

    private final Path folder;
    private final PostgresqlServer server;
    private final int recovered = Ports.free();

    private TwoRegions(Path folder, PostgresqlServer server) {
        this.folder = folder;
        this.server = server;
    }

    /// @param url of the vault in the north, with what stands beside it
    /// @param copy of the vault in the south
    /// @param logs how they are captured
    record Protection(String url, String copy, String logs) {
        static Protection onFolders(Path folder) {
            return new Protection(
                    "url: \"file://" + folder + "/north/vault\"",
                    "url: \"file://" + folder + "/south/vault\"",
                    "capture-from: south, ship: stream, durability: region, synchronous: true,"
                            + " on-capture-lost: stall");
        }
    }

    static TwoRegions start(Path folder) throws Exception {
        return start(folder, Protection.onFolders(folder));
    }

    static TwoRegions start(Path folder, Protection protection) throws Exception {
        PostgresqlServer server =
                PostgresqlServer.create(
                        PostgresqlBinaries.embedded(CACHE),
                        Files.createDirectories(folder.resolve("north")).resolve("database"),
                        Ports.free(),
                        new PostgresqlServer.Options(
                                new Secret(PASSWORD),
                                List.of(),
                                List.of(
                                        "wal_level = replica",
                                        "shared_buffers = 32MB",
                                        "summarize_wal = on")),
                        new SystemTiming());
        TwoRegions regions = new TwoRegions(folder, server);
        Files.createDirectories(folder.resolve("south"));
        Files.writeString(folder.resolve("password"), PASSWORD);
        Files.writeString(folder.resolve("muster.yaml"), regions.strategy(protection));
        server.start();
        regions.run("postgres", ROLES);
        regions.run("counted", TABLES);
        return regions;
    }

    private String strategy(Protection protection) {
        return """
        strategy: counted
        regions:
          north: { provider: local, folder: "%1$s/north" }
          south: { provider: local, folder: "%1$s/south" }
        vaults:
          main:
            %5$s
            region: north
            copies: [ { %6$s, region: south } ]
        contacts:
          you: { name: You, email: you@example.com }
        components:
          db:
            kind: postgresql
            region: north
            owner: you
            connection: { host: 127.0.0.1, port: %2$d, user: muster, password: "${file:password}", database: counted }
            protect:
              vault: main
              full: "0 */6 * * *"
              logs: { %7$s }
            recover:
              in: south
              method: restore
              server: { bin: "%3$s", data: "%1$s/south/database", port: %4$d }
              verify: [ "select count(*) = count(distinct n) from numbers" ]
        scenarios:
          north-lost: { lose: { region: north }, recover-in: [ south ] }
        """
                .formatted(
                        folder,
                        server.port(),
                        server.bin(),
                        recovered,
                        protection.url(),
                        protection.copy(),
                        protection.logs());
    }

    /// Changes the strategy that the next start of the program reads.
    void edit(UnaryOperator<String> change) throws IOException {
        Path file = folder.resolve("muster.yaml");
        String before = Files.readString(file);
        String after = change.apply(before);
        if (after.equals(before)) {
            throw new AssertionError("nothing was changed in\n" + before);
        }
        Files.writeString(file, after);
    }

    PostgresqlServer server() {
        return server;
    }

    int recoveredPort() {
        return recovered;
    }

    /// The only column of the only row, as superuser at the old address.
    String ask(String sql) throws SQLException {
        try (Connection connection = connect(server.port(), "counted", 60);
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(sql)) {
            row.next();
            return String.valueOf(row.getString(1));
        }
    }

    /// As superuser at the old address.
    void run(String... commands) throws SQLException {
        run("counted", List.of(commands));
    }

    Path strategyFile() {
        return folder.resolve("muster.yaml");
    }

    Path password() {
        return folder.resolve("password");
    }

    /// SIGKILL to the whole database, and its region's folder is gone with its copy of the vault.
    void loseNorth() throws IOException, InterruptedException {
        server.kill();
        Files.move(folder.resolve("north"), folder.resolve("gone"));
    }

    /// Commits that wait for long are given up, without a cancel that would let them through.
    Connection writer() throws SQLException {
        return connect(server.port(), "counted", 3);
    }

    /// As [#writer], on a connection that is never given up.
    Connection patientWriter() throws SQLException {
        return connect(server.port(), "counted", 0);
    }

    private static Connection connect(int port, String database, int patience) throws SQLException {
        return DriverManager.getConnection(
                "jdbc:postgresql://127.0.0.1:"
                        + port
                        + "/"
                        + database
                        + "?socketTimeout="
                        + patience,
                PostgresqlServer.SUPERUSER,
                PASSWORD);
    }

    private void run(String database, List<String> commands) throws SQLException {
        try (Connection connection = connect(server.port(), database, 60);
                Statement statement = connection.createStatement()) {
            for (String command : commands) {
                statement.execute(command);
            }
        }
    }

    /// Each number in the recovered database, and how often it is there.
    Map<Long, Long> recoveredNumbers() throws SQLException {
        try (Connection connection = connect(recovered, "counted", 60)) {
            return numbers(connection);
        }
    }

    /// Each number in a database, and how often it is there.
    static Map<Long, Long> numbers(Connection connection) throws SQLException {
        Map<Long, Long> numbers = new TreeMap<>();
        try (Statement statement = connection.createStatement();
                ResultSet rows =
                        statement.executeQuery("select n, count(*) from numbers group by n")) {
            while (rows.next()) {
                numbers.put(rows.getLong(1), rows.getLong(2));
            }
        }
        return numbers;
    }

    Path vault(String region) {
        return folder.resolve(region).resolve("vault");
    }

    Path recoveredData() {
        return folder.resolve("south").resolve("database");
    }

    @Override
    public void close() throws IOException {
        server.close();
        Leftovers.kill(folder);
    }
}
