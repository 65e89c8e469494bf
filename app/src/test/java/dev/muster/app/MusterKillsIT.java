package dev.muster.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// Kills the program at random moments, and bends what it stored.
///
/// `-Dmuster.soak=kills` for the full count, `-Dmuster.seed=N` to repeat a failure.
@Timeout(900)
class MusterKillsIT {
    private static final long SEED = Long.getLong("muster.seed", System.nanoTime());
    private static final boolean SOAK =
            Set.of("kills", "all").contains(System.getProperty("muster.soak", ""));
    private static final int KILLS = SOAK ? 50 : 3;
    private static final int RECOVERY_KILLS = SOAK ? 12 : 3;
    private static final Pattern RECEIPT =
            Pattern.compile(
                    "\"step\"\\s*:\\s*\"([^\"]+)\"\\s*,\\s*\"started\"\\s*:\\s*\"([^\"]+)\"");

    @TempDir Path temporary;
    private final Random random = new Random(SEED);
    private final Map<String, Instant> doneBefore = new HashMap<>();
    private Path folder;
    private TwoRegions regions;

    @BeforeEach
    void protect() throws Exception {
        System.out.println("muster.seed=" + SEED + " kills=" + KILLS + "+" + RECOVERY_KILLS);
        folder = temporary.toRealPath();
        regions = TwoRegions.start(folder);
        succeeds("vault", "init");
    }

    @AfterEach
    void nothingIsLeft() throws IOException {
        regions.close();
    }

    @Test
    void nothingAcknowledgedIsLostAndNoStepIsRepeatedHoweverOftenItIsKilled() throws Exception {
        MusterChild serve = start("serve");
        serve.awaitWords("commits wait for the capture");
        Set<Long> acknowledged;
        try (NumberWriter writer = new NumberWriter(regions)) {
            writer.awaitMore();
            for (int i = 0; i < KILLS; i++) {
                serve = killAndStart(serve, writer, i);
            }
            writer.awaitMore();
            backup();
            assertThat(succeeds("points", "db").out()).contains("Any moment from ");
            writer.awaitMore();
            pause(500);
            // both at once: the receiver cannot ask the source again for what it acknowledged
            assertThat(serve.kill()).as("%s: %s", seed(), serve.words()).isTrue();
            regions.loseNorth();
            acknowledged = writer.acknowledged();
            serve = start("serve");
        }
        assertThat(acknowledged).as(seed()).hasSizeGreaterThan(2 * KILLS);

        recover();
        serve.kill();

        Map<Long, Long> numbers = regions.recoveredNumbers();
        assertThat(numbers.keySet()).as(seed()).containsAll(acknowledged);
        assertThat(numbers.values()).as(seed()).containsOnly(1L);
        assertThat(Leftovers.beside(folder, regions.recoveredData())).as(seed()).isEmpty();
        succeeds("status");
    }

    private MusterChild killAndStart(MusterChild serve, NumberWriter writer, int round)
            throws Exception {
        if (round % 3 == 0) {
            MusterChild backup = start("backup", "db");
            pause(2500);
            backup.kill();
        }
        if (round % 2 == 0) {
            writer.awaitMore();
        }
        pause(1500);
        assertThat(serve.kill()).as("%s: %s", seed(), serve.words()).isTrue();
        return start("serve");
    }

    /// The daemon may be at the backup that a kill made due again.
    private void backup() throws Exception {
        Instant limit = Instant.now().plus(Duration.ofMinutes(1));
        MusterChild backup = start("backup", "db");
        while (backup.end() != 0) {
            assertThat(backup.err()).as(seed()).contains("another muster process is at it");
            assertThat(Instant.now()).as(seed()).isBefore(limit);
            pause(500);
            backup = start("backup", "db");
        }
    }

