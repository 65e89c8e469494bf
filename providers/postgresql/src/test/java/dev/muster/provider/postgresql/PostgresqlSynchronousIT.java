package dev.muster.provider.postgresql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.muster.kind.OnCaptureLost;
import dev.muster.model.Fence;
import dev.muster.model.MusterException;
import dev.muster.model.RestoreTarget;
import dev.muster.provider.BackupReader;
import dev.muster.provider.DataStore.CaptureState;
import dev.muster.provider.DataStore.Commits;
import dev.muster.provider.DataStore.Started;
import dev.muster.provider.postgresql.kind.PostgresqlErrors;
import dev.muster.provider.postgresql.kind.PostgresqlSettings;
import dev.muster.testkit.CaptureRun;
import dev.muster.testkit.MemoryLog;
import dev.muster.testkit.TestOperation;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Predicate;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(180)
class PostgresqlSynchronousIT {
    private static final CaptureState NOTHING = new CaptureState(false, true);

    @TempDir Path folder;
    private TestCluster cluster;
    private Scene scene;
    private Lab lab;

    @BeforeEach
    void start() throws Exception {
        cluster = TestCluster.start(folder.resolve("north"), List.of());
        scene = Scene.of(cluster, folder.resolve("south")).synchronous();
        lab = new Lab(folder.resolve("work"));
    }

    @AfterEach
    void stop() throws Exception {
        scene.killRestored();
        cluster.close();
    }

    /// `-Dmuster.kills=50` for a soak, `-Dmuster.seed=N` to repeat a failure.
    @Test
    void nothingAcknowledgedIsLostHoweverOftenTheCaptureIsKilled() throws Exception {
        long seed = Long.getLong("muster.seed", System.nanoTime());
        int kills = Integer.getInteger("muster.kills", 4);
        System.out.println("seed of the kills: -Dmuster.seed=" + seed);
        Random random = new Random(seed);
        Path spool = folder.resolve("spool");
        Process capture = capture(spool);
        try (Ledger ledger = new Ledger(cluster.port(), 1)) {
            awaitCommitsWait();
            // only from here on a commit that was acknowledged is one that was captured
            int before = ledger.count();
            BackupReader base = lab.backup(scene);
            for (int i = 0; i < kills; i++) {
                lab.timing.pause(Duration.ofMillis(random.nextInt(400)));
                capture.destroyForcibly().waitFor();
                capture = capture(spool);
                awaitMore(ledger);
            }
            cluster.server().kill();
            ledger.stop();
            capture.destroyForcibly().waitFor();
            Set<Integer> acknowledged = ledger.acknowledged();
            assertThat(acknowledged.size()).isGreaterThan(before + kills);

            Started started =
                    lab.recover(scene, base, FileLog.read(spool), new RestoreTarget.Latest());

            assertThat(TestCluster.numbers(started.address().port()))
                    .as("seed %d", seed)
                    .containsAll(acknowledged);
        } finally {
            capture.destroyForcibly().waitFor();
        }
    }

    private Process capture(Path spool) throws Exception {
        return CaptureProcess.start(
                cluster.port(), spool, Files.createDirectories(folder.resolve("capture")));
    }

    private void awaitMore(Ledger ledger) throws InterruptedException {
        int count = ledger.count();
        while (ledger.count() < count + 2) {
            lab.timing.pause(Duration.ofMillis(2));
        }
    }

    private void awaitCommitsWait() throws Exception {
        String waited =
                "SELECT count(*) FROM pg_stat_replication WHERE application_name ="
                        + " 'muster_orders_db' AND sync_state IN ('sync', 'quorum')";
        while (!cluster.value(waited).equals("1")) {
            lab.timing.pause(Duration.ofMillis(10));
        }
    }

    private void awaitTold(MemoryLog log, boolean waiting) throws InterruptedException {
        while (log.commitsWaited() != waiting) {
            lab.timing.pause(Duration.ofMillis(5));
        }
    }

    /// What was captured before the capture stopped may still be acknowledged when the old primary
    /// wakes up, since our word for it was already on the way; it is in the restored data. Nothing
    /// else is acknowledged, ever.
    @Test
    void aFrozenPrimaryAcknowledgesNothingThatWasNotCaptured() throws Exception {
        MemoryLog log = new MemoryLog();
        BackupReader base = lab.backup(scene);
        try (Ledger client = new Ledger(cluster.port(), 1)) {
            try (CaptureRun<PostgresqlSettings> _ = lab.capturing(scene, log)) {
                awaitTold(log, true);
                awaitMore(client);
                cluster.server().process().freeze();
            }
            CaptureState stopped = new CaptureState(log.commitsWaited(), true);
            assertThat(lab.store.fence(scene.lostHome(), stopped, lab.operation()))
                    .isEqualTo(Fence.PROVED);
            Started started = lab.recover(scene, base, log, new RestoreTarget.Latest());
            int atTheEnd = client.count();

            cluster.server().process().thaw();
            lab.timing.pause(Duration.ofSeconds(2));

            assertThat(client.count()).isBetween(atTheEnd, atTheEnd + 1);
            assertThat(TestCluster.numbers(started.address().port()))
                    .containsAll(client.acknowledged());
        }
    }

