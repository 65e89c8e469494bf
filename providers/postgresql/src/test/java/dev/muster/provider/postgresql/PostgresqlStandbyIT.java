package dev.muster.provider.postgresql;

import static org.assertj.core.api.Assertions.assertThat;

import dev.muster.kind.Finding.Severity;
import dev.muster.kind.OnCaptureLost;
import dev.muster.model.Fence;
import dev.muster.model.MusterException;
import dev.muster.model.RestoreTarget;
import dev.muster.provider.BackupReader;
import dev.muster.provider.BackupWriter;
import dev.muster.provider.DataStore.CaptureState;
import dev.muster.provider.Diagnosis.Symptom;
import dev.muster.provider.RestoreReport;
import dev.muster.provider.RestoreRequest;
import dev.muster.provider.postgresql.kind.PostgresqlErrors;
import dev.muster.provider.postgresql.kind.PostgresqlSettings;
import dev.muster.testkit.CaptureRun;
import dev.muster.testkit.MemoryBackup;
import dev.muster.testkit.MemoryLog;
import java.lang.reflect.Proxy;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// Backups and log that are read from a standby.
@Timeout(180)
class PostgresqlStandbyIT {
    private static final RestoreTarget LATEST = new RestoreTarget.Latest();
    private static final List<String> INITDB = List.of("--wal-segsize=1", "--data-checksums");
    private static final List<String> CONFIGURATION =
            List.of("wal_keep_size = 512MB", "max_wal_size = 8MB", "min_wal_size = 2MB");

    @TempDir Path folder;
    private final List<TestCluster> others = new ArrayList<>();
    private TestCluster primary;
    private TestCluster standby;
    private Scene scene;
    private Lab lab;

    @BeforeEach
    void start() throws Exception {
        primary =
                TestCluster.start(
                        TestCluster.embedded(), folder.resolve("primary"), INITDB, CONFIGURATION);
        standby = standbyOf(primary, "standby");
        scene = Scene.of(primary, folder.resolve("south")).readFrom(standby.port());
        lab = new Lab(folder.resolve("work"));
    }

    private TestCluster standbyOf(TestCluster upstream, String name) throws Exception {
        TestCluster made =
                TestCluster.standby(
                        TestCluster.embedded(),
                        upstream,
                        folder.resolve(name),
                        INITDB,
                        CONFIGURATION);
        others.add(made);
        return made;
    }

    @AfterEach
    void stop() throws Exception {
        scene.killRestored();
        others.forEach(TestCluster::close);
        primary.close();
    }

    /// A frozen primary answers nothing, so whoever waited for it would wait for ever.
    @Test
    void aBackupOfAStandbyWaitsForNothingOnThePrimary() throws Exception {
        MemoryLog log = new MemoryLog();
        primary.write(1);
        standby.awaitReplayOf(primary);
        BackupReader base;
        try (CaptureRun<PostgresqlSettings> capture = lab.capturing(scene, log)) {
            awaitCapturing(capture);
            primary.server().process().freeze();
            base = lab.backup(scene);
            primary.server().process().thaw();
            primary.write(2);
            capture.awaitAll(primary.end());
        }

        lab.recover(scene, base, log, LATEST);

        assertThat(TestCluster.numbers(scene.southPort())).isEqualTo(Set.of(1, 2));
        assertThat(lab.verify(scene).passed()).isTrue();
        assertThat(standby.value("SELECT slot_name FROM pg_replication_slots"))
                .isEqualTo("muster_orders_db");
        assertThat(primary.value("SELECT count(*) FROM pg_replication_slots")).isEqualTo("0");
    }

    @Test
    void aBackupOfAStandbyComesBackAlone() throws Exception {
        primary.write(1);
        standby.awaitReplayOf(primary);

        BackupReader base = lab.backup(scene.withoutLogs());
        primary.write(2);
        lab.recover(scene, base, new MemoryLog(), LATEST);

        assertThat(TestCluster.numbers(scene.southPort())).isEqualTo(Set.of(1));
        assertThat(primaryConnection()).isEmpty();
    }

    private String primaryConnection() throws SQLException {
        try (var connection = TestCluster.connect(scene.southPort(), "postgres", "postgres")) {
            return TestCluster.value(connection, "SHOW primary_conninfo")
                    + TestCluster.value(
                            connection,
                            "SELECT setting FROM pg_settings WHERE name = 'primary_slot_name'");
        }
    }