    private void recover() throws Exception {
        for (int i = 0; i < RECOVERY_KILLS; i++) {
            MusterChild recovery = start("recover", "north-lost", "--yes");
            if (i % 3 != 2) {
                recovery.awaitWords(", controller ");
            }
            pause(SOAK ? 500 : 1200);
            boolean killed = recovery.kill();
            note(recovery);
            if (!killed) {
                assertThat(recovery.end()).as("%s: %s", seed(), recovery.words()).isZero();
                return;
            }
        }
        MusterChild last = start("recover", "north-lost", "--yes", "--output", "json");
        int status = last.end();
        note(last);
        if (!last.err().contains("was carried out already")) {
            assertThat(status).as("%s: %s", seed(), last.words()).isZero();
            eachBeganBeforeItWasSaidDone(last.out());
        }
    }

    private void note(MusterChild recovery) {
        for (String step : recovery.doneSteps()) {
            assertThat(doneBefore.put(step, Instant.now()))
                    .as("%s: step %s was done before; %s", seed(), step, recovery.words())
                    .isNull();
        }
    }

    private void eachBeganBeforeItWasSaidDone(String answer) {
        List<MatchResult> receipts = RECEIPT.matcher(answer).results().toList();
        assertThat(receipts).as(answer).hasSizeGreaterThanOrEqualTo(doneBefore.size());
        for (MatchResult receipt : receipts) {
            Instant said = doneBefore.get(receipt.group(1));
            if (said != null) {
                assertThat(Instant.parse(receipt.group(2))).as(seed()).isBefore(said);
            }
        }
    }

    @Test
    void aFlippedByteIsMendedFromTheOtherCopy() throws Exception {
        backUpAndCapture();
        Path pack = biggestPack("south");
        byte[] whole = Files.readAllBytes(pack);
        flip(pack);

        succeeds("restore", "db", "--into", folder.resolve("restored").toString());

        assertThat(folder.resolve("restored/global/pg_control")).exists();
        assertThat(pack).hasBinaryContent(whole);
    }

    @Test
    void aByteThatIsFlippedInBothCopiesNeverBecomesADatabase() throws Exception {
        backUpAndCapture();
        Path south = biggestPack("south");
        flip(south);
        flip(regions.vault("north").resolve(regions.vault("south").relativize(south)));

        MusterChild restore = start("restore", "db", "--into", folder + "/restored");

        assertThat(restore.end()).as(restore.words()).isEqualTo(4);
        assertThat(restore.err()).contains("MUS-2", south.getFileName().toString());
        assertThat(Leftovers.files(folder))
                .filteredOn(file -> file.endsWith("global/pg_control"))
                .containsExactly(folder.resolve("north/database/data/global/pg_control"));
        // not even a half one beside it
        assertThat(folder.toFile().list()).noneMatch(name -> name.startsWith("restored"));
    }

    /// The daemon's first backup is due at once; its log is whole when a later commit was captured.
    private void backUpAndCapture() throws Exception {
        MusterChild serve = start("serve");
        serve.awaitWords("new in the vault");
        serve.awaitWords("commits wait for the capture");
        try (NumberWriter writer = new NumberWriter(regions)) {
            writer.awaitMore();
        }
        serve.kill();
    }

    private Path biggestPack(String region) throws IOException {
        return Leftovers.files(regions.vault(region).resolve("packs")).stream()
                .max(Comparator.comparingLong(file -> file.toFile().length()))
                .orElseThrow();
    }

    private void flip(Path file) throws IOException {
        byte[] bytes = Files.readAllBytes(file);
        // behind the head, where content is
        int at = bytes.length / 4 + random.nextInt(bytes.length / 4);
        bytes[at] ^= (byte) (1 << random.nextInt(8));
        Files.delete(file);
        Files.write(file, bytes);
    }

    private MusterChild start(String... words) throws IOException {
        return MusterChild.start(folder, words);
    }

    private MusterChild succeeds(String... words) throws Exception {
        MusterChild child = start(words);
        assertThat(child.end()).as("%s: %s %s", seed(), List.of(words), child.words()).isZero();
        return child;
    }

    private void pause(int limitMillis) throws InterruptedException {
        Thread.sleep(random.nextInt(limitMillis));
    }

    private static String seed() {
        return "muster.seed=" + SEED;
    }
}
