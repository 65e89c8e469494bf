package dev.muster.app;

import static org.assertj.core.api.Assertions.assertThat;

import dev.muster.app.TwoRegions.Protection;
import dev.muster.servers.Ports;
import dev.muster.servers.PostgresqlBinaries;
import dev.muster.servers.PostgresqlServer;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
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
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// All is lost but one copy of the vault and the recovery key, and there is no Muster.
class VaultReaderIT {
    @TempDir Path temporary;

    @Test
    void theJarInTheVaultBringsADatabaseBackWithEveryAcknowledgedCommit() throws Exception {
        Path folder = temporary.toRealPath();
        Protection onFolders = Protection.onFolders(folder);
        Protection inTheVault =
                new Protection(
                        onFolders.url(),
                        onFolders.copy(),
                        "capture-from: south, ship: stream, durability: vault, synchronous: true,"
                                + " on-capture-lost: stall");
        try (TwoRegions regions = TwoRegions.start(folder, inTheVault)) {
            succeeds(folder, "vault", "init");
            MusterChild serve = MusterChild.start(folder, Map.of(), "serve");
            serve.awaitWords("new in the vault");
            serve.awaitWords("commits wait for the capture");
            Set<Long> acknowledged;
            try (NumberWriter writer = new NumberWriter(regions)) {
                writer.awaitMore();
                writer.awaitMore();
                acknowledged = writer.acknowledged();
            }
            serve.kill();
            String kit = succeeds(folder, "vault", "kit").out();
            regions.loseNorth();

            Path desk = Files.createDirectories(folder.resolve("desk"));
            Path key = folder.resolve("config/muster/keys/counted/main/recovery.key");
            // as the printed page says
            sh(desk, line(kit, "cp '" + regions.vault("south")));
            assertThat(sh(desk, line(kit, "echo '"))).contains("muster-reader.jar: OK");
            String vault = regions.vault("south").toString();
            assertThat(java(desk, "list", "--vault", vault)).contains("\ndb\n");
            String told =
                    java(
                            desk,
                            "restore",
                            "db",
                            "newest",
                            "--vault",
                            vault,
                            "--key",
                            key.toString(),
                            "--into",
                            "restored/data");
            assertThat(told).contains("start it with PostgreSQL 18", "pg_ctl -D");
            assertThat(numbers(desk.resolve("restored"))).containsAll(acknowledged);
            // nothing but what was asked for
            try (Stream<Path> left = Files.list(desk)) {
                assertThat(left.map(it -> it.getFileName().toString()))
                        .containsExactlyInAnyOrder("muster-reader.jar", "restored");
            }
        }
    }

    private static MusterChild succeeds(Path folder, String... words) throws Exception {
        Path jar =
                Path.of(
                                VaultReaderIT.class
                                        .getProtectionDomain()
                                        .getCodeSource()
                                        .getLocation()
                                        .getPath())
                        .resolveSibling("dist/lib/program/muster-reader.jar");
        MusterChild child =
                MusterChild.start(folder, Map.of("MUSTER_READER_JAR", jar.toString()), words);
        assertThat(child.end()).as(child.words()).isZero();
        return child;
    }

    private static String line(String kit, String beginning) {
        return kit.lines().filter(line -> line.startsWith(beginning)).findFirst().orElseThrow();
    }

    private static String java(Path desk, String... words) throws Exception {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(List.of("-XX:TieredStopAtLevel=1", "-jar", "muster-reader.jar"));
        command.addAll(List.of(words));
        return run(desk, command);
    }

    private static String sh(Path desk, String line) throws Exception {
        return run(desk, List.of("sh", "-c", line));
    }

    private static String run(Path desk, List<String> command)
            throws IOException, InterruptedException {
        ProcessBuilder builder =
                new ProcessBuilder(command).directory(desk.toFile()).redirectErrorStream(true);
        builder.environment().keySet().removeIf(name -> !name.equals("PATH"));
        Process process = builder.start();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).as(command + "\n" + said).isZero();
        return said;
    }

    /// What the numbers are once PostgreSQL itself has replayed the log.
    private static Set<Long> numbers(Path folder) throws InterruptedException, SQLException {
        PostgresqlServer restored =
                PostgresqlServer.existing(
                        PostgresqlBinaries.embedded(
                                Path.of("target", "postgresql").toAbsolutePath()),
                        folder,
                        Ports.free(),
                        new SystemTiming());
        try (restored) {
            restored.configure(List.of());
            restored.start();
            return numbers(restored.port());
        }
    }

    private static Set<Long> numbers(int port) throws SQLException {
        Set<Long> numbers = new TreeSet<>();
        try (Connection connection =
                        DriverManager.getConnection(
                                "jdbc:postgresql://127.0.0.1:" + port + "/counted",
                                PostgresqlServer.SUPERUSER,
                                TwoRegions.PASSWORD);
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery("select n from numbers")) {
            while (rows.next()) {
                assertThat(numbers.add(rows.getLong(1))).isTrue();
            }
        }
        return numbers;
    }
}
