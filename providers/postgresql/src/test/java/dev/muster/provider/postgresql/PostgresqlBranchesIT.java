package dev.muster.provider.postgresql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.muster.model.LogPosition;
import dev.muster.model.MusterException;
import dev.muster.model.RestoreTarget;
import dev.muster.provider.BackupReader;
import dev.muster.provider.LogReader.Range;
import dev.muster.provider.postgresql.kind.PostgresqlErrors;
import dev.muster.provider.postgresql.kind.PostgresqlSettings;
import dev.muster.provider.postgresql.log.Line;
import dev.muster.testkit.CaptureRun;
import dev.muster.testkit.MemoryBackup;
import dev.muster.testkit.MemoryLog;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// Gaps, branches of history, backups that stand alone, and damage on the source.
@Timeout(180)
class PostgresqlBranchesIT {
    private static final RestoreTarget LATEST = new RestoreTarget.Latest();

    @TempDir Path folder;
    private TestCluster cluster;
    private Scene scene;
    private Lab lab;

    @BeforeEach
    void start() throws Exception {
        cluster =
                TestCluster.start(
                        TestCluster.embedded(),
                        folder.resolve("north"),
                        List.of("--wal-segsize=1", "--data-checksums"),
                        List.of(
                                "max_wal_size = 8MB",
                                "min_wal_size = 2MB",
                                "max_slot_wal_keep_size = 4MB"));
        scene = Scene.of(cluster, folder.resolve("south"));
        lab = new Lab(folder.resolve("work"));
    }

    @AfterEach
    void stop() throws Exception {
        scene.killRestored();
        cluster.close();
    }

    @Test
    void aBackupWithoutCaptureComesBackAlone() throws Exception {
        cluster.write(1);

        BackupReader base = lab.backup(scene.withoutLogs());
        cluster.write(2);
        lab.recover(scene, base, new MemoryLog(), LATEST);

        assertThat(TestCluster.numbers(scene.southPort())).isEqualTo(Set.of(1));
        assertThat(cluster.value("SELECT count(*) FROM pg_replication_slots")).isEqualTo("0");
    }

    @Test
    void aBackupWhoseLogWasNeverCapturedComesBackAlone() throws Exception {
        cluster.write(1);

        BackupReader base = lab.backup(scene);
        cluster.write(2);
        lab.recover(scene, base, new MemoryLog(), LATEST);

        assertThat(TestCluster.numbers(scene.southPort())).isEqualTo(Set.of(1));
    }

    @Test
    void aBackupHoldsWhatThePeersHoldAndNothingThatMustNotBe() throws Exception {
        cluster.execute("CREATE UNLOGGED TABLE fleeting AS SELECT generate_series(1, 10000)");
        String fleeting = cluster.value("SELECT pg_relation_filepath('fleeting')");
        MemoryBackup backup = new MemoryBackup();

        lab.backup(scene, backup);

        assertThat(backup.paths())
                .contains(
                        "backup_label", "backup_manifest", "global/pg_control", fleeting + "_init")
                .doesNotContain("postmaster.pid", "postmaster.opts", fleeting)
                .anyMatch(path -> path.matches("pg_wal/[0-9A-F]{24}"))
                .noneMatch(path -> path.startsWith("pg_replslot/"));
        assertThat(backup.pageSize("global/1262")).isEqualTo(8192);
        assertThat(backup.pageSize("global/pg_control")).isZero();
    }

    @Test
    void logThatTheSlotLostIsAGapAndCaptureCanBeginAnew() throws Exception {
        MemoryLog log = new MemoryLog();
        BackupReader before;
        try (CaptureRun<PostgresqlSettings> capture = lab.capturing(scene, log)) {
            before = lab.backup(scene);
            capture.awaitAll(cluster.end());
        }
        loseLog();

        try (CaptureRun<PostgresqlSettings> capture = lab.capturing(scene, log)) {
            capture.awaitEnd();
            assertThat(capture.failure())
                    .isInstanceOfSatisfying(
                            MusterException.class,
                            error -> {
                                assertThat(error.code()).isEqualTo(PostgresqlErrors.GAP);
                                assertThat(error.hint()).contains("muster backup orders-db");
                            });
        }
        log.acceptGap();
        BackupReader after;
        assertThatThrownBy(() -> lab.backup(scene))
                .isInstanceOf(MusterException.class)
                .hasMessageContaining("keeps no log");
        try (CaptureRun<PostgresqlSettings> capture = lab.capturing(scene, log)) {
            while (!capture.stage().startsWith("capturing")) {
                lab.timing.pause(Duration.ofMillis(5));
            }
            after = lab.backup(scene);
            cluster.write(1);
            capture.awaitAll(cluster.end());
        }

        assertThat(log.ranges()).hasSize(2);
        assertThatThrownBy(() -> lab.restore(scene, before, log, LATEST))
                .isInstanceOfSatisfying(
                        MusterException.class,
                        error -> assertThat(error.code()).isEqualTo(PostgresqlErrors.HOLE));
        lab.recover(scene, after, log, LATEST);
        assertThat(TestCluster.numbers(scene.southPort())).isEqualTo(Set.of(1));
    }