    @Test
    void aFrozenPrimaryWhoseCommitsDoNotWaitIsNotFenced() throws Exception {
        cluster.server().process().freeze();

        assertThat(lab.store.fence(scene.lostHome(), NOTHING, lab.operation()))
                .isEqualTo(Fence.ASSUMED);
    }

    @Test
    void aPolicyThatLetsCommitsThroughProvesNothing() throws Exception {
        Scene degrading = scene.degrading(new OnCaptureLost.DegradeAfter(Duration.ofSeconds(30)));
        cluster.server().process().freeze();

        assertThat(
                        lab.store.fence(
                                degrading.lostHome(),
                                new CaptureState(true, true),
                                lab.operation()))
                .isEqualTo(Fence.ASSUMED);
    }

    @Test
    void aPrimaryThatTakesWritesIsNotCalledFenced() {
        assertThatThrownBy(() -> lab.store.fence(scene.lostHome(), NOTHING, lab.operation()))
                .isInstanceOfSatisfying(
                        MusterException.class,
                        error -> assertThat(error.code()).isEqualTo(PostgresqlErrors.STILL_WRITES));
        assertThatThrownBy(() ->
                        lab.store.fence(
                                scene.as("muster", "changed").lostHome(), NOTHING, lab.operation()))
                .isInstanceOfSatisfying(
                        MusterException.class,
                        error -> assertThat(error.code()).isEqualTo(PostgresqlErrors.STILL_WRITES));
    }

    @Test
    void orphanedProcessesOfAKilledPrimaryAreNoFence() throws Exception {
        List<Long> pids = cluster.server().process().pids();
        // the first process is killed, one of the others is frozen and may go on later
        long orphan = pids.getLast();
        assertThat(new ProcessBuilder("kill", "-STOP", Long.toString(orphan)).start().waitFor())
                .isZero();
        ProcessHandle.of(cluster.server().process().pid()).orElseThrow().destroyForcibly();
        lab.timing.pause(Duration.ofMillis(300));

        Fence withOrphan = lab.store.fence(scene.lostHome(), NOTHING, lab.operation());
        ProcessHandle.of(orphan).ifPresent(ProcessHandle::destroyForcibly);
        while (ProcessHandle.of(orphan).filter(ProcessHandle::isAlive).isPresent()
                && Files.isReadable(Path.of("/proc/" + orphan + "/cwd"))) {
            lab.timing.pause(Duration.ofMillis(5));
        }

        assertThat(withOrphan).isEqualTo(Fence.ASSUMED);
        assertThat(lab.store.fence(scene.lostHome(), NOTHING, lab.operation()))
                .isEqualTo(Fence.PROVED);
    }

    @Test
    void aCommitReturnsOnlyOnceItsLogIsDurable() throws Exception {
        MemoryLog log = new MemoryLog();
        GatedSink gate = new GatedSink(log);
        try (CaptureRun<PostgresqlSettings> capture =
                new CaptureRun<>(lab.store, scene.home(), lab.operation("capture"))) {
            capture.start(gate);
            awaitTold(log, true);
            gate.setClosed(true);
            try (Ledger client = new Ledger(cluster.port(), 1)) {
                lab.timing.pause(Duration.ofMillis(700));
                int whileClosed = client.count();
                gate.setClosed(false);

                assertThat(whileClosed).isZero();
                awaitMore(client);
            }
        }
    }

    @Test
    void commitsThatWaitAreLetThroughByARelease() throws Exception {
        MemoryLog log = new MemoryLog();
        try (CaptureRun<PostgresqlSettings> _ = lab.capturing(scene, log)) {
            awaitTold(log, true);
        }
        try (Ledger client = new Ledger(cluster.port(), 1)) {
            lab.timing.pause(Duration.ofMillis(500));
            assertThat(client.count()).isZero();

            lab.store.releaseCommits(scene.home(), lab.operation());

            awaitMore(client);
        }
        assertThat(cluster.value("SHOW synchronous_standby_names")).isEmpty();
    }

