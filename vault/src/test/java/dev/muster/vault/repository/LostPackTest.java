package dev.muster.vault.repository;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.muster.model.FileMetadata;
import dev.muster.model.FileStamp;
import dev.muster.model.MusterException;
import dev.muster.model.RecoveryPoint;
import dev.muster.vault.format.DamageMark;
import dev.muster.vault.format.ObjectHash;
import dev.muster.vault.keys.KeyCare;
import dev.muster.vault.repository.CheckReport.Problem;
import dev.muster.vault.store.MemoryStore;
import dev.muster.vault.store.StorageRole;
import dev.muster.vault.store.StoredObject;
import dev.muster.vault.store.WriteRule;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Packs that are damaged in every copy: nothing new counts on them, and what the source still has
/// makes older points whole again.
class LostPackTest {
    private static final boolean SOAK =
            Set.of("vault", "all").contains(System.getProperty("muster.soak", ""));
    private static final long SEED = Long.getLong("muster.seed", System.nanoTime() & 0xffff);
    private static final WriteRule BOTH = WriteRule.requiring(World.NORTH, World.SOUTH);

    private final Random random = new Random(SEED);

    @TempDir Path folder;
    private World world;
    private final Map<String, TestFile> files = new LinkedHashMap<>();
    private final Map<RecoveryPoint, Map<String, TestFile>> backups = new LinkedHashMap<>();
    private int restored;

    @BeforeEach
    void backUp() {
        world = new World(folder.resolve("keys"), 8, 0);
        try (Vault vault = world.open()) {
            new KeyCare(vault, world.keys, "test").addMaintainer();
        }
        files.put("table", TestFile.pages(random, 60 * 8192));
        files.put("plain", TestFile.plain(random, 200_000));
        files.put("same", TestFile.plain(random, 90_000));
        for (int day = 0; day < 3; day++) {
            add(world, files);
            files.compute("table", (path, table) -> table.changed(random, 2));
        }
    }

    private RecoveryPoint add(World to, Map<String, TestFile> content) {
        to.timing.advance(Duration.ofDays(1));
        RecoveryPoint point = to.backup(content);
        backups.put(point, new LinkedHashMap<>(content));
        return point;
    }

    private String largest() {
        return world.north.list("packs/").stream()
                .max(Comparator.comparingLong(StoredObject::bytes))
                .orElseThrow()
                .name();
    }

    /// Damages a pack in both copies, in its middle or from its head on.
    private void lose(String pack) {
        for (MemoryStore store : List.of(world.north, world.south)) {
            byte[] bytes = store.objects().get(pack).clone();
            for (int at = 60; at < bytes.length; at += 500) {
                bytes[at] ^= 1;
            }
            store.objects().put(pack, bytes);
        }
    }

    private static List<Problem> repair(Vault vault) {
        Scrub scrub = vault.scrub();
        return scrub.repair(scrub.scrub(Scrub.Order.ALL, Scrub.Progress.SILENT).found());
    }

    private static String mark(String pack) {
        return DamageMark.object(PackNames.hash(pack));
    }

    private List<Loss> losses(Vault vault, List<Problem> left) {
        return vault.losses().of(left, Optional.of(world.keys.archive()));
    }

    private void assertAllWhole(Vault vault) {
        backups.forEach((point, content) ->
                TestFile.assertSame(
                        world.restore(vault, point, folder.resolve("r" + restored++)), content));
    }

    @Test
    void aRepairMarksWhatNoCopyHasWholeAndTheNextBackupStoresItAnew() {
        String pack = largest();
        lose(pack);
        try (Vault vault = world.open()) {
            List<Problem> left = repair(vault);
            assertThat(left).extracting(Problem::name).containsOnly(pack);
            assertThat(world.north.exists(mark(pack))).isTrue();
            assertThat(world.south.exists(mark(pack))).isTrue();
            assertThat(losses(vault, left)).isNotEmpty();
            RecoveryPoint next = add(world, files);
            TestFile.assertSame(world.restore(vault, next, folder.resolve("next")), files);
        }
    }

