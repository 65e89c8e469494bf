package dev.muster.provider.mariadb;

import dev.muster.kind.Port;
import dev.muster.kind.Tls;
import dev.muster.model.Address;
import dev.muster.model.ComponentId;
import dev.muster.model.LogPosition;
import dev.muster.model.Secret;
import dev.muster.provider.mariadb.kind.MariadbSettings;
import dev.muster.provider.mariadb.replication.BinlogStream;
import dev.muster.provider.mariadb.source.Endpoint;
import dev.muster.servers.Peers;
import dev.muster.servers.Ports;
import dev.muster.servers.ServerProcess;
import dev.muster.testkit.RealTiming;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/// A real server with the user `muster`, which has the grants of docs/mariadb.md and no more.
final class TestServer implements AutoCloseable {
    static final String PASSWORD = "top secret";

    private static final RealTiming TIMING = new RealTiming();
    private static final Path TEMPLATE = Path.of("target", "mariadb-template").toAbsolutePath();

    private final Path folder;
    private final int port;
    private final List<String> options;
    private @Nullable ServerProcess process;
    private @Nullable Connection connection;

    private TestServer(Path folder, int port, List<String> options) {
        this.folder = folder;
        this.port = port;
        this.options = options;
    }

    /// Where `--peers` unpacked the distribution's packages.
    static Path peer() {
        return Peers.folder("mariadb-debian", "bin/mariadbd");
    }

    static Path bin() {
        return peer().resolve("bin");
    }

    /// What any server of the unpacked packages needs to find its files.
    static Path config(Path folder) throws IOException {
        Path root = peer().resolve("root/usr");
        Path file = folder.resolve("place.cnf");
        Files.createDirectories(folder);
        Files.write(
                file,
                List.of(
                        "[mariadbd]",
                        "user=" + System.getProperty("user.name"),
                        "basedir=" + root,
                        "plugin-dir=" + root.resolve("lib/mysql/plugin"),
                        "lc-messages-dir=" + root.resolve("share/mysql"),
                        "character-sets-dir=" + root.resolve("share/mysql/charsets"),
                        "innodb-buffer-pool-size=32M",
                        "innodb-flush-log-at-trx-commit=1"));
        return file;
    }

    /// A running server, ready for Muster.
    static TestServer start(Path folder, String... options) throws Exception {
        Path template = template();
        Files.createDirectories(folder);
        run(List.of("cp", "-a", template.toString(), folder.resolve("data").toString()));
        TestServer server = new TestServer(folder, Ports.free(), List.of(options));
        server.startAgain();
        server.execute("CREATE DATABASE shop");
        server.execute("CREATE TABLE shop.numbers (n INT PRIMARY KEY)");
        server.execute("CREATE USER muster@'%' IDENTIFIED BY '" + PASSWORD + "'");
        server.execute(
                "GRANT RELOAD, PROCESS, BINLOG MONITOR, REPLICATION SLAVE ON *.* TO muster@'%'");
        server.execute("GRANT SELECT ON shop.numbers TO muster@'%'");
        return server;
    }

    private static synchronized Path template() throws Exception {
        if (!Files.exists(TEMPLATE)) {
            Path draft = Files.createTempDirectory(TEMPLATE.getParent(), "mariadb");
            Path root = peer().resolve("root/usr");
            run(
                    List.of(
                            bin().resolve("mariadb-install-db").toString(),
                            "--no-defaults",
                            "--user=" + System.getProperty("user.name"),
                            "--auth-root-authentication-method=normal",
                            "--skip-test-db",
                            "--basedir=" + root,
                            "--lc-messages-dir=" + root.resolve("share/mysql"),
                            "--innodb-log-file-size=8M",
                            "--datadir=" + draft.resolve("data")));
            Files.move(draft.resolve("data"), TEMPLATE);
        }
        return TEMPLATE;
    }

    private static void run(List<String> words) throws Exception {
        Process process =
                new ProcessBuilder(words)
                        .redirectErrorStream(true)
                        .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                        .start();
        if (process.waitFor() != 0) {
            throw new AssertionError(words + " ended with " + process.exitValue());
        }
    }