    /// The capture is there and hangs: it must not make commits wait again before it goes on.
    @Test
    void commitsThatAHungCaptureHoldsUpAreLetThroughUntilItGoesOn() throws Exception {
        GatedSink gate = new GatedSink(new MemoryLog());
        AtomicInteger held = new AtomicInteger();
        TestOperation watching = lab.operation("watching");
        try (CaptureRun<PostgresqlSettings> capture =
                        new CaptureRun<>(lab.store, scene.home(), lab.operation("capture"));
                Ledger client = new Ledger(cluster.port(), 1)) {
            capture.start(gate);
            awaitCommitsWait();
            Thread watchdog =
                    Thread.ofPlatform().start(() -> watch(watching, seen -> isHeld(seen, held)));
            gate.setClosed(true);

            awaitNames("");
            int letThrough = client.count();
            // as long as several looks of the capture's own watch
            lab.timing.pause(Duration.ofSeconds(2));
            assertThat(client.count()).isGreaterThan(letThrough + 10);
            assertThat(cluster.value("SHOW synchronous_standby_names")).isEmpty();

            watching.cancel();
            watchdog.join();
            gate.setClosed(false);
            awaitNames("muster_orders_db");
            awaitMore(client);
        }
    }

    private void watch(TestOperation operation, Predicate<Commits> letThrough) {
        try {
            lab.store.watchCommits(scene.home(), letThrough, operation);
        } catch (InterruptedException cancelled) {
            Thread.currentThread().interrupt();
        }
    }

    /// What waits at three looks.
    private static boolean isHeld(Commits seen, AtomicInteger held) {
        boolean behind =
                seen.waiting() && seen.acknowledged().stream().allMatch(end -> end < seen.end());
        return behind ? held.incrementAndGet() > 3 : held.getAndSet(0) < 0;
    }

    private void awaitNames(String names) throws Exception {
        while (!cluster.value("SHOW synchronous_standby_names").equals(names)) {
            lab.timing.pause(Duration.ofMillis(10));
        }
    }

    @Test
    void anotherStandbyStaysAsRequiredAsItWas() throws Exception {
        cluster.execute("ALTER SYSTEM SET synchronous_standby_names = 's1'");
        cluster.execute("SELECT pg_reload_conf()");
        MemoryLog log = new MemoryLog();
        try (CaptureRun<PostgresqlSettings> _ = lab.capturing(scene, log)) {
            awaitTold(log, true);
            assertThat(cluster.value("SHOW synchronous_standby_names"))
                    .isEqualTo("FIRST 2 (s1, muster_orders_db)");
        }

        lab.store.releaseCommits(scene.home(), lab.operation());

        while (cluster.value("SHOW synchronous_standby_names").contains("muster")) {
            lab.timing.pause(Duration.ofMillis(5));
        }
        assertThat(cluster.value("SHOW synchronous_standby_names")).isEqualTo("s1");
    }

    @Test
    void namesThatCannotBeExtendedEndTheCaptureWithWhatToSetByHand() throws Exception {
        cluster.execute("ALTER SYSTEM SET synchronous_standby_names = 'ANY 1 (s1, s2)'");
        cluster.execute("ALTER ROLE postgres SET synchronous_commit = local");
        cluster.execute("SELECT pg_reload_conf()");
        try (CaptureRun<PostgresqlSettings> capture = lab.capturing(scene, new MemoryLog())) {
            capture.awaitEnd();

            assertThat(capture.failure())
                    .isInstanceOfSatisfying(
                            MusterException.class,
                            error ->
                                    assertThat(error.hint())
                                            .contains("ANY 3 (s1, s2, muster_orders_db)"));
        }
    }

    @Test
    void theSourceIsSeenNotToWaitOnceTheNameIsTakenOut() throws Exception {
        MemoryLog log = new MemoryLog();
        try (CaptureRun<PostgresqlSettings> _ = lab.capturing(scene, log)) {
            awaitTold(log, true);
        }
        Scene asynchronous = Scene.of(cluster, folder.resolve("south"));
        try (CaptureRun<PostgresqlSettings> capture = lab.capturing(asynchronous, log)) {
            awaitTold(log, false);
            while (!cluster.value("SHOW synchronous_standby_names").isEmpty()) {
                lab.timing.pause(Duration.ofMillis(5));
            }
            cluster.write(1);
            capture.awaitAll(cluster.end());
            assertThat(log.commitsWaited()).isFalse();
        }
    }

    @Test
    void aCaptureThatComesBackNeverSaysThatCommitsPassedWithoutIt() throws Exception {
        MemoryLog log = new MemoryLog();
        try (CaptureRun<PostgresqlSettings> _ = lab.capturing(scene, log)) {
            awaitTold(log, true);
        }
        WaitsHeard sink = new WaitsHeard(log);
        try (Ledger client = new Ledger(cluster.port(), 1)) {
            for (int i = 0; i < 3; i++) {
                try (CaptureRun<PostgresqlSettings> again =
                        new CaptureRun<>(lab.store, scene.home(), lab.operation("capture"))) {
                    again.start(sink);
                    awaitMore(client);
                    awaitCommitsWait();
                    // as long as two looks of the watch
                    lab.timing.pause(Duration.ofSeconds(1));
                }
            }
        }
        assertThat(sink.heard()).isNotEmpty().containsOnly(true);
    }
}
