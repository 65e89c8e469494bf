package dev.muster.provider.postgresql;

import dev.muster.model.LogPosition;
import dev.muster.model.Secret;
import dev.muster.provider.postgresql.kind.Lsn;
import dev.muster.provider.postgresql.log.Line;
import dev.muster.servers.Ports;
import dev.muster.servers.PostgresqlBinaries;
import dev.muster.servers.PostgresqlServer;
import dev.muster.testkit.RealTiming;
import java.nio.file.Path;
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

    private static final Path CACHE = Path.of("target", "postgresql");

    private final PostgresqlServer server;
    private @Nullable Connection connection;

    private TestCluster(PostgresqlServer server) {
        this.server = server;
    }

    static PostgresqlBinaries embedded() throws InterruptedException {
        return PostgresqlBinaries.embedded(CACHE);
    }

    /// A running cluster, ready for Muster.
    static TestCluster start(Path folder, List<String> configuration) throws Exception {
        return start(embedded(), folder, List.of(), configuration);
    }

    static TestCluster start(
            PostgresqlBinaries binaries,
            Path folder,
            List<String> initdb,
            List<String> configuration)
            throws Exception {
        List<String> lines = new ArrayList<>(List.of("shared_buffers = 32MB"));
        lines.addAll(configuration);
        PostgresqlServer server =
                PostgresqlServer.create(
                        binaries,
                        folder,
                        Ports.free(),
                        new PostgresqlServer.Options(new Secret(PASSWORD), initdb, lines),
                        new RealTiming());
        server.start();
        TestCluster cluster = new TestCluster(server);
        cluster.grant(binaries.major());
        return cluster;
    }

    /// Exactly what README.md of the provider lists.
    private void grant(int major) throws SQLException {
        execute("CREATE ROLE muster LOGIN REPLICATION PASSWORD '" + PASSWORD + "'");
        execute("GRANT pg_monitor TO muster");
        if (major >= 15) {
            execute("GRANT ALTER SYSTEM ON PARAMETER synchronous_standby_names TO muster");
            execute("GRANT EXECUTE ON FUNCTION pg_reload_conf() TO muster");
        }
        execute("CREATE TABLE numbers (n int PRIMARY KEY, at timestamptz DEFAULT now())");
        execute("GRANT SELECT ON numbers TO muster");
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
        String system = value("SELECT system_identifier FROM pg_control_system()");
        int timeline = Integer.parseInt(value("SELECT timeline_id FROM pg_control_checkpoint()"));
        String flushed = value("SELECT pg_current_wal_flush_lsn()");
        return new Line(system, timeline).at(Lsn.parse(flushed).orElseThrow());
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