    /// What a standby has not replayed is not in its backup, and the backup must not say so.
    @Test
    void aBackupSaysTheMomentThatTheStandbyReplayed() throws Exception {
        primary.write(1);
        standby.awaitReplayOf(primary);
        Instant before = Instant.parse(primary.value(NOW));
        standby.execute("SELECT pg_wal_replay_pause()");
        primary.write(2);

        BackupReader base = lab.backup(scene.withoutLogs());

        assertThat(base.point().consistentAt()).isBefore(before);
        lab.recover(scene, base, new MemoryLog(), LATEST);
        assertThat(TestCluster.numbers(scene.southPort())).contains(1);
    }

    private static final String NOW =
            "SELECT to_char(clock_timestamp() AT TIME ZONE 'UTC', 'YYYY-MM-DD\"T\"HH24:MI:SS.US\"Z\"')";

    @Test
    void theCaptureFollowsAStandbyThatTakesOver() throws Exception {
        MemoryLog log = new MemoryLog();
        BackupReader base;
        try (CaptureRun<PostgresqlSettings> capture = lab.capturing(scene, log)) {
            base = lab.backup(scene);
            primary.write(1);
            standby.awaitReplayOf(primary);
            primary.server().kill();
            standby.promote();
            standby.write(2);

            capture.awaitAll(standby.end());
        }

        assertThat(standby.end().line()).endsWith(".00000002");
        lab.recover(scene, base, log, LATEST);
        assertThat(TestCluster.numbers(scene.southPort())).isEqualTo(Set.of(1, 2));
    }

    @Test
    void theCaptureFollowsAStandbyToAnotherPrimary() throws Exception {
        TestCluster second = standbyOf(primary, "second");
        MemoryLog log = new MemoryLog();
        BackupReader base;
        try (CaptureRun<PostgresqlSettings> capture = lab.capturing(scene, log)) {
            base = lab.backup(scene);
            primary.write(1);
            second.awaitReplayOf(primary);
            standby.awaitReplayOf(primary);
            primary.server().kill();
            second.promote();
            standby.server().configure(TestCluster.following(second));
            standby.execute("SELECT pg_reload_conf()");
            second.write(2);

            capture.awaitAll(second.end());
        }

        lab.recover(scene, base, log, LATEST);
        assertThat(TestCluster.numbers(scene.southPort())).isEqualTo(Set.of(1, 2));
    }

    /// The slot of a standby begins at its last restart point, before the timeline that it is on.
    @Test
    void aCaptureThatBeginsAfterASwitchBeginsOnTheTimelineBefore() throws Exception {
        TestCluster second = standbyOf(primary, "second");
        primary.write(1);
        second.awaitReplayOf(primary);
        standby.awaitReplayOf(primary);
        primary.server().kill();
        second.promote();
        standby.server().configure(TestCluster.following(second));
        standby.execute("SELECT pg_reload_conf()");
        second.write(2);
        standby.awaitReplayOf(second);
        MemoryLog log = new MemoryLog();

        try (CaptureRun<PostgresqlSettings> capture = lab.capturing(scene, log)) {
            capture.awaitAll(second.end());
        }

        assertThat(log.ranges())
                .extracting(range -> range.from().line().substring(20))
                .contains("00000002");
    }

    @Test
    void aPromotionDuringTheBackupIsTold() throws Exception {
        standby.awaitReplayOf(primary);
        MemoryBackup backup = new MemoryBackup();
        AtomicBoolean done = new AtomicBoolean();
        BackupWriter promoting =
                before(
                        "file",
                        backup,
                        () -> {
                            if (!done.getAndSet(true)) {
                                standby.promote();
                            }
                            return null;
                        });

        Refused.by(
                () -> lab.store.backup(scene.home(), promoting, lab.operation()),
                PostgresqlErrors.STANDBY,
                "took over while it was backed up",
                "muster backup orders-db");
    }

    private static BackupWriter before(String method, BackupWriter writer, Callable<Void> first) {
        return (BackupWriter)
                Proxy.newProxyInstance(
                        PostgresqlStandbyIT.class.getClassLoader(),
                        new Class<?>[] {BackupWriter.class},
                        (_, called, arguments) -> {
                            if (called.getName().equals(method)) {
                                first.call();
                            }
                            return called.invoke(writer, arguments);
                        });
    }