    /// What the marks are for: without them the damage is passed on, as nobody can see it.
    @Test
    void withoutAMarkABackupCountsOnADamagedPack() {
        lose(largest());
        RecoveryPoint next = add(world, files);
        try (Vault vault = world.open()) {
            assertThatThrownBy(() -> world.restore(vault, next, folder.resolve("next")))
                    .isInstanceOf(MusterException.class);
        }
    }

    @Test
    void olderPointsAreWholeAgainOnceTheSourceHasStoredTheirContentAnew() {
        String pack = largest();
        lose(pack);
        try (Vault vault = world.open()) {
            repair(vault);
            // the very first state again, so that all that was lost is stored anew
            add(world, backups.values().iterator().next());
            add(world, files);
        }
        try (Vault vault = world.open()) {
            List<Problem> left = repair(vault);
            assertThat(left).as("the pack is damaged still").isNotEmpty();
            assertThat(losses(vault, left)).isEmpty();
            assertAllWhole(vault);
            for (RecoveryPoint point : backups.keySet()) {
                assertThat(verified(vault, point).lost()).isEmpty();
            }
        }
        // and where somebody removed it
        world.north.delete(pack);
        world.south.delete(pack);
        try (Vault vault = world.open()) {
            assertAllWhole(vault);
        }
    }

