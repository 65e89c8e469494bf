package dev.muster.bench;

import dev.muster.model.Secret;
import dev.muster.servers.Ports;
import dev.muster.servers.PostgresqlBinaries;
import dev.muster.servers.PostgresqlServer;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/// A PostgreSQL in one region, a `muster serve` that captures it in another, both as processes of
/// their own.
final class CaptureBed implements AutoCloseable {
    static final String PASSWORD = "bench";

    private final Lab lab;
    private final Path folder;
    private final PostgresqlServer server;
    private final Process daemon;

    private CaptureBed(Lab lab, Path folder, PostgresqlServer server, Process daemon) {
        this.lab = lab;
        this.folder = folder;
        this.server = server;
        this.daemon = daemon;
    }

    /// How the log is captured.
    ///
    /// @param synchronous whether commits wait for the capture
    /// @param logs the other settings, in the strategy's words
    /// @param south the vault's copy in the other region, in the strategy's words
    record How(boolean synchronous, String logs, String south) {
        /// A receiver in the other region, whose vault is a folder.
        static How streamed(boolean synchronous) {
            return new How(
                    synchronous, "capture-from: south", "url: \"file://${env:PWD}/south/vault\"");
        }

        /// A receiver beside the source, which ships to a bucket in the other region.
        static How shipped(int port) {
            return new How(
                    true,
                    "capture-from: north, ship: \"every 200ms\"",
                    "url: \"%s\", credentials: { access-key: \"%s\", secret-key: \"${file:secret}\" }"
                            .formatted(Minio.url(port), Minio.ACCESS_KEY));
        }
    }

    static CaptureBed start(Lab lab, How how)
            throws IOException, InterruptedException, SQLException {
        Path folder = Files.createTempDirectory("muster-bench-capture-");
        Clock clock = new Clock();
        PostgresqlBinaries binaries =
                PostgresqlBinaries.embedded(lab.root().resolve("target/bench/postgresql"));
        PostgresqlServer server =
                PostgresqlServer.create(
                        binaries,
                        folder.resolve("north"),
                        Ports.free(),
                        new PostgresqlServer.Options(
                                new Secret(PASSWORD), List.of(), List.of("max_wal_size = 4GB")),
                        clock);
        server.start();
        try {
            Files.writeString(folder.resolve("muster.yaml"), strategy(server, how, 1));
            Files.writeString(folder.resolve("password"), PASSWORD);
            Files.writeString(folder.resolve("secret"), Minio.SECRET_KEY);
            Files.createDirectory(folder.resolve("south"));
            command(lab, folder, "vault", "init").waitFor();
            Process daemon = command(lab, folder, "serve");
            CaptureBed bed = new CaptureBed(lab, folder, server, daemon);
            bed.awaitCapture(how.synchronous());
            return bed;
        } catch (IOException | InterruptedException | SQLException | RuntimeException failed) {
            server.close();
            throw failed;
        }
    }

    /// @param recovered the port that a restored server would have
    static String strategy(PostgresqlServer server, How how, int recovered) {
        return """
        strategy: bench
        tiers: { standard: { rpo: 1m, rto: 30m } }
        regions:
          north: { provider: local, folder: "${env:PWD}/north" }
          south: { provider: local, folder: "${env:PWD}/south" }
        vaults:
          main:
            url: "file://${env:PWD}/north/vault"
            region: north
            copies: [ { %s, region: south } ]
        contacts: { you: { name: You, email: you@example.com } }
        components:
          db:
            kind: postgresql
            tier: standard
            region: north
            owner: you
            connection: { host: 127.0.0.1, port: %d, user: postgres, password: "${file:password}", database: postgres }
            protect:
              vault: main
              full: "0 0 1 1 *"
              logs: { %s, durability: region, synchronous: %s }
            recover:
              in: south
              method: restore
              server: { bin: "%s", data: "${env:PWD}/south/db", port: %d }
        scenarios:
          region-loss: { lose: { region: north }, recover-in: [ south ] }
        """
                .formatted(
                        how.south(),
                        server.port(),
                        how.logs(),
                        how.synchronous(),
                        server.bin(),
                        recovered);
    }

    static Process command(Lab lab, Path folder, String... words) throws IOException {
        List<String> all = new ArrayList<>();
        all.add(lab.root().resolve("muster").toString());
        all.addAll(List.of(words));
        ProcessBuilder builder =
                new ProcessBuilder(all)
                        .directory(folder.toFile())
                        .redirectInput(new File("/dev/null"))
                        .redirectErrorStream(true)
                        .redirectOutput(
                                ProcessBuilder.Redirect.appendTo(
                                        folder.resolve("muster.log").toFile()));
        Map<String, String> environment = builder.environment();
        environment.put("PWD", folder.toString());
        environment.put("XDG_CONFIG_HOME", folder.resolve("config").toString());
        environment.put("XDG_STATE_HOME", folder.resolve("state").toString());
        return builder.start();
    }

    private void awaitCapture(boolean synchronous)
            throws SQLException, InterruptedException, IOException {
        String wanted = synchronous ? "sync_state in ('sync', 'quorum')" : "state = 'streaming'";
        long deadline = System.nanoTime() + TimeUnit.MINUTES.toNanos(2);
        try (Connection connection = connect();
                Statement statement = connection.createStatement()) {
            while (!isTrue(
                    statement,
                    "select count(*) = 1 from pg_stat_replication where application_name ="
                            + " 'muster_db' and "
                            + wanted)) {
                if (!daemon.isAlive() || System.nanoTime() > deadline) {
                    throw new IOException(
                            "muster serve does not capture: "
                                    + Files.readString(folder.resolve("muster.log")));
                }
                Thread.sleep(100);
            }
        }
    }

    static boolean isTrue(Statement statement, String query) throws SQLException {
        try (ResultSet row = statement.executeQuery(query)) {
            return row.next() && row.getBoolean(1);
        }
    }

    Connection connect() throws SQLException {
        return DriverManager.getConnection(
                "jdbc:postgresql://127.0.0.1:" + server.port() + "/postgres", "postgres", PASSWORD);
    }

    @Override
    public void close() throws IOException {
        daemon.destroy();
        try {
            daemon.onExit().get(30, TimeUnit.SECONDS);
        } catch (InterruptedException | ExecutionException | TimeoutException late) {
            daemon.destroyForcibly();
        }
        server.close();
        lab.delete(folder);
    }
}