    @Test
    void aPrimaryThatWritesNoWholePagesIsTold() throws Exception {
        primary.execute("ALTER SYSTEM SET full_page_writes = off");
        primary.execute("SELECT pg_reload_conf()");
        checkpoint(primary);
        standby.awaitReplayOf(primary);
        checkpoint(standby);

        Refused.by(
                () -> lab.store.examine(scene.home()),
                PostgresqlErrors.STANDBY,
                "full_page_writes = off",
                "ALTER SYSTEM SET full_page_writes = 'on'");
        Refused.by(
                () -> lab.backup(scene),
                PostgresqlErrors.STANDBY,
                "full_page_writes was off",
                "ALTER SYSTEM SET full_page_writes = 'on'");
    }

    /// A setting that is reloaded takes effect a moment later.
    private static void checkpoint(TestCluster cluster) throws SQLException {
        do {
            cluster.execute("CHECKPOINT");
        } while (cluster.value("SELECT full_page_writes FROM pg_control_checkpoint()").equals("t"));
    }

    /// Another server may have given more already than the standby has.
    @Test
    void aStandbyThatLacksCapturedLogIsToldAndGoesOnLater() throws Exception {
        MemoryLog log = new MemoryLog();
        standby.awaitReplayOf(primary);
        standby.server().process().freeze();
        Scene direct = Scene.of(primary, folder.resolve("south"));
        try (CaptureRun<PostgresqlSettings> capture = lab.capturing(direct, log)) {
            primary.execute("INSERT INTO numbers SELECT generate_series(1, 100000)");
            capture.awaitAll(primary.end());
        }
        // the standby finds its primary gone, and stays behind
        primary.server().kill();
        standby.server().process().thaw();
        try (CaptureRun<PostgresqlSettings> capture = lab.capturing(scene, log)) {
            capture.awaitEnd();

            assertThat(capture.failure())
                    .isInstanceOfSatisfying(
                            MusterException.class,
                            error -> assertThat(error.code()).isEqualTo(PostgresqlErrors.STANDBY));
        }
        primary.startAgain();
        standby.awaitReplayOf(primary);
        try (CaptureRun<PostgresqlSettings> capture = lab.capturing(scene, log)) {
            TestCluster.insert(primary.port(), 100_001);
            capture.awaitAll(TestCluster.end(primary.port()));
        }
    }

    @Test
    void whatIsWrongAboutAStandbyIsDiagnosed() throws Exception {
        primary.execute("SELECT pg_create_physical_replication_slot('muster_orders_db', true)");
        standby.execute("ALTER SYSTEM SET recovery_min_apply_delay = '1h'");
        standby.execute("SELECT pg_reload_conf()");

        assertThat(lab.store.diagnose(scene.home()).symptoms())
                .filteredOn(symptom -> symptom.severity() == Severity.WARNING)
                .extracting(Symptom::message)
                .anyMatch(text -> text.contains("recovery_min_apply_delay = 1h"))
                .anyMatch(text -> text.contains("slot muster_orders_db on the primary"));
        Scene waiting = scene.degrading(new OnCaptureLost.Stall());
        Refused.by(
                () -> lab.store.examine(waiting.home()),
                PostgresqlErrors.SYNCHRONOUS,
                "cannot wait",
                "remove read-from");

        primary.server().kill();
        standby.execute("SELECT pg_terminate_backend(pid) FROM pg_stat_wal_receiver");
        assertThat(lab.store.diagnose(scene.home()).symptoms())
                .extracting(Symptom::message)
                .anyMatch(text -> text.contains("does not stream"))
                .anyMatch(text -> text.contains("cannot be asked"));

        standby.promote();
        assertThat(lab.store.diagnose(scene.home()).symptoms())
                .extracting(Symptom::message)
                .anyMatch(text -> text.contains("no standby any more"));
    }

    @Test
    void aStandbyThatTakesNoQueriesIsTold() throws Exception {
        standby.restart("hot_standby = off");

        Refused.by(
                () -> lab.store.examine(scene.home()),
                PostgresqlErrors.STANDBY,
                "Hot standby mode is disabled",
                "hot_standby = on");
    }

