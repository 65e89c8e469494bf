package dev.muster.provider.postgresql;

import static org.assertj.core.api.Assertions.assertThat;

import dev.muster.model.RestoreTarget;
import dev.muster.provider.BackupReader;
import dev.muster.provider.Verification.Check;
import dev.muster.provider.postgresql.kind.PostgresqlSettings;
import dev.muster.testkit.CaptureRun;
import dev.muster.testkit.MemoryLog;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/// The path that counts, backup, capture, loss, a moment brought back, verification, with every
/// major version, each as an unusual cluster: its size of log segments, with page checksums and
/// without.
@Timeout(180)
class PostgresqlMajorsIT {
    @TempDir Path folder;
    private Scene scene;
    private Lab lab;

    static Stream<Arguments> clusters() {
        return Stream.of(
                Arguments.of(14, List.of("--wal-segsize=1")),
                Arguments.of(15, List.of("--wal-segsize=64", "--data-checksums")),
                Arguments.of(16, List.of("--data-checksums")),
                Arguments.of(17, List.of()),
                Arguments.of(18, List.of("--wal-segsize=64", "--no-data-checksums")));
    }

    @ParameterizedTest
    @MethodSource("clusters")
    void everyMajorComesBackToAMoment(int major, List<String> initdb) throws Exception {
        lab = new Lab(folder.resolve("work"));
        try (TestCluster cluster =
                TestCluster.start(
                        TestCluster.embedded(major), folder.resolve("north"), initdb, List.of())) {
            scene = Scene.of(cluster, folder.resolve("south"));
            recoveredToAMoment(cluster);
            assertEverythingIsThere(major, initdb);
        } finally {
            scene.killRestored();
        }
    }

    private void recoveredToAMoment(TestCluster cluster) throws Exception {
        content(cluster);
        MemoryLog log = new MemoryLog();
        BackupReader base;
        Instant moment;
        try (CaptureRun<PostgresqlSettings> capture = lab.capturing(scene, log)) {
            base = lab.backup(scene);
            cluster.write(1);
            cluster.execute("SELECT pg_switch_wal()");
            cluster.write(2);
            cluster.execute("INSERT INTO distant SELECT generate_series(5001, 9000)");
            cluster.execute("SELECT lo_from_bytea(4711, convert_to('later', 'UTF8'))");
            lab.timing.pause(Duration.ofMillis(20));
            moment = lab.timing.instant();
            lab.timing.pause(Duration.ofMillis(20));
            cluster.execute("DROP TABLE numbers");
            capture.awaitAll(cluster.end());
        }
        cluster.server().kill();
        lab.recover(scene, base, log, new RestoreTarget.AtTime(moment));
    }

    private void content(TestCluster cluster) throws Exception {
        Files.createDirectories(folder.resolve("space"));
        cluster.execute("CREATE TABLESPACE far LOCATION '" + folder.resolve("space") + "'");
        cluster.execute("CREATE TABLE distant (n int) TABLESPACE far");
        cluster.execute("INSERT INTO distant SELECT generate_series(1, 5000)");
        cluster.execute("CREATE UNLOGGED TABLE fleeting AS SELECT 1 AS n");
        cluster.execute("SELECT lo_from_bytea(4710, decode(repeat('00ff', 100000), 'hex'))");
        cluster.execute("CREATE DATABASE latin ENCODING 'LATIN1' LOCALE 'C' TEMPLATE template0");
        try (Connection latin = TestCluster.connect(cluster.port(), "latin", "postgres")) {
            latin.createStatement().execute("CREATE TABLE words AS SELECT 'Füße' AS word");
        }
    }

    private void assertEverythingIsThere(int major, List<String> initdb) throws Exception {
        assertThat(TestCluster.numbers(scene.southPort())).containsExactlyInAnyOrder(1, 2);
        assertThat(value("postgres", "SHOW server_version_num")).startsWith(major + "00");
        assertThat(value("postgres", "SELECT count(*) FROM distant")).isEqualTo("9000");
        assertThat(value("postgres", "SELECT count(*) FROM fleeting")).isEqualTo("0");
        assertThat(
                        value(
                                "postgres",
                                "SELECT md5(lo_get(4710)) = md5(decode(repeat('00ff', 100000),"
                                        + " 'hex')) AND convert_from(lo_get(4711), 'UTF8') = 'later'"))
                .isEqualTo("t");
        assertThat(value("latin", "SELECT word FROM words")).isEqualTo("Füße");
        assertThat(value("postgres", "SHOW data_checksums"))
                .isEqualTo(checksums(major, initdb) ? "on" : "off");
        assertThat(lab.verify(scene).checks()).allMatch(Check::passed);
    }

    /// The default since 18.
    private static boolean checksums(int major, List<String> initdb) {
        return initdb.contains("--data-checksums")
                || (major >= 18 && !initdb.contains("--no-data-checksums"));
    }

    private String value(String database, String sql) throws Exception {
        try (Connection connection = TestCluster.connect(scene.southPort(), database, "postgres")) {
            return TestCluster.value(connection, sql);
        }
    }
}