    private Extracted verified(Vault vault, RecoveryPoint point) {
        try {
            return vault.snapshot(World.ORDERS, point.id(), world.keys.archive())
                    .verify(path -> true, ExtractProgress.SILENT);
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    @Test
    void whatTheSourceNoLongerHasIsNamedAndNothingElse() {
        String pack = largest();
        lose(pack);
        files.put("plain", TestFile.plain(random, 150_000));
        try (Vault vault = world.open()) {
            repair(vault);
            add(world, files);
            List<Loss> losses = losses(vault, repair(vault));
            assertThat(losses).isNotEmpty();
            backups.forEach((point, content) -> {
                Set<String> named = new TreeSet<>();
                losses.stream()
                        .filter(loss -> loss.point().equals(point.id()))
                        .forEach(loss -> named.add(loss.path().orElseThrow()));
                assertThat(named)
                        .as("seed " + SEED + " " + point.id())
                        .isEqualTo(unreadable(vault, point, content))
                        .doesNotContain("same");
            });
        }
    }

    private Set<String> unreadable(
            Vault vault, RecoveryPoint point, Map<String, TestFile> content) {
        BackupSnapshot snapshot = vault.snapshot(World.ORDERS, point.id(), world.keys.archive());
        Set<String> lost = new TreeSet<>();
        content.forEach((path, file) -> {
            try {
                assertThat(snapshot.file(path)).contains(file.content());
            } catch (MusterException e) {
                lost.add(path);
            }
        });
        return lost;
    }

    /// A repack then makes it so for good, and the damaged pack goes with the next prune.
    @Test
    void aRepackLeadsOlderPointsToWhatWasStoredAnewAndThePackGoes() {
        String pack = largest();
        lose(pack);
        try (Vault vault = world.open()) {
            repair(vault);
            add(world, backups.values().iterator().next());
            RecoveryPoint last = add(world, files);
            RepackReport done = vault.repack(world.keys.maintainer()).run(new RepackRules(0, 100));
            assertThat(done.problems()).isEmpty();
            vault.janitor().prune(PruneTest.last(9).after(done));
            assertThat(world.north.exists(pack)).isFalse();
            assertThat(world.south.exists(pack)).isFalse();
            assertThat(repair(vault)).isEmpty();
            assertThat(world.north.list(DamageMark.PREFIX)).isEmpty();
            assertThat(world.south.list(DamageMark.PREFIX)).isEmpty();
            assertThat(vault.checking().check(1).problems()).isEmpty();
            assertAllWhole(vault);
            // the points lead there by themselves: the newer ones may go
            RecoveryPoint first = backups.keySet().iterator().next();
            vault.holds().hold(World.ORDERS, first.id(), "x", world.keys.controller());
            vault.janitor().prune(PruneTest.last(1));
            world.timing.advance(Duration.ofDays(30));
            vault.janitor().prune(PruneTest.last(1));
            backups.keySet().removeIf(point -> !Set.of(first, last).contains(point));
            assertThat(vault.points(World.ORDERS).points()).hasSize(2);
            assertAllWhole(vault);
        }
    }

    @Test
    void aPointOfWhichSomethingStaysLostIsNotTouchedByARepack() {
        lose(largest());
        files.put("plain", TestFile.plain(random, 150_000));
        try (Vault vault = world.open()) {
            repair(vault);
            add(world, files);
            RepackReport done = vault.repack(world.keys.maintainer()).run(new RepackRules(0, 100));
            assertThat(done.problems()).isNotEmpty().allMatch(it -> it.contains("stays as it is"));
            vault.janitor().prune(PruneTest.last(9).after(done));
            assertThat(vault.points(World.ORDERS).points()).hasSize(backups.size());
            TestFile.assertSame(
                    world.restore(
                            vault, List.copyOf(backups.keySet()).getLast(), folder.resolve("last")),
                    files);
        }
    }

    @Test
    void aCopyThatComesBackWholeTakesTheMarksOff() {
        String pack = largest();
        byte[] whole = world.south.objects().get(pack);
        lose(pack);
        try (Vault vault = world.open()) {
            repair(vault);
            world.south.objects().put(pack, whole);
            assertThat(repair(vault)).isEmpty();
            assertThat(world.north.list(DamageMark.PREFIX)).isEmpty();
            assertThat(world.south.list(DamageMark.PREFIX)).isEmpty();
            assertAllWhole(vault);
        }
    }

    /// In one copy damaged and marked, in the other whole: what is whole is used.
    @Test
    void aMarkSpeaksOfItsOwnCopyOnly() {
        String pack = largest();
        world.north.putIfAbsent(
                mark(pack), new DamageMark(number(), PackNames.hash(pack)).encode());
        long before = bytes(world.south);
        add(world, backups.values().iterator().next());
        assertThat(bytes(world.south) - before).isLessThan(60_000);
    }

    private dev.muster.vault.format.VaultNumber number() {
        try (Vault vault = world.open()) {
            return vault.config().number();
        }
    }

    private static long bytes(MemoryStore store) {
        return store.list("packs/").stream().mapToLong(StoredObject::bytes).sum();
    }

    /// Whoever can write marks can have content stored once more, and nothing else.
    @Test
    void forgedMarksCostSpaceAndNothingElse() {
        List<String> packs =
                world.north.objects().keySet().stream().filter(PackNames::isPack).toList();
        for (MemoryStore store : List.of(world.north, world.south)) {
            packs.forEach(pack -> store.putIfAbsent(mark(pack), new byte[] {1, 2, 3}));
            store.putIfAbsent(DamageMark.PREFIX + "no-hash", new byte[0]);
            store.putIfAbsent(DamageMark.PREFIX + "A".repeat(64), new byte[0]);
            store.putIfAbsent(DamageMark.object(new ObjectHash(1, 2, 3, 4)), new byte[] {1});
            // and names of packs that are none
            store.putIfAbsent("packs/zz/" + "z".repeat(64), new byte[] {1});
        }
        long before = bytes(world.north);
        try (Vault vault = world.open()) {
            add(world, files);
            assertThat(bytes(world.north) - before).isLessThan(2 * before);
            assertAllWhole(vault);
            vault.janitor().prune(PruneTest.last(9));
            world.timing.advance(Duration.ofDays(30));
            vault.janitor().prune(PruneTest.last(9));
            assertAllWhole(vault);
            repair(vault);
            assertThat(world.north.list(DamageMark.PREFIX))
                    .extracting(StoredObject::name)
                    .allMatch(name -> !ObjectHash.isHash(name.substring(8)));
        }
        assertThat(StorageRole.SOURCE.mayAdd(mark(packs.getFirst()))).isFalse();
        assertThat(StorageRole.RESTORER.mayAdd(mark(packs.getFirst()))).isFalse();
    }

    /// What was not touched is taken over without being read, unless it leads into a lost pack.
    @Test
    void anUntouchedFileWithLostContentIsNotTakenOver() {
        Instant time = Instant.ofEpochSecond(1_700_000_000L);
        FileMetadata metadata =
                new FileMetadata(
                        0600,
                        Optional.empty(),
                        Optional.of(time),
                        Optional.of(new FileStamp(time, 42)),
                        List.of());
        TestFile file = TestFile.plain(random, 300_000);
        List<String> older = List.copyOf(world.north.objects().keySet());
        int kept = 0;
        for (int i = 0; i < 3; i++) {
            world.timing.advance(Duration.ofDays(1));
            try (Vault vault = world.open();
                    BackupSession session =
                            vault.backup(
                                    world.keys.source(World.ORDERS),
                                    dev.muster.model.Epoch.FIRST,
                                    BOTH)) {
                Optional<BackupSession.Untouched> untouched =
                        session.untouched("file", metadata, file.content().length);
                if (untouched.isPresent() && session.keep(untouched.get())) {
                    kept++;
                } else {
                    try (FileSink sink = session.file("file", metadata, 0)) {
                        sink.write(ByteBuffer.wrap(file.content()));
                    }
                }
                RecoveryPoint point =
                        session.commit(
                                world.timing.instant(),
                                world.timing.instant(),
                                World.START,
                                World.START);
                if (i == 1) {
                    world.north.list("packs/").stream()
                            .map(StoredObject::name)
                            .filter(name -> !older.contains(name))
                            .filter(name -> world.north.objects().get(name).length > 100_000)
                            .forEach(this::lose);
                    repair(vault);
                } else {
                    assertThat(
                                    vault.snapshot(World.ORDERS, point.id(), world.keys.archive())
                                            .file("file"))
                            .contains(file.content());
                }
            }
        }
        assertThat(kept).isEqualTo(1);
    }

    /// Any packs at all, maps too: the next backup is whole, and so is whatever it stored anew.
    @Test
    void whateverIsLostTheNextBackupIsWhole() {
        World start = world;
        Map<RecoveryPoint, Map<String, TestFile>> first = new LinkedHashMap<>(backups);
        for (int round = 0; round < (SOAK ? 400 : 10); round++) {
            world = start.fork();
            backups.clear();
            backups.putAll(first);
            List<String> packs =
                    new ArrayList<>(
                            world.north.objects().keySet().stream()
                                    .filter(PackNames::isPack)
                                    .toList());
            Set<String> lost = new TreeSet<>();
            for (int i = 0; i <= random.nextInt(4); i++) {
                lost.add(packs.get(random.nextInt(packs.size())));
            }
            lost.forEach(pack -> {
                if (random.nextInt(4) == 0) {
                    world.north.delete(pack);
                    world.south.flip(pack, random.nextInt(world.south.objects().get(pack).length));
                } else {
                    lose(pack);
                }
            });
            String told = "seed " + SEED + ", round " + round + ", lost " + lost;
            try (Vault vault = world.open()) {
                repair(vault);
                Map<String, TestFile> now = new LinkedHashMap<>(files);
                now.compute("table", (path, table) -> table.changed(random, random.nextInt(40)));
                RecoveryPoint next = add(world, now);
                assertReads(told, vault, next, now);
                Map<RecoveryPoint, Integer> before = readable(vault);
                RepackReport done =
                        vault.repack(world.keys.maintainer()).run(new RepackRules(50, 3));
                vault.janitor().prune(PruneTest.last(9).after(done));
                assertReads(told, vault, next, now);
                assertThat(readable(vault)).as(told).isEqualTo(before);
            } catch (MusterException e) {
                throw new AssertionError(told, e);
            }
        }
    }

    private void assertReads(
            String told, Vault vault, RecoveryPoint point, Map<String, TestFile> content) {
        try {
            world.assertReads(vault, point, content);
        } catch (MusterException | AssertionError e) {
            throw new AssertionError(told + " " + point.id(), e);
        }
    }

    /// How many files of each point can be read; -1 where not even their names.
    private Map<RecoveryPoint, Integer> readable(Vault vault) {
        Map<RecoveryPoint, Integer> readable = new LinkedHashMap<>();
        backups.forEach((point, content) -> {
            int count = -1;
            try {
                count = content.size() - unreadable(vault, point, content).size();
            } catch (MusterException unreadable) {
                // its map is lost
            }
            readable.put(point, count);
        });
        return readable;
    }
}