    void startAgain() throws Exception {
        connection = null;
        List<String> words =
                new ArrayList<>(
                        List.of(
                                bin().resolve("mariadbd").toString(),
                                "--defaults-file=" + config(folder),
                                "--user=" + System.getProperty("user.name"),
                                "--datadir=" + data(),
                                "--socket=m.sock",
                                "--port=" + port,
                                "--bind-address=127.0.0.1",
                                "--server-id=11",
                                "--log-bin=binlog",
                                "--binlog-format=ROW",
                                "--innodb-log-file-size=8M",
                                "--plugin-load-add=auth_ed25519"));
        words.addAll(options);
        ServerProcess begun = ServerProcess.start(folder, "mariadb", words, TIMING);
        process = begun;
        long deadline = System.nanoTime() + Duration.ofSeconds(20).toNanos();
        while (true) {
            try {
                connection = connect(port);
                return;
            } catch (SQLException notYet) {
                if (!begun.isAlive() || System.nanoTime() > deadline) {
                    throw new AssertionError(begun.logEnd(), notYet);
                }
                TIMING.pause(Duration.ofMillis(20));
            }
        }
    }

    void kill() throws InterruptedException {
        connection = null;
        ServerProcess running = process;
        if (running != null) {
            running.kill();
        }
    }

    int port() {
        return port;
    }

    Path data() {
        return folder.resolve("data");
    }

    static Connection connect(int port) throws SQLException {
        return DriverManager.getConnection(
                "jdbc:mariadb://127.0.0.1:"
                        + port
                        + "/?user=root&sslMode=disable&socketTimeout=60000");
    }

    private Connection open() throws SQLException {
        Connection known = connection;
        if (known == null || known.isClosed()) {
            known = connect(port);
            connection = known;
        }
        return known;
    }

    /// As administrator.
    void execute(String sql) throws SQLException {
        try (Statement statement = open().createStatement()) {
            statement.execute(sql);
        }
    }

    /// One column of the only row, as administrator.
    String value(String sql, int column) throws SQLException {
        return value(open(), sql, column);
    }

    static String value(Connection connection, String sql, int column) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet result = statement.executeQuery(sql)) {
            result.next();
            return String.valueOf(result.getString(column));
        }
    }

    /// A file that is still sent to a receiver stays, without an error, and the server notices late
    /// that a receiver has gone.
    void purgeTo(String kept) throws SQLException, InterruptedException {
        execute("PURGE BINARY LOGS TO '" + kept + "'");
        while (!value("SHOW BINARY LOGS", 1).equals(kept)) {
            TimeUnit.MILLISECONDS.sleep(20);
            execute("PURGE BINARY LOGS TO '" + kept + "'");
        }
    }

    void write(int number) throws SQLException {
        execute("INSERT INTO shop.numbers VALUES (" + number + ")");
    }

    LogPosition end() throws Exception {
        String file = value("SHOW MASTER STATUS", 1);
        String offset = value("SHOW MASTER STATUS", 2);
        return BinlogStream.identify(endpoint(), 77, file).at(Long.parseLong(offset));
    }

    Endpoint endpoint() {
        return new Endpoint(
                new ComponentId("orders-db"),
                new Address("127.0.0.1", port),
                new MariadbSettings.Connection(
                        "127.0.0.1", new Port(port), "muster", new Secret(PASSWORD), Tls.PREFER));
    }

    static Set<Integer> numbers(int port) throws SQLException {
        Set<Integer> numbers = new HashSet<>();
        try (Connection connection = connect(port);
                Statement statement = connection.createStatement();
                ResultSet result = statement.executeQuery("SELECT n FROM shop.numbers")) {
            while (result.next()) {
                numbers.add(result.getInt(1));
            }
        }
        return numbers;
    }

    @Override
    public void close() {
        connection = null;
        ServerProcess running = process;
        if (running != null) {
            running.close();
        }
    }
}
