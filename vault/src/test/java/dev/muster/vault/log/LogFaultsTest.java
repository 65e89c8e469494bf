package dev.muster.vault.log;

import static org.assertj.core.api.Assertions.assertThat;

import dev.muster.model.Epoch;
import dev.muster.model.LogPosition;
import dev.muster.model.MusterException;
import dev.muster.vault.disk.SimulatedDisk;
import dev.muster.vault.disk.SimulatedDisk.Call;
import dev.muster.vault.disk.SimulatedDisk.Crash;
import dev.muster.vault.repository.Vault;
import dev.muster.vault.repository.World;
import dev.muster.vault.store.SimulatedStore;
import dev.muster.vault.store.SimulatedStore.Mishap;
import dev.muster.vault.store.WriteRule;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Captures and ships log while every single call of the spool's disk, and every request to the
/// vault, goes wrong in every way. What was acknowledged is in the vault once the spool was
/// shipped, even if the source is lost; and if it lives, capture goes on without a gap.
///
/// `-Dmuster.soak=vault` takes all of them; else every so many, others each time. `-Dmuster.seed=N`
/// repeats.
class LogFaultsTest {
    private static final boolean SOAK =
            Set.of("vault", "all").contains(System.getProperty("muster.soak", ""));
    private static final long SEED = Long.getLong("muster.seed", System.nanoTime() & 0xffff);
    private static final int STRIDE = SOAK ? 1 : 47;
    private static final int STEP = 700;
    private static final byte[] LOG = log(STEP * 9);
    private static final WriteRule BOTH = WriteRule.requiring(World.NORTH, World.SOUTH);

    @TempDir Path folder;
    private World base;
    private SimulatedDisk disk;
    private int points;

    private static byte[] log(int length) {
        byte[] log = new byte[length];
        new Random(3).nextBytes(log);
        return log;
    }

    /// What a capture does between two faults, and how far it has acknowledged.
    private static final class Capture {
        private final Vault vault;
        private final World world;
        private final Path spool;
        private int acknowledged;

        Capture(Vault vault, World world, Path spool) {
            this.vault = vault;
            this.world = world;
            this.spool = spool;
        }

        LogSpool open() {
            try {
                return LogSpool.open(vault, world.keys.source(World.ORDERS), spool, Epoch.FIRST);
            } catch (InterruptedException e) {
                throw new AssertionError(e);
            }
        }

        void take(LogSpool log, int step, boolean flushes) {
            int at = step * STEP;
            log.append(
                    World.START.plus(at), ByteBuffer.wrap(LOG, at, STEP), world.timing.instant());
            if (flushes) {
                acknowledged = offset(log.flush());
            }
        }

        /// Two lives of a receiver.
        void run() {
            try (LogSpool log = open()) {
                take(log, 0, true);
                take(log, 1, false);
                take(log, 2, true);
                log.history("2.history", new byte[] {1, 2, 3});
                log.ship(BOTH);
                take(log, 3, true);
                log.ship(BOTH);
                take(log, 4, true);
            }
            try (LogSpool log = open()) {
                assertThat(log.resumeAt().map(Capture::offset)).contains(acknowledged);
                take(log, 5, true);
                log.ship(BOTH);
                take(log, 6, false);
            }
        }

        static int offset(LogPosition position) {
            return (int) (position.offset() - World.START.offset());
        }
    }

    @Test
    void whateverGoesWrongWhatWasAcknowledgedReachesTheVault() {
        base = new World(folder.resolve("keys"), 1, 0);
        disk = new SimulatedDisk(folder, base.timing::instant);
        int all = ofTheDisk() + ofTheVault();
        System.err.println(points + " of " + all + " faults of log, seed " + SEED);
        assertThat(all).isGreaterThan(1000);
        assertThat(points).isGreaterThanOrEqualTo(all / STRIDE - 1);
    }

    private int ofTheDisk() {
        int all = 0;
        List<Call> calls = calls();
        for (int at = 0; at < calls.size(); at++) {
            for (SimulatedDisk.Fault fault : SimulatedDisk.Fault.values()) {
                for (Crash crash : Crash.values()) {
                    if (fault.fits(calls.get(at)) && (all++ + SEED) % STRIDE == 0) {
                        String told = fault + " at call " + at + ", " + crash;
                        SimulatedDisk mine = disk.fork(base.timing::instant);
                        tryOne(told, mine.failing(fault, at), Mishap.none(), crash);
                    }
                }
            }
        }
        return all;
    }

