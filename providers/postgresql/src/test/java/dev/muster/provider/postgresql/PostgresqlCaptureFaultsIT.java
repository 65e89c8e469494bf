package dev.muster.provider.postgresql;

import static org.assertj.core.api.Assertions.assertThat;

import dev.muster.model.Epoch;
import dev.muster.model.ErrorCode;
import dev.muster.model.MusterException;
import dev.muster.model.RestoreTarget;
import dev.muster.model.Timing;
import dev.muster.provider.BackupReader;
import dev.muster.provider.postgresql.kind.PostgresqlErrors;
import dev.muster.provider.postgresql.kind.PostgresqlSettings;
import dev.muster.testkit.CaptureRun;
import dev.muster.testkit.MemoryLog;
import dev.muster.testkit.RealTiming;
import dev.muster.testkit.TestOperation;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// What becomes of a capture when somebody else changes the world that it works in.
@Timeout(180)
class PostgresqlCaptureFaultsIT {
    private static final String SLOT = "muster_orders_db";

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
                        List.of("max_wal_size = 8MB", "min_wal_size = 2MB"));
        scene = Scene.of(cluster, folder.resolve("south"));
        lab = new Lab(folder.resolve("work"));
    }

    @AfterEach
    void stop() throws Exception {
        scene.killRestored();
        cluster.close();
    }

    /// Time that goes forty times as fast.
    private record HastyTiming(RealTiming real) implements Timing {
        private static final int HASTE = 40;

        @Override
        public Instant instant() {
            return real.instant();
        }

        @Override
        public long nanos() {
            return real.nanos() * HASTE;
        }

        @Override
        public void pause(Duration duration) throws InterruptedException {
            real.pause(duration.dividedBy(HASTE));
        }
    }

    /// The kernel of a frozen host goes on acknowledging, as a network does that swallows all.
    @Test
    void aSourceThatSaysNothingAnyMoreIsGivenUp() throws Exception {
        MemoryLog log = new MemoryLog();
        TestOperation operation =
                new TestOperation(
                        "capture",
                        Epoch.FIRST,
                        Files.createDirectories(folder.resolve("work/hasty")),
                        new HastyTiming(new RealTiming()));
        try (CaptureRun<PostgresqlSettings> capture =
                new CaptureRun<>(lab.store, scene.home(), operation)) {
            capture.start(log);
            cluster.write(1);
            capture.awaitAll(cluster.end());
            // an idle source answers when it is asked, for several times that long
            lab.timing.pause(Duration.ofSeconds(4));
            assertThat(capture.stage()).startsWith("capturing");

            cluster.server().process().freeze();
            capture.awaitEnd();
            cluster.server().process().thaw();

            assertThat(capture.failure()).isNull();
            assertThat(capture.stage()).contains("nothing came from the source for 1 min");
        }
    }

    @Test
    void aPasswordThatIsChangedIsToldAndTheNewOneGoesOn() throws Exception {
        MemoryLog log = new MemoryLog();
        BackupReader base;
        try (CaptureRun<PostgresqlSettings> capture = lab.capturing(scene, log)) {
            base = lab.backup(scene);
            cluster.execute("ALTER ROLE muster PASSWORD 'changed'");
            // who is connected stays connected
            cluster.write(1);
            capture.awaitAll(cluster.end());
            cutOff();
            capture.awaitEnd();
        }
        failsWith(PostgresqlErrors.LOGIN, "ALTER ROLE \"muster\" PASSWORD", log);

        Scene changed = scene.as("muster", "changed");
        try (CaptureRun<PostgresqlSettings> capture = lab.capturing(changed, log)) {
            cluster.write(2);
            capture.awaitAll(cluster.end());
        }
        lab.recover(changed, base, log, new RestoreTarget.Latest());
        assertThat(TestCluster.numbers(scene.southPort())).isEqualTo(Set.of(1, 2));
    }

    private void cutOff() throws Exception {
        cluster.execute(
                "SELECT pg_terminate_backend(pid, 10000) FROM pg_stat_replication WHERE"
                        + " application_name = '"
                        + SLOT
                        + "'");
    }

    private void failsWith(ErrorCode code, String hint, MemoryLog log) throws Exception {
        try (CaptureRun<PostgresqlSettings> capture = lab.capturing(scene, log)) {
            capture.awaitEnd();
            assertThat(capture.failure())
                    .isInstanceOfSatisfying(
                            MusterException.class,
                            error -> {
                                assertThat(error.code()).isEqualTo(code);
                                assertThat(error.hint()).contains(hint);
                            });
        }
    }

    @Test
    void aSlotThatIsDroppedIsMadeAnewWhileTheLogIsStillThere() throws Exception {
        MemoryLog log = new MemoryLog();
        try (CaptureRun<PostgresqlSettings> capture = lab.capturing(scene, log)) {
            cluster.write(1);
            capture.awaitAll(cluster.end());
        }
        dropSlot();
        cluster.write(2);

        try (CaptureRun<PostgresqlSettings> capture = lab.capturing(scene, log)) {
            capture.awaitAll(cluster.end());
        }

        assertThat(log.ranges()).hasSize(1);
    }

    @Test
    void logThatWasRecycledAfterTheSlotWasDroppedIsAGap() throws Exception {
        MemoryLog log = new MemoryLog();
        try (CaptureRun<PostgresqlSettings> capture = lab.capturing(scene, log)) {
            cluster.write(1);
            capture.awaitAll(cluster.end());
        }
        String file = cluster.value("SELECT pg_walfile_name(pg_current_wal_lsn())");
        dropSlot();
        while (Files.exists(cluster.server().data().resolve("pg_wal").resolve(file))) {
            cluster.execute("SELECT pg_switch_wal()");
            cluster.execute("INSERT INTO numbers SELECT count(*) + 1 FROM numbers");
            cluster.execute("CHECKPOINT");
        }

        failsWith(PostgresqlErrors.GAP, "muster backup orders-db", log);
    }

    private void dropSlot() throws Exception {
        String active = "SELECT active FROM pg_replication_slots WHERE slot_name = '" + SLOT + "'";
        while (cluster.value(active).equals("t")) {
            lab.timing.pause(Duration.ofMillis(5));
        }
        cluster.execute("SELECT pg_drop_replication_slot('" + SLOT + "')");
    }
}