    /// A standby in the primary's place is neither captured nor taken for a fence while it is fed.
    @Test
    void aStandbyIsNotTakenForThePrimary() throws Exception {
        Scene misdirected = scene.at(standby.port());
        CaptureState silent = new CaptureState(false, true);

        Refused.by(
                () -> lab.store.examine(Scene.ofPort(standby.port()).home()),
                PostgresqlErrors.OTHER_CLUSTER,
                "it is a standby",
                "read-from: { host: 127.0.0.1, port: " + standby.port() + " }");
        try (CaptureRun<PostgresqlSettings> capture =
                lab.capturing(Scene.ofPort(standby.port()), new MemoryLog())) {
            capture.awaitEnd();
            assertThat(capture.failure()).hasMessageContaining("it is a standby");
        }
        assertThat(lab.store.fence(misdirected.lostHome(), silent, lab.operation()))
                .isEqualTo(Fence.ASSUMED);

        primary.server().kill();
        while (!standby.value("SELECT count(*) FROM pg_stat_wal_receiver").equals("0")) {
            lab.timing.pause(Duration.ofMillis(5));
        }
        assertThat(lab.store.fence(misdirected.lostHome(), silent, lab.operation()))
                .isEqualTo(Fence.PROVED);
    }

    /// The old primary is dead, and its standby serves: a third one beside it would be one too
    /// many.
    @Test
    void aStandbyThatTookOverStopsTheRecovery() throws Exception {
        CaptureState stopped = new CaptureState(false, true);
        standby.awaitReplayOf(primary);
        primary.server().kill();
        assertThat(lab.store.fence(scene.lostHome(), stopped, lab.operation()))
                .isEqualTo(Fence.PROVED);
        standby.promote();

        Refused.by(
                () -> lab.store.fence(scene.lostHome(), stopped, lab.operation()),
                PostgresqlErrors.STILL_WRITES,
                "took over",
                "set connection to it");
    }

    @Test
    void aStandbyIsMadeFromTheVaultAndFollowsThePrimary() throws Exception {
        MemoryLog log = new MemoryLog();
        BackupReader base;
        Scene direct = Scene.of(primary, folder.resolve("south"));
        try (CaptureRun<PostgresqlSettings> capture = lab.capturing(direct, log)) {
            base = lab.backup(direct);
            primary.write(1);
            capture.awaitAll(primary.end());
        }
        primary.write(2);
        Path data = Files.createDirectories(folder.resolve("made")).resolve("data");

        RestoreReport report =
                lab.store.restore(
                        direct.recovery(),
                        RestoreRequest.standby(data),
                        base,
                        log,
                        lab.operation());

        assertThat(report.notes()).anyMatch(note -> note.contains("pg_ctl -D " + data));
        TestCluster made = TestCluster.existing(TestCluster.embedded(), data.getParent());
        others.add(made);
        primary.write(3);
        made.awaitReplayOf(primary);
        assertThat(TestCluster.numbers(made.port())).isEqualTo(Set.of(1, 2, 3));
        assertThat(lab.store.diagnose(scene.readFrom(made.port()).home()).symptoms())
                .noneMatch(symptom -> symptom.severity() == Severity.ERROR);

        primary.server().kill();
        made.promote();
        made.write(4);
        assertThat(TestCluster.numbers(made.port())).isEqualTo(Set.of(1, 2, 3, 4));
    }

    /// It follows somebody, and a recovery must not take it for what it restored itself.
    @Test
    void aStandbyIsNotStartedAsARecoveredCluster() throws Exception {
        BackupReader base = lab.backup(scene.withoutLogs());
        lab.store.restore(
                scene.recovery(),
                RestoreRequest.standby(scene.data()),
                base,
                new MemoryLog(),
                lab.operation());

        Refused.by(
                () -> lab.store.start(scene.recovery(), lab.operation()),
                PostgresqlErrors.NOT_RESTORED,
                "",
                "");
        Refused.by(
                () -> lab.restore(scene, base, new MemoryLog(), LATEST),
                PostgresqlErrors.FOREIGN_FOLDER,
                "",
                "");
    }

    private void awaitCapturing(CaptureRun<PostgresqlSettings> capture) throws Exception {
        while (!capture.stage().startsWith("capturing")) {
            lab.timing.pause(Duration.ofMillis(5));
        }
    }
}