    private List<Call> calls() {
        World world = base.fork();
        SimulatedDisk counted = disk.fork(world.timing::instant);
        counted.failing(SimulatedDisk.Fault.FAILS, -1);
        try (Vault vault = world.open()) {
            new Capture(vault, world, counted.path("/spool")).run();
        }
        return counted.calls();
    }

    private int ofTheVault() {
        int all = 0;
        World counted = base.fork();
        Mishap none = Mishap.none();
        try (Vault vault = open(counted, none)) {
            new Capture(vault, counted, disk.fork(counted.timing::instant).path("/spool")).run();
        }
        List<Boolean> requests = none.changes();
        for (int at = 0; at < requests.size(); at++) {
            for (SimulatedStore.Fault fault : SimulatedStore.Fault.values()) {
                for (Crash crash : Crash.values()) {
                    if (fault.fits(requests.get(at)) && (all++ + SEED) % STRIDE == 0) {
                        String told = fault + " at request " + at + ", " + crash;
                        tryOne(told, disk.fork(base.timing::instant), new Mishap(fault, at), crash);
                    }
                }
            }
        }
        return all;
    }

    private static Vault open(World world, Mishap mishap) {
        return Vault.open(
                World.copies(
                        new SimulatedStore(world.north, mishap),
                        new SimulatedStore(world.south, mishap)),
                world.ports());
    }

    private void tryOne(String told, SimulatedDisk mine, Mishap mishap, Crash crash) {
        points++;
        World world = base.fork();
        int acknowledged = 0;
        try (Vault vault = open(world, mishap)) {
            Capture capture = new Capture(vault, world, mine.path("/spool"));
            try {
                capture.run();
            } catch (MusterException failed) {
                assertThat(failed.getMessage()).as(told).doesNotContain("null");
            }
            acknowledged = capture.acknowledged;
        } catch (MusterException notEvenOpened) {
            assertThat(notEvenOpened.getMessage()).as(told).doesNotContain("null");
        }
        try {
            mishap.arrive();
            World lost = world.fork();
            assertReads(lost, goesOn(lost, mine, crash, false), acknowledged);
            assertThat(goesOn(world, mine, crash, true)).isEqualTo(LOG.length);
            assertReads(world, LOG.length, LOG.length);
        } catch (RuntimeException | AssertionError e) {
            throw new AssertionError(told + ", seed " + SEED, e);
        }
    }

    /// The next receiver: ships what the spool has, and with a source that lives all the rest.
    ///
    /// @return how far the spool reached
    private static int goesOn(World world, SimulatedDisk disk, Crash crash, boolean sourceLives) {
        Path spool = disk.after(crash, new Random(SEED)).path("/spool");
        try (Vault vault = world.open()) {
            Capture capture = new Capture(vault, world, spool);
            try (LogSpool log = capture.open()) {
                int from = log.resumeAt().map(Capture::offset).orElse(0);
                if (sourceLives) {
                    for (int at = from; at < LOG.length; at += STEP) {
                        int count = Math.min(STEP, LOG.length - at);
                        log.append(
                                World.START.plus(at),
                                ByteBuffer.wrap(LOG, at, count),
                                world.timing.instant());
                    }
                    from = Capture.offset(log.flush());
                    log.history("2.history", new byte[] {1, 2, 3});
                }
                log.ship(BOTH);
                return from;
            }
        }
    }

    private static void assertReads(World world, int reached, int acknowledged) {
        assertThat(reached).isGreaterThanOrEqualTo(acknowledged);
        try (Vault vault = world.open()) {
            LogArchive archive =
                    LogArchive.open(vault, World.ORDERS, world.keys.archive(), Optional.empty());
            ByteArrayOutputStream read = new ByteArrayOutputStream();
            if (reached > 0) {
                archive.copy(World.START, World.START.plus(reached), read);
            }
            assertThat(read.toByteArray()).isEqualTo(java.util.Arrays.copyOf(LOG, reached));
            assertThat(vault.checking().check(1).problems()).isEmpty();
        }
    }
}
