package dev.muster.vault.repository;

import static org.assertj.core.api.Assertions.assertThat;

import dev.muster.model.MusterException;
import dev.muster.model.RecoveryPoint;
import dev.muster.vault.repository.CheckReport.Sort;
import dev.muster.vault.store.MemoryStore;
import dev.muster.vault.store.StoredObject;
import dev.muster.vault.store.WriteRule;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DamageTest {
    private static final int SAMPLES = 9;

    private final Random random = new Random(3);

    @TempDir Path folder;
    private World base;
    private Map<String, TestFile> files;
    private RecoveryPoint point;
    private int restores;

    @BeforeEach
    void backUp() {
        base = new World(folder.resolve("keys"), 1, 0);
        files = new LinkedHashMap<>();
        files.put("table", TestFile.pages(random, 20 * 8192));
        files.put("plain", TestFile.plain(random, 100_000));
        base.backup(files);
        files.compute("table", (path, file) -> file.changed(random, 2));
        point = base.backup(files);
    }

    /// Each object with some offsets spread over it.
    private List<Map.Entry<String, Integer>> samples() {
        List<Map.Entry<String, Integer>> samples = new ArrayList<>();
        base.north
                .objects()
                .forEach((name, bytes) -> {
                    boolean shared = base.south.objects().containsKey(name);
                    for (int i = 0; shared && i < SAMPLES; i++) {
                        int at = i < 4 ? i * 11 : random.nextInt(bytes.length);
                        samples.add(Map.entry(name, Math.min(at, bytes.length - 1)));
                    }
                });
        return samples;
    }

    @Test
    void aFlippedByteInOneCopyNeverReachesARestoreAndIsMended() {
        int mendedByReading = 0;
        for (Map.Entry<String, Integer> sample : samples()) {
            String name = sample.getKey();
            World world = base.fork();
            world.north.flip(name, sample.getValue());
            try (Vault vault = world.open()) {
                TestFile.assertSame(restore(vault, world), files);
                mendedByReading += vault.copies().mended().size();
                CheckReport report = vault.checking().check(1);
                vault.checking().repair(report);
                if (!name.equals("config") && !MarkMender.isMark(name)) {
                    // without its config a copy is none; all else is mended
                    assertThat(objects(world.north, name))
                            .as(sample.toString())
                            .contains(base.north.objects().get(name));
                }
            }
        }
        assertThat(mendedByReading).isGreaterThan(2 * SAMPLES);
    }

    /// What lies under a name; of a commit, whichever session brought it.
    private static List<byte[]> objects(MemoryStore store, String name) {
        List<byte[]> found = new ArrayList<>();
        store.objects()
                .forEach((other, bytes) -> {
                    boolean same =
                            CommitNames.isRecord(name)
                                    ? CommitNames.isRecord(other)
                                            && CommitNames.place(other)
                                                    .equals(CommitNames.place(name))
                                    : other.equals(name);
                    if (same) {
                        found.add(bytes);
                    }
                });
        return found;
    }

    @Test
    void aFlippedByteInAllCopiesNeverReachesARestore() {
        int refused = 0;
        for (Map.Entry<String, Integer> sample : samples()) {
            World world = base.fork();
            world.north.flip(sample.getKey(), sample.getValue());
            world.south.flip(sample.getKey(), sample.getValue());
            Path into = folder.resolve("r" + restores);
            try (Vault vault = world.open()) {
                TestFile.assertSame(restore(vault, world), files);
            } catch (MusterException e) {
                refused++;
                assertThat(e).hasMessageNotContaining("null");
                assertThat(World.read(into)).as("nothing usable is left").isEmpty();
            }
        }
        assertThat(refused).isGreaterThan(SAMPLES * 3);
    }

    private Map<String, byte[]> restore(Vault vault, World world) {
        return world.restore(vault, point, folder.resolve("r" + restores++));
    }

    @Test
    void checkFindsWhatIsMissingDamagedAndRemoved() {
        World world = base.fork();
        String pack =
                world.north.objects().keySet().stream()
                        .filter(name -> name.startsWith("packs/"))
                        .findFirst()
                        .orElseThrow();
        List<String> commits =
                world.north.objects().keySet().stream()
                        .filter(name -> name.startsWith("commits/"))
                        .toList();
        try (Vault vault = world.open()) {
            assertThat(vault.checking().check(1).isHealthy()).isTrue();
            world.north.delete(pack);
            assertThat(sorts(vault.checking().check(0))).containsOnly(Sort.MISSING);
            world.south.flip(pack, 500);
            assertThat(sorts(vault.checking().check(1))).contains(Sort.MISSING, Sort.DAMAGED);
            CheckReport report = vault.checking().check(1);
            assertThat(vault.checking().repair(report)).hasSameSizeAs(report.problems());
            world.south.objects().put(pack, base.south.objects().get(pack));
            assertThat(vault.checking().repair(vault.checking().check(1))).isEmpty();
            assertThat(vault.checking().check(1).problems()).isEmpty();
            world.north.delete(commits.getFirst());
            world.south.delete(commits.getFirst());
            assertThat(sorts(vault.checking().check(0))).containsOnly(Sort.BROKEN_CHAIN);
        }
    }

    private static List<Sort> sorts(CheckReport report) {
        return report.problems().stream().map(CheckReport.Problem::sort).distinct().toList();
    }

    @Test
    void aBackupWhosePackIsDamagedEverywhereIsNotCopied() {
        World world = base.fork();
        for (String name : List.copyOf(world.south.objects().keySet())) {
            if (!name.equals("config")) {
                world.south.delete(name);
            }
        }
        // the largest one has content that every backup needs
        String pack =
                world.north.list("packs/").stream()
                        .max(Comparator.comparingLong(StoredObject::bytes))
                        .orElseThrow()
                        .name();
        world.north.flip(pack, 300);
        try (Vault vault = world.open()) {
            CatchUpReport report = vault.care().catchUp();
            assertThat(report.problems())
                    .anyMatch(it -> it.contains(pack))
                    .anyMatch(it -> it.contains("is not copied to south"));
            assertThat(world.south.list("commits/")).isEmpty();
            assertThat(world.south.exists(pack)).isFalse();
        }
    }

    @Test
    void aBackupAfterALostPackStoresItsContentAgain() {
        World world = base.fork();
        for (String name : List.copyOf(world.north.objects().keySet())) {
            if (name.startsWith("packs/")) {
                world.north.delete(name);
                world.south.delete(name);
            }
        }
        RecoveryPoint again = world.backup(files);
        try (Vault vault = world.open()) {
            TestFile.assertSame(world.restore(vault, again, folder.resolve("again")), files);
        }
    }

    @Test
    void whatAnotherKeySignedIsRefused() {
        World other = new World(folder.resolve("other"), 99, 0);
        other.backup(files);
        World world = base.fork();
        String forged = "commits/orders-db/0000000001-0000000003/" + "7".repeat(32);
        world.north.objects().put(forged, other.north.objects().get(other.commit(1)));
        try (Vault vault = world.open()) {
            RecoveryPoints points = vault.points(World.ORDERS);
            assertThat(points.points()).hasSize(2);
            assertThat(points.unreadable())
                    .singleElement()
                    .asString()
                    .contains("not certified by the owner");
            // and it does not stand in the way of the next backup
            RecoveryPoint next = world.backup(vault, files, WriteRule.ANY);
            TestFile.assertSame(world.restore(vault, next, folder.resolve("next")), files);
        }
    }
}
