package dev.muster.provider.postgresql;

import dev.muster.model.Digest;
import dev.muster.model.LogPosition;
import dev.muster.model.Secret;
import dev.muster.provider.postgresql.kind.Lsn;
import dev.muster.provider.postgresql.log.Line;
import dev.muster.servers.Ports;
import dev.muster.servers.PostgresqlBinaries;
import dev.muster.servers.PostgresqlServer;
import dev.muster.testkit.RealTiming;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// A real cluster with the role `muster`, which has the grants of the provider's page and no more.
final class TestCluster implements AutoCloseable {
    static final String PASSWORD = "top secret";

    /// Processes are killed in these tests, but no machine loses its power.
    private static final List<String> SETTINGS = List.of("shared_buffers = 32MB", "fsync = off");

    private static final Path CACHE = Path.of("target", "postgresql");

    private final PostgresqlServer server;
    private @Nullable Connection connection;

    private TestCluster(PostgresqlServer server) {
        this.server = server;
    }

    /// The programs that Muster brings, or those of `-Dmuster.postgresql.bin=FOLDER`.
    static PostgresqlBinaries embedded() throws InterruptedException {
        String other = System.getProperty("muster.postgresql.bin", "");
        return other.isEmpty()
                ? PostgresqlBinaries.embedded(CACHE)
                : PostgresqlBinaries.installed(Path.of(other));
    }

    /// Those of an older major version, which come with the tests.
    static PostgresqlBinaries embedded(int major) throws InterruptedException {
        return major == 18
                ? embedded()
                : PostgresqlBinaries.embedded(CACHE, Path.of("target/embedded", major + ".jar"));
    }

    /// A running cluster, ready for Muster.
    static TestCluster start(Path folder, List<String> configuration) throws Exception {
        return start(embedded(), folder, List.of(), configuration);
    }

    /// A copy of a cluster that is made once for each kind of programs: making one takes seconds.
    static TestCluster start(
            PostgresqlBinaries binaries,
            Path folder,
            List<String> initdb,
            List<String> configuration)
            throws Exception {
        PostgresqlServer server = copy(binaries, folder, initdb, configuration);
        server.start();
        return new TestCluster(server);
    }

    /// What lies in a folder already.
    static TestCluster existing(PostgresqlBinaries binaries, Path folder) throws Exception {
        PostgresqlServer server =
                PostgresqlServer.existing(binaries, folder, Ports.free(), new RealTiming());
        server.configure(SETTINGS);
        server.start();
        return new TestCluster(server);
    }

    /// A standby of a running cluster that was made from the same template: it begins where that
    /// one began, so the primary must still have all its log.
    static TestCluster standby(
            PostgresqlBinaries binaries,
            TestCluster primary,
            Path folder,
            List<String> initdb,
            List<String> configuration)
            throws Exception {
        List<String> lines = new ArrayList<>(following(primary));
        lines.addAll(configuration);
        PostgresqlServer server = copy(binaries, folder, initdb, lines);
        Files.createFile(server.data().resolve("standby.signal"));
        server.start();
        return new TestCluster(server);
    }

    static List<String> following(TestCluster primary) {
        return List.of(
                "primary_conninfo = 'host=127.0.0.1 port="
                        + primary.port()
                        + " user=muster password=''"
                        + PASSWORD
                        + "'' application_name=standby'",
                "wal_retrieve_retry_interval = 100ms");
    }

    private static PostgresqlServer copy(
            PostgresqlBinaries binaries,
            Path folder,
            List<String> initdb,
            List<String> configuration)
            throws Exception {
        Path template = template(binaries, initdb);
        Files.createDirectories(folder);
        int status =
                new ProcessBuilder("cp", "-a", template.resolve("data").toString(), "data")
                        .directory(folder.toFile())
                        .inheritIO()
                        .start()
                        .waitFor();
        if (status != 0) {
            throw new AssertionError("cp ended with " + status);
        }
        PostgresqlServer server =
                PostgresqlServer.existing(binaries, folder, Ports.free(), new RealTiming());
        List<String> lines = new ArrayList<>(SETTINGS);
        lines.addAll(configuration);
        server.configure(lines);
        return server;
    }

    private static synchronized Path template(PostgresqlBinaries binaries, List<String> initdb)
            throws Exception {
        String kind = binaries.major() + String.join("", initdb).replaceAll("[^a-zA-Z0-9]", "");
        String name = kind + "-" + Digest.of(ProviderPage.text()).brief();
        Path folder = CACHE.toAbsolutePath().resolveSibling("template-" + name);
        if (Files.exists(folder)) {
            return folder;
        }
        Path draft = Files.createTempDirectory(CACHE.toAbsolutePath().getParent(), "template");
        PostgresqlServer server =
                PostgresqlServer.create(
                        binaries,
                        draft,
                        Ports.free(),
                        new PostgresqlServer.Options(new Secret(PASSWORD), initdb, SETTINGS),
                        new RealTiming());
        server.start();
        try (TestCluster cluster = new TestCluster(server)) {
            cluster.grant(binaries.major());
            server.stop();
        }
        Files.move(draft, folder, StandardCopyOption.ATOMIC_MOVE);
        return folder;
    }

