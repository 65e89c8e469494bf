package dev.muster.vault.log;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.muster.model.Epoch;
import dev.muster.model.LogPosition;
import dev.muster.model.MusterException;
import dev.muster.vault.VaultErrors;
import dev.muster.vault.format.log.LogFrame;
import dev.muster.vault.repository.Vault;
import dev.muster.vault.repository.World;
import dev.muster.vault.store.FaultyStore;
import dev.muster.vault.store.Fuse;
import dev.muster.vault.store.WriteRule;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LogSpoolTest {
    private static final WriteRule BOTH = WriteRule.requiring(World.NORTH, World.SOUTH);

    @TempDir Path folder;
    private LogWorld logs;

    @BeforeEach
    void make() {
        logs = new LogWorld(folder);
    }

    @Test
    void whatWasFlushedIsReadFromTheSpoolAndWhatWasShippedFromTheVault() {
        byte[] log = LogWorld.log(3 * LogFrame.LIMIT + 1000);
        try (LogSpool spool = logs.open()) {
            assertThat(spool.resumeAt()).isEmpty();
            assertThat(logs.append(spool, log, 0, 500)).isEqualTo(LogWorld.START.plus(500));
            assertThat(LogWorld.read(logs.archive(), 0, 500)).isEqualTo(Arrays.copyOf(log, 500));
            assertThat(spool.unshipped().segments()).isEqualTo(1);
            spool.ship(BOTH);
            assertThat(spool.unshipped().segments()).isZero();
            logs.append(spool, log, 500, log.length);
        }
        LogArchive archive = logs.archive();
        assertThat(archive.ranges())
                .singleElement()
                .satisfies(range -> {
                    assertThat(range.from()).isEqualTo(LogWorld.START);
                    assertThat(range.to()).isEqualTo(LogWorld.START.plus(log.length));
                });
        assertThat(LogWorld.read(archive, 0, log.length)).isEqualTo(log);
        assertThat(LogWorld.read(archive, 77, 2_000_000))
                .isEqualTo(Arrays.copyOfRange(log, 77, 2_000_000));
        assertThat(LogWorld.read(logs.archive(folder.resolve("none")), 0, 500))
                .isEqualTo(Arrays.copyOf(log, 500));
    }

    @Test
    void captureGoesOnWhereItStoppedAlsoFromTheVaultAlone() {
        byte[] log = LogWorld.log(5000);
        try (LogSpool spool = logs.open()) {
            logs.append(spool, log, 0, 3000);
            spool.append(LogWorld.START.plus(3000), ByteBuffer.wrap(log, 3000, 10), logs.now());
        }
        try (LogSpool spool = logs.open()) {
            assertThat(spool.resumeAt()).contains(LogWorld.START.plus(3000));
            logs.append(spool, log, 3000, 5000);
            spool.ship(BOTH);
        }
        try (LogSpool fresh = logs.open(Epoch.FIRST, folder.resolve("other"))) {
            assertThat(fresh.resumeAt()).contains(LogWorld.START.plus(5000));
        }
        assertThat(LogWorld.read(logs.archive(), 0, 5000)).isEqualTo(log);
    }

    @Test
    void aTailThatWasTornAnywhereIsCutAtTheLastWholeFrame() throws IOException {
        byte[] log = LogWorld.log(3000);
        Path segment;
        long acknowledged;
        try (LogSpool spool = logs.open()) {
            logs.append(spool, log, 0, 1000);
            segment = LogWorld.segments(logs.spool).getFirst();
            acknowledged = Files.size(segment);
            logs.append(spool, log, 1000, 1400);
        }
        byte[] whole = Files.readAllBytes(segment);
        Path mark = SpoolFolder.mark(segment);
        Files.delete(mark);
        for (int size = (int) acknowledged; size < whole.length; size += 13) {
            Files.write(segment, Arrays.copyOf(whole, size));
            Path copy = folder.resolve("torn" + size);
            LogWorld.copyFolder(logs.spool, copy);
            try (LogSpool spool = logs.open(Epoch.FIRST, copy)) {
                assertThat(spool.resumeAt()).contains(LogWorld.START.plus(1000));
                logs.append(spool, log, 1000, 3000);
            }
            assertThat(LogWorld.read(logs.archive(copy), 0, 3000)).isEqualTo(log);
        }
    }

    @Test
    void aFlippedByteBeforeTheLastGroupIsAnErrorAndNeverAShorterLog() throws IOException {
        byte[] log = LogWorld.log(900);
        try (LogSpool spool = logs.open()) {
            for (int at = 0; at < 900; at += 300) {
                logs.append(spool, log, at, at + 300);
            }
        }
        Path segment = LogWorld.segments(logs.spool).getFirst();
        Files.delete(SpoolFolder.mark(segment));
        byte[] whole = Files.readAllBytes(segment);
        int lastFrame = lastIndexOf(whole, "MFRM");
        for (int at = 0; at < lastFrame; at += 5) {
            byte[] flipped = whole.clone();
            flipped[at] ^= 0x11;
            Files.write(segment, flipped);
            assertDamaged("byte " + at);
        }
    }

    @Test
    void theMarkTellsADamagedLastGroupFromATornOne() throws IOException {
        byte[] log = LogWorld.log(900);
        try (LogSpool spool = logs.open()) {
            logs.append(spool, log, 0, 300);
            logs.append(spool, log, 300, 900);
        }
        Path segment = LogWorld.segments(logs.spool).getFirst();
        byte[] whole = Files.readAllBytes(segment);
        byte[] flipped = whole.clone();
        flipped[whole.length - 30] ^= 1;
        Files.write(segment, flipped);
        assertDamaged("flipped");
        Files.write(segment, Arrays.copyOf(whole, whole.length - 1));
        assertDamaged("cut");
        Files.write(segment, whole);
        try (LogSpool spool = logs.open()) {
            assertThat(spool.resumeAt()).contains(LogWorld.START.plus(900));
        }
    }

    private void assertDamaged(String how) {
        assertThatThrownBy(() -> logs.open().close())
                .as(how)
                .isInstanceOf(MusterException.class)
                .extracting(thrown -> ((MusterException) thrown).code().id())
                .isEqualTo(VaultErrors.LOG_DAMAGED.id());
    }

    private static int lastIndexOf(byte[] bytes, String text) {
        return new String(bytes, java.nio.charset.StandardCharsets.ISO_8859_1).lastIndexOf(text);
    }

    @Test
    void aHigherEpochFencesALiveWriter() {
        byte[] log = LogWorld.log(500);
        LogSpool first = logs.open();
        logs.append(first, log, 0, 100);
        CompletableFuture<LogSpool> second =
                CompletableFuture.supplyAsync(() -> logs.open(new Epoch(2), logs.spool));
        assertThatThrownBy(
                        () -> {
                            // until it finds the higher epoch
                            for (int at = 100; at < 500; at++) {
                                logs.append(first, log, at, at + 1);
                                Thread.sleep(5);
                            }
                        })
                .isInstanceOf(MusterException.class)
                .hasMessageContaining("took over");
        try (LogSpool taken = second.join()) {
            int resumed = (int) (taken.resumeAt().orElseThrow().offset() - 0x1000000);
            assertThat(resumed).isGreaterThanOrEqualTo(100);
            logs.append(taken, log, resumed, 500);
        }
        assertThatThrownBy(() -> logs.open(Epoch.FIRST, logs.spool))
                .hasMessageContaining("took over");
        assertThat(LogWorld.read(logs.archive(), 0, 500)).isEqualTo(log);
    }

    @Test
    void asManyWritersAtOnceAsOneIsRefused() {
        try (LogSpool _ = logs.open()) {
            assertThatThrownBy(() -> logs.open())
                    .isInstanceOf(MusterException.class)
                    .hasMessageContaining("another process writes");
        }
        logs.open().close();
    }

    @Test
    void overlappingCapturesMustBeEqual() {
        byte[] log = LogWorld.log(4000);
        Path other = folder.resolve("other");
        try (LogSpool one = logs.open();
                LogSpool two = logs.open(Epoch.FIRST, other)) {
            for (int at = 0; at < 3000; at += 300) {
                logs.append(one, log, at, at + 300);
            }
            for (int at = 1000; at < 4000; at += 500) {
                logs.append(two, log, at, at + 500);
            }
            two.ship(BOTH);
        }
        assertThat(LogWorld.read(logs.archive(), 0, 4000)).isEqualTo(log);
        byte[] lie = log.clone();
        lie[3500] ^= 1;
        try (LogSpool one = logs.open()) {
            logs.append(one, lie, 3000, 4000);
        }
        assertThat(LogWorld.read(logs.archive(), 0, 3000)).isEqualTo(Arrays.copyOf(log, 3000));
        assertThatThrownBy(() -> LogWorld.read(logs.archive(), 0, 4000))
                .isInstanceOf(MusterException.class)
                .extracting(thrown -> ((MusterException) thrown).code().id())
                .isEqualTo(VaultErrors.LOG_DIFFERS.id());
    }

    @Test
    void aHoleIsShownAndNotReadOver() {
        byte[] log = LogWorld.log(3000);
        try (LogSpool spool = logs.open()) {
            logs.append(spool, log, 0, 1000);
            logs.append(spool, log, 1001, 3000);
            spool.ship(BOTH);
        }
        LogArchive archive = logs.archive();
        assertThat(archive.ranges())
                .extracting(range -> range.to().offset() - 0x1000000)
                .containsExactly(1000L, 3000L);
        assertThat(LogWorld.read(archive, 1001, 3000)).hasSize(1999);
        assertThatThrownBy(() -> LogWorld.read(archive, 0, 3000))
                .isInstanceOf(MusterException.class)
                .hasMessageContaining("not captured at 10003e8");
    }

    @Test
    void arrivalTimesTellWhatWasThereAtAMoment() {
        byte[] log = LogWorld.log(3000);
        Instant before = logs.now();
        try (LogSpool spool = logs.open()) {
            logs.append(spool, log, 0, 1000);
            logs.append(spool, log, 1000, 2000);
            spool.ship(BOTH);
            logs.append(spool, log, 2000, 3000);
        }
        LogArchive archive = logs.archive();
        assertThat(archive.arrivedBy("1", before)).isEmpty();
        assertThat(archive.arrivedBy("2", logs.now())).isEmpty();
        assertThat(archive.arrivedBy("1", before.plusSeconds(1)))
                .contains(LogWorld.START.plus(1000));
        assertThat(archive.arrivedBy("1", before.plusMillis(2999)))
                .contains(LogWorld.START.plus(2000));
        assertThat(archive.arrivedBy("1", before.plus(Duration.ofDays(1))))
                .contains(LogWorld.START.plus(3000));
    }

    @Test
    void linesStayApartAndTheNewestIsWhereCaptureGoesOn() {
        LogPosition two = new LogPosition("2", 0x1000800);
        try (LogSpool spool = logs.open()) {
            logs.append(spool, LogWorld.log(100), 0, 100);
            spool.append(two, ByteBuffer.wrap(new byte[50]), logs.now());
            spool.history("00000002.history", new byte[] {1, 2});
            spool.history("00000002.history", new byte[] {1, 2});
            assertThat(spool.flush()).isEqualTo(two.plus(50));
            assertThatThrownBy(() -> spool.history("00000002.history", new byte[] {3}))
                    .hasMessageContaining("changed");
        }
        try (LogSpool spool = logs.open()) {
            assertThat(spool.resumeAt()).contains(two.plus(50));
            spool.ship(BOTH);
        }
        LogArchive archive = logs.archive(folder.resolve("none"));
        assertThat(archive.ranges()).extracting(r -> r.from().line()).containsExactly("1", "2");
        Map<String, byte[]> histories = archive.histories();
        assertThat(histories.keySet()).containsExactly("00000002.history");
        assertThat(histories.get("00000002.history")).isEqualTo(new byte[] {1, 2});
    }

    @Test
    void aSegmentOfFullSizeIsFinishedByItself() {
        byte[] log = new byte[40 << 20];
        new Random(1).nextBytes(log);
        try (LogSpool spool = logs.open()) {
            for (int at = 0; at < log.length; at += 5 << 20) {
                logs.append(spool, log, at, at + (5 << 20));
            }
            assertThat(LogWorld.segments(logs.spool)).hasSizeGreaterThan(1);
            spool.ship(BOTH);
            assertThat(LogWorld.segments(logs.spool)).hasSize(1);
        }
        assertThat(LogWorld.read(logs.archive(), 0, log.length)).isEqualTo(log);
    }

    @Test
    void shippingThatDiesAnywhereLosesNothingAndGoesOn() {
        byte[] log = LogWorld.log(6000);
        for (Fuse.Death death : List.of(Fuse.Death.BEFORE, Fuse.Death.AFTER)) {
            for (int operations = 0; operations < 6; operations++) {
                Path spool = folder.resolve(death + "-" + operations);
                World world = logs.world.fork();
                FaultyStore faulty = new FaultyStore(world.north, new Fuse(death, operations));
                try (Vault vault =
                        Vault.open(World.copies(faulty, world.south), logs.world.ports())) {
                    shipSome(vault, world, spool, log);
                }
                try (Vault vault = world.open();
                        LogSpool again = open(vault, world, spool)) {
                    assertThat(again.resumeAt()).contains(LogWorld.START.plus(6000));
                    again.ship(BOTH);
                    LogArchive archive =
                            LogArchive.open(
                                    vault,
                                    World.ORDERS,
                                    world.keys.archive(),
                                    java.util.Optional.empty());
                    assertThat(LogWorld.read(archive, 0, 6000)).isEqualTo(log);
                    assertThat(world.north.objects().keySet())
                            .isEqualTo(world.south.objects().keySet());
                }
            }
        }
    }

    private void shipSome(Vault vault, World world, Path folder, byte[] log) {
        try (LogSpool spool = open(vault, world, folder)) {
            for (int at = 0; at < 6000; at += 2000) {
                logs.append(spool, log, at, at + 2000);
                try {
                    spool.ship(BOTH);
                } catch (MusterException dead) {
                    assertThat(dead.code()).isEqualTo(VaultErrors.UNREACHABLE);
                }
            }
            spool.history("h", new byte[] {1});
        }
    }

    private static LogSpool open(Vault vault, World world, Path folder) {
        try {
            return LogSpool.open(vault, world.keys.source(World.ORDERS), folder, Epoch.FIRST);
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    @Test
    void aFlippedByteInAShippedSegmentIsMendedFromTheOtherCopy() {
        byte[] log = LogWorld.log(2000);
        try (LogSpool spool = logs.open()) {
            logs.append(spool, log, 0, 2000);
            spool.ship(BOTH);
        }
        String name = logs.vault.copies().list("logs/").getFirst().name();
        byte[] whole = logs.world.north.objects().get(name).clone();
        Path none = folder.resolve("none");
        for (int at = 0; at < whole.length; at += 17) {
            logs.world.north.flip(name, at);
            assertThat(LogWorld.read(logs.archive(none), 0, 2000)).isEqualTo(log);
            assertThat(logs.world.north.objects().get(name)).as("byte " + at).isEqualTo(whole);
        }
        logs.world.north.flip(name, whole.length / 2);
        logs.world.south.flip(name, whole.length / 3);
        assertThatThrownBy(() -> LogWorld.read(logs.archive(none), 0, 2000))
                .isInstanceOf(MusterException.class);
        assertThat(LogWorld.read(logs.archive(), 0, 2000)).isEqualTo(log);
    }

    @Test
    void randomCaptureIsReadBack() {
        for (long seed = 1; seed <= 8; seed++) {
            Random random = new Random(seed);
            Path spool = folder.resolve("random" + seed);
            byte[] log = LogWorld.log(1 + random.nextInt(200_000));
            LogPosition from = LogWorld.START.plus(seed << 32);
            int at = 0;
            while (at < log.length) {
                try (LogSpool one = logs.open(Epoch.FIRST, spool)) {
                    at = capture(one, random, log, from, at);
                }
            }
            java.io.ByteArrayOutputStream sink = new java.io.ByteArrayOutputStream();
            logs.archive(spool).copy(from, from.plus(log.length), sink);
            assertThat(sink.toByteArray()).as("seed " + seed).isEqualTo(log);
        }
    }

    /// Takes some of the log, and returns how far it is durable.
    private int capture(LogSpool spool, Random random, byte[] log, LogPosition from, int start) {
        int at = start;
        int durable = start;
        for (int step = random.nextInt(12); step >= 0; step--) {
            int count = Math.min(log.length - at, random.nextInt(20_000));
            if (count > 0) {
                spool.append(from.plus(at), ByteBuffer.wrap(log, at, count), logs.now());
                at += count;
            }
            if (at > start && random.nextInt(3) > 0) {
                durable = (int) (spool.flush().offset() - from.offset());
            }
            if (random.nextInt(8) == 0) {
                spool.ship(random.nextBoolean() ? BOTH : WriteRule.ANY);
                durable = Math.max(durable, at);
            }
        }
        return durable;
    }
}