    private void loseLog() throws Exception {
        String lost = "SELECT count(*) FROM pg_replication_slots WHERE wal_status = 'lost'";
        while (cluster.value(lost).equals("0")) {
            cluster.execute("SELECT pg_switch_wal()");
            cluster.execute("CREATE TABLE filler AS SELECT generate_series(1, 20000)");
            cluster.execute("DROP TABLE filler");
            cluster.execute("CHECKPOINT");
        }
    }

    @Test
    void aClusterThatTookOverIsCapturedAsABranchOfTheOld() throws Exception {
        MemoryLog log = new MemoryLog();
        BackupReader base;
        LogPosition onTheOld;
        try (CaptureRun<PostgresqlSettings> capture = lab.capturing(scene, log)) {
            base = lab.backup(scene);
            cluster.write(1);
            onTheOld = cluster.end();
            cluster.write(2);
            capture.awaitAll(cluster.end());
        }
        cluster.server().kill();
        lab.recover(scene, base, log, LATEST);
        Scene second = scene.at(scene.southPort());
        try (CaptureRun<PostgresqlSettings> capture = lab.capturing(second, log)) {
            TestCluster.insert(scene.southPort(), 3);
            capture.awaitAll(TestCluster.end(scene.southPort()));
        }
        scene.killRestored();
        Scene third = Scene.of(cluster, folder.resolve("east"));
        Scene fourth = Scene.of(cluster, folder.resolve("west"));
        try {
            lab.recover(third, base, log, LATEST);
            assertThat(TestCluster.numbers(third.southPort())).isEqualTo(Set.of(1, 2, 3));
            assertThat(log.ranges())
                    .extracting(Range::from)
                    .extracting(from -> Line.of(from).timeline())
                    .containsExactly(1, 2);

            lab.recover(fourth, base, log, new RestoreTarget.AtPosition(onTheOld));
            assertThat(TestCluster.numbers(fourth.southPort())).isEqualTo(Set.of(1));
            assertThat(TestCluster.end(fourth.southPort()).line()).endsWith(".00000003");
        } finally {
            third.killRestored();
            fourth.killRestored();
        }
    }

    @Test
    void anotherClusterAtTheAddressIsTold() throws Exception {
        MemoryLog log = new MemoryLog();
        log.append(
                new Line("4711", 1).at(1 << 24),
                java.nio.ByteBuffer.allocate(8),
                lab.timing.instant());
        log.flush();

        try (CaptureRun<PostgresqlSettings> capture = lab.capturing(scene, log)) {
            capture.awaitEnd();
            assertThat(capture.failure())
                    .isInstanceOfSatisfying(
                            MusterException.class,
                            error ->
                                    assertThat(error.code())
                                            .isEqualTo(PostgresqlErrors.OTHER_CLUSTER));
        }
    }

    @Test
    void aDamagedPageOfTheSourceFailsTheBackupWithItsPlace() throws Exception {
        cluster.execute("CREATE TABLE hurt AS SELECT generate_series(1, 1000) AS n");
        cluster.execute("CHECKPOINT");
        String path = cluster.value("SELECT pg_relation_filepath('hurt')");
        Path file = cluster.server().data().resolve(path);
        byte[] bytes = Files.readAllBytes(file);
        bytes[8192 + 4000] ^= 1;
        Files.write(file, bytes, StandardOpenOption.WRITE);

        assertThatThrownBy(() -> lab.backup(scene))
                .isInstanceOfSatisfying(
                        MusterException.class,
                        error -> {
                            assertThat(error.code()).isEqualTo(PostgresqlErrors.BAD_PAGES);
                            assertThat(error).hasMessageContaining(path);
                        });
    }

    @Test
    void aConnectionThatIsLostEndsTheCaptureWithoutAnError() throws Exception {
        MemoryLog log = new MemoryLog();
        try (CaptureRun<PostgresqlSettings> capture = lab.capturing(scene, log)) {
            capture.awaitAll(cluster.end());
            cluster.server().kill();

            capture.awaitEnd();

            assertThat(capture.failure()).isNull();
            assertThat(capture.stage()).startsWith("connection lost");
        }
        cluster.server().start();
        cluster.forget();
        try (CaptureRun<PostgresqlSettings> capture = lab.capturing(scene, log)) {
            cluster.write(1);
            capture.awaitAll(cluster.end());
        }
        assertThat(log.ranges()).hasSize(1);
    }
}