    /// Exactly what the provider's page lists, typed from the page itself.
    private void grant(int major) throws SQLException {
        execute("CREATE TABLE numbers (n int PRIMARY KEY, at timestamptz DEFAULT now())");
        for (String statement : ProviderPage.statements()) {
            if (major >= 15 || !statement.contains("ON PARAMETER")) {
                execute(
                        statement
                                .replace("'secret'", "'" + PASSWORD + "'")
                                .replace(" ON orders ", " ON numbers "));
            }
        }
        try {
            List<String> lines = new ArrayList<>(ProviderPage.admission("127.0.0.1/32"));
            lines.add("host all postgres 127.0.0.1/32 scram-sha-256");
            Files.write(server.data().resolve("pg_hba.conf"), lines);
        } catch (IOException error) {
            throw new UncheckedIOException(error);
        }
    }

    /// Stops it in order and starts it with further lines of configuration.
    void restart(String... lines) throws InterruptedException {
        connection = null;
        server.stop();
        server.configure(List.of(lines));
        server.start();
    }

    PostgresqlServer server() {
        return server;
    }

    int port() {
        return server.port();
    }

    /// As superuser.
    void execute(String sql) throws SQLException {
        try (Statement statement = superuser().createStatement()) {
            statement.execute(sql);
        }
    }

    /// The only column of the only row, as superuser.
    String value(String sql) throws SQLException {
        return value(superuser(), sql);
    }

    static String value(Connection connection, String sql) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet result = statement.executeQuery(sql)) {
            result.next();
            return String.valueOf(result.getString(1));
        }
    }

    void write(int number) throws SQLException {
        execute("INSERT INTO numbers (n) VALUES (" + number + ")");
    }

    LogPosition end() throws SQLException {
        return end(superuser());
    }

    /// The end of the log of any cluster on this machine.
    static LogPosition end(int port) throws SQLException {
        try (Connection connection = connect(port, "postgres", PostgresqlServer.SUPERUSER)) {
            return end(connection);
        }
    }

    private static LogPosition end(Connection connection) throws SQLException {
        String system = value(connection, "SELECT system_identifier FROM pg_control_system()");
        // the control file learns of a new timeline only with its first checkpoint
        String file = value(connection, "SELECT pg_walfile_name(pg_current_wal_lsn())");
        String flushed = value(connection, "SELECT pg_current_wal_flush_lsn()");
        return new Line(system, Integer.parseInt(file.substring(0, 8), 16))
                .at(Lsn.parse(flushed).orElseThrow());
    }

    /// After a kill.
    void startAgain() throws InterruptedException {
        connection = null;
        server.start();
    }

    /// Takes over, and returns once it takes writes.
    void promote() throws SQLException {
        if (!value("SELECT pg_promote()").equals("t")) {
            throw new AssertionError("it was not promoted");
        }
    }

    /// Waits until this standby has replayed what another cluster has written.
    void awaitReplayOf(TestCluster other) throws Exception {
        String end = other.value("SELECT pg_current_wal_flush_lsn()");
        while (!value("SELECT coalesce(pg_last_wal_replay_lsn() >= '" + end + "', false)")
                .equals("t")) {
            Thread.sleep(5);
        }
    }

    /// Writes into any cluster on this machine.
    static void insert(int port, int number) throws SQLException {
        try (Connection connection = connect(port, "postgres", PostgresqlServer.SUPERUSER);
                Statement statement = connection.createStatement()) {
            statement.execute("INSERT INTO numbers (n) VALUES (" + number + ")");
        }
    }

    /// The connection was cut.
    void forget() {
        connection = null;
    }

    private Connection superuser() throws SQLException {
        Connection open = connection;
        if (open == null || open.isClosed()) {
            open = connect(port(), "postgres", PostgresqlServer.SUPERUSER);
            connection = open;
        }
        return open;
    }

    static Connection connect(int port, String database, String user) throws SQLException {
        return DriverManager.getConnection(
                "jdbc:postgresql://127.0.0.1:" + port + "/" + database + "?socketTimeout=60",
                user,
                PASSWORD);
    }

    static Set<Integer> numbers(int port) throws SQLException {
        Set<Integer> numbers = new HashSet<>();
        try (Connection connection = connect(port, "postgres", PostgresqlServer.SUPERUSER);
                Statement statement = connection.createStatement();
                ResultSet result = statement.executeQuery("SELECT n FROM numbers")) {
            while (result.next()) {
                numbers.add(result.getInt(1));
            }
        }
        return numbers;
    }

    @Override
    public void close() {
        server.close();
    }
}
