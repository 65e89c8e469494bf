package dev.muster.vault.repository;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.muster.model.Epoch;
import dev.muster.model.MusterException;
import dev.muster.model.RecoveryPoint;
import dev.muster.vault.VaultErrors;
import dev.muster.vault.keep.KeepRule;
import dev.muster.vault.store.Copy;
import dev.muster.vault.store.FaultyStore;
import dev.muster.vault.store.Fuse;
import dev.muster.vault.store.MemoryStore;
import dev.muster.vault.store.WriteRule;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PruneTest {
    private static final WriteRule BOTH = WriteRule.requiring(World.NORTH, World.SOUTH);

    private final Random random = new Random(21);

    @TempDir Path folder;
    private World world;
    private final Map<RecoveryPoint, Map<String, TestFile>> backups = new LinkedHashMap<>();

    @BeforeEach
    void backUpForDays() {
        world = new World(folder.resolve("keys"), 3, 0);
        Map<String, TestFile> files = new LinkedHashMap<>();
        files.put("table", TestFile.pages(random, 40 * 8192));
        for (int day = 0; day < 5; day++) {
            files = new LinkedHashMap<>(files);
            files.put("day", TestFile.plain(random, 90_000));
            world.timing.advance(Duration.ofDays(1));
            backups.put(world.backup(files), files);
        }
    }

    static PruneRules last(int count) {
        return new PruneRules(
                Map.of(World.ORDERS, new KeepRule(Optional.empty(), count, 0, 0, 0, 0)),
                PruneRules.PATIENCE,
                Set.of());
    }

    private List<RecoveryPoint> points() {
        return List.copyOf(backups.keySet());
    }

    private void assertHolds(World world, List<RecoveryPoint> wanted) {
        try (Vault vault = world.open()) {
            RecoveryPoints found = vault.points(World.ORDERS);
            assertThat(found.unreadable()).isEmpty();
            assertThat(found.points()).containsExactlyElementsOf(wanted);
            wanted.forEach(point -> assertRestores(vault, point));
            assertThat(vault.checking().check(1).problems()).isEmpty();
        }
    }

    private void assertRestores(Vault vault, RecoveryPoint point) {
        world.assertReads(vault, point, backups.get(point));
    }

    private static long bytes(MemoryStore store) {
        return store.objects().values().stream().mapToLong(it -> it.length).sum();
    }

    @Test
    void whatTheRuleKeepsRestoresAndTheRestIsGoneFromBothCopies() {
        long before = bytes(world.north);
        try (Vault vault = world.open()) {
            PruneReport plan = vault.janitor().plan(last(2));
            assertThat(plan.sources().getFirst().points())
                    .extracting(PruneReport.Point::goes)
                    .containsExactly(true, true, true, false, false);
            assertThat(bytes(world.north)).isEqualTo(before);
            PruneReport done = vault.janitor().prune(last(2));
            assertThat(done.waiting()).isEmpty();
            assertThat(done.copies())
                    .isEqualTo(plan.copies())
                    .allMatch(freed -> freed.bytes().bytes() > 80_000);
            assertThat(done.copies().getFirst().bytes().bytes())
                    .isBetween(before - bytes(world.north) - 9_000, before - bytes(world.north));
        }
        assertHolds(world, points().subList(3, 5));
        assertThat(world.north.objects().keySet())
                .noneMatch(name -> name.startsWith("condemned/") || name.startsWith("sessions/"));
        try (Vault vault = world.open()) {
            assertThat(vault.care().lag()).allMatch(CopyLag::isCaughtUp);
            assertThat(vault.janitor().plan(last(2)).copies())
                    .allMatch(freed -> freed.objects() == 0);
        }
    }

    @Test
    void theNewestPointStaysWhateverTheRule() {
        try (Vault vault = world.open()) {
            vault.janitor().prune(last(0));
        }
        assertHolds(world, points().subList(4, 5));
    }

    @Test
    void withoutARuleNothingOfABackupGoes() {
        PruneRules none = new PruneRules(Map.of(), Duration.ofDays(2), Set.of());
        try (Vault vault = world.open()) {
            vault.janitor().prune(none);
        }
        assertHolds(world, points());
    }

    @Test
    void aHeldPointStaysUntilItIsReleased() {
        RecoveryPoint oldest = points().getFirst();
        try (Vault vault = world.open()) {
            ControllerKey key = world.keys.controller();
            vault.holds().hold(World.ORDERS, oldest.id(), "case 7", key);
            vault.janitor().prune(last(1));
            assertThat(vault.points(World.ORDERS).points())
                    .containsExactly(oldest, points().getLast());
            assertRestores(vault, oldest);
            assertThat(vault.holds().held())
                    .singleElement()
                    .extracting(Holds.Hold::reason)
                    .isEqualTo("case 7");
            // a hold that one copy lost still holds
            world.north.objects().keySet().removeIf(name -> name.startsWith("holds/"));
            vault.janitor().prune(last(1));
            assertThat(vault.points(World.ORDERS).points()).contains(oldest);
            vault.holds().release(World.ORDERS, oldest.id(), "closed", key);
            vault.janitor().prune(last(1));
        }
        assertHolds(world, points().subList(4, 5));
    }

    @Test
    void aReleaseThatNoControllerSignedReleasesNothing() {
        RecoveryPoint oldest = points().getFirst();
        try (Vault vault = world.open()) {
            vault.holds().hold(World.ORDERS, oldest.id(), "case 7", world.keys.controller());
            World other = new World(folder.resolve("other"), 77, 0);
            Map<String, TestFile> files = backups.get(oldest);
            other.timing.advance(Duration.ofDays(1));
            RecoveryPoint same = other.backup(files);
            assertThat(same.id()).isEqualTo(oldest.id());
            try (Vault forged = other.open()) {
                ControllerKey key = other.keys.controller();
                forged.holds().hold(World.ORDERS, same.id(), "x", key);
                forged.holds().release(World.ORDERS, same.id(), "x", key);
            }
            other.north
                    .objects()
                    .forEach((name, bytes) -> {
                        if (name.startsWith("holds/")) {
                            world.north.objects().putIfAbsent(name, bytes);
                        }
                    });
            vault.janitor().prune(last(1));
            assertThat(vault.points(World.ORDERS).points()).contains(oldest);
        }
    }

    @Test
    void anOpenBackupIsWaitedForAndWhatItCountsOnIsSpared() {
        Map<String, TestFile> files = backups.get(points().getFirst());
        try (Vault vault = world.open()) {
            BackupSession session =
                    vault.backup(world.keys.source(World.ORDERS), Epoch.FIRST, BOTH);
            // the same content as the oldest backup: its packs are found and counted on
            World.write(session, files);
            PruneReport first = vault.janitor().prune(last(1));
            assertThat(first.waiting())
                    .extracting(PruneReport.Waiting::what)
                    .containsOnly("backup of orders-db");
            assertThat(vault.points(World.ORDERS).points()).hasSize(5);
            RecoveryPoint point = world.fill(session, Map.of());
            backups.put(point, files);
            PruneReport second = vault.janitor().prune(last(1));
            assertThat(second.waiting()).isEmpty();
        }
        assertHolds(world, points().subList(5, 6));
    }

    @Test
    void aBackupThatBeganAfterTheSentenceDoesNotCountOnWhatIsCondemned() {
        Map<String, TestFile> files = backups.get(points().getFirst());
        try (Vault vault = world.open()) {
            BackupSession blocker =
                    vault.backup(world.keys.source(World.ORDERS), Epoch.FIRST, BOTH);
            assertThat(vault.janitor().prune(last(1)).waiting()).isNotEmpty();
            BackupSession session =
                    vault.backup(world.keys.source(World.ORDERS), Epoch.FIRST, BOTH);
            World.write(session, files);
            blocker.close();
            // the condemned goes although the younger session is open
            assertThat(vault.janitor().prune(last(1)).waiting()).isEmpty();
            assertThat(vault.points(World.ORDERS).points()).hasSize(1);
            RecoveryPoint point = world.fill(session, Map.of());
            backups.put(point, files);
            assertRestores(vault, point);
            vault.janitor().prune(last(1));
        }
        assertHolds(world, points().subList(5, 6));
    }

    @Test
    void aWriterThatSleptPastAllPatienceCommitsNothing() {
        try (Vault vault = world.open()) {
            BackupSession session =
                    vault.backup(world.keys.source(World.ORDERS), Epoch.FIRST, BOTH);
            World.write(session, backups.get(points().getFirst()));
            assertThat(vault.janitor().prune(last(1)).waiting()).isNotEmpty();
            world.timing.advance(Duration.ofDays(8));
            assertThat(vault.janitor().prune(last(1)).waiting()).isEmpty();
            assertThatThrownBy(() -> world.fill(session, Map.of()))
                    .isInstanceOf(MusterException.class)
                    .extracting(thrown -> ((MusterException) thrown).code())
                    .isEqualTo(VaultErrors.GIVEN_UP);
            assertThat(vault.points(World.ORDERS).points()).containsExactly(points().getLast());
            vault.janitor().prune(last(1));
        }
        assertHolds(world, points().subList(4, 5));
        assertThat(world.north.objects().keySet().stream().filter(CommitNames::isRecord))
                .hasSize(1);
    }

    @Test
    void whatAKilledBackupLeftStaysForAWhileAndThenGoes() {
        try (Vault vault = world.open();
                BackupSession session =
                        vault.backup(world.keys.source(World.ORDERS), Epoch.FIRST, BOTH)) {
            World.write(session, Map.of("other", TestFile.plain(random, 500_000)));
        }
        long with = bytes(world.north);
        try (Vault vault = world.open()) {
            vault.janitor().prune(last(5));
            assertThat(bytes(world.north)).isBetween(with - 2_000, with);
            world.timing.advance(Duration.ofDays(8));
            PruneReport report = vault.janitor().prune(last(5));
            assertThat(report.copies()).allMatch(freed -> freed.leftovers().bytes() > 200_000);
            assertThat(bytes(world.north)).isLessThan(with - 200_000);
        }
        assertHolds(world, points());
    }

    @Test
    void aCopyThatDoesNotAnswerStopsAPruneUnlessItIsNamed() {
        FaultyStore south = new FaultyStore(world.south, new Fuse(Fuse.Death.BEFORE, 0));
        try (Vault vault = Vault.open(World.copies(world.north, south), world.ports())) {
            assertThatThrownBy(() -> south.delete("config")).isInstanceOf(MusterException.class);
            assertThatThrownBy(() -> vault.janitor().prune(last(1)))
                    .isInstanceOf(MusterException.class)
                    .hasMessageContaining("does not answer")
                    .extracting(thrown -> ((MusterException) thrown).hint())
                    .asString()
                    .contains("--without south");
            PruneRules without =
                    new PruneRules(last(1).keep(), PruneRules.PATIENCE, Set.of(World.SOUTH));
            vault.janitor().prune(without);
        }
        // the copy that was away brings nothing back, and loses the same at the next prune
        try (Vault vault = world.open()) {
            assertThat(vault.care().catchUp().problems()).isEmpty();
            assertThat(
                            world.north.list("commits/").stream()
                                    .filter(object -> CommitNames.isRecord(object.name())))
                    .hasSize(1);
            vault.janitor().prune(last(1));
            assertThat(vault.care().lag()).allMatch(CopyLag::isCaughtUp);
        }
        assertHolds(world, points().subList(4, 5));
    }

    @Test
    void aCopyThatLagsKeepsWhatItHasAsIfItWereAlone() {
        World lagging = new World(folder.resolve("lag"), 5, 0);
        Map<RecoveryPoint, Map<String, TestFile>> made = new LinkedHashMap<>();
        for (int i = 0; i < 6; i++) {
            Map<String, TestFile> files = new TreeMap<>();
            files.put("a", TestFile.plain(random, 30_000));
            lagging.timing.advance(Duration.ofDays(1));
            if (i < 3) {
                made.put(lagging.backup(files), files);
            } else {
                List<Copy> north = List.of(new Copy(World.NORTH, lagging.north));
                try (Vault vault = Vault.open(north, lagging.ports())) {
                    made.put(lagging.backup(vault, files, WriteRule.ANY), files);
                }
            }
        }
        try (Vault vault = lagging.open()) {
            vault.janitor().prune(last(2));
        }
        List<RecoveryPoint> all = List.copyOf(made.keySet());
        List<Copy> south = List.of(new Copy(World.SOUTH, lagging.south));
        try (Vault vault = Vault.open(south, lagging.ports())) {
            assertThat(vault.points(World.ORDERS).points())
                    .containsExactlyElementsOf(all.subList(1, 3));
        }
        try (Vault vault = lagging.open()) {
            assertThat(vault.care().catchUp().problems()).isEmpty();
            vault.janitor().prune(last(2));
            assertThat(vault.points(World.ORDERS).points())
                    .containsExactlyElementsOf(all.subList(4, 6));
            assertThat(vault.checking().check(1).problems()).isEmpty();
        }
    }

    @Test
    void aCopyFilledTodayIsNotEmptiedForItsTimes() {
        KeepRule days = new KeepRule(Optional.empty(), 0, 5, 0, 0, 0);
        PruneRules rules =
                new PruneRules(Map.of(World.ORDERS, days), PruneRules.PATIENCE, Set.of());
        MemoryStore fresh = new MemoryStore("west", world.timing);
        List<Copy> three = new ArrayList<>(world.copies());
        Copy west = new Copy(new dev.muster.model.RegionId("west"), fresh);
        three.add(west);
        world.timing.advance(Duration.ofDays(30));
        Vault.attach(three, west.region(), world.ports());
        try (Vault vault = Vault.open(three, world.ports())) {
            assertThat(vault.care().catchUp().problems()).isEmpty();
        }
        // both old copies are lost for good
        try (Vault vault = Vault.open(List.of(west), world.ports())) {
            vault.janitor().prune(rules);
            assertThat(vault.points(World.ORDERS).points()).hasSize(5);
        }
    }

    @Test
    void aPruneThatDiesAnywhereLosesNothingAndIsFinishedByTheNext() {
        int deaths = 0;
        boolean completed = false;
        for (int writes = 0; !completed; writes++) {
            assertThat(writes).isLessThan(200);
            for (Fuse.Death death : List.of(Fuse.Death.BEFORE, Fuse.Death.AFTER)) {
                World fork = world.fork();
                Fuse fuse = new Fuse(death, writes);
                try (Vault vault =
                        Vault.open(
                                World.copies(
                                        new FaultyStore(fork.north, fuse),
                                        new FaultyStore(fork.south, fuse)),
                                fork.ports())) {
                    vault.janitor().prune(last(2));
                } catch (MusterException dead) {
                    deaths++;
                }
                completed = !fuse.isBlown();
                try (Vault vault = fork.open()) {
                    RecoveryPoints shown = vault.points(World.ORDERS);
                    assertThat(shown.unreadable()).isEmpty();
                    assertThat(shown.points())
                            .containsAll(points().subList(3, 5))
                            .isSubsetOf(points());
                    shown.points().forEach(point -> assertRestores(vault, point));
                    RecoveryPoint next = fork.backup(vault, backups.get(points().get(1)), BOTH);
                    fork.assertReads(vault, next, backups.get(points().get(1)));
                    vault.janitor().prune(last(2));
                    assertThat(vault.points(World.ORDERS).points())
                            .containsExactly(points().get(4), next);
                    assertThat(vault.care().catchUp().problems()).isEmpty();
                    assertThat(vault.checking().check(1).problems()).isEmpty();
                    // what is left of the killed one's list goes too
                    vault.janitor().prune(last(2));
                }
                assertThat(fork.north.objects().keySet())
                        .as("%s %d", death, writes)
                        .noneMatch(
                                name -> name.startsWith("condemned/") && !name.endsWith("/taken"));
            }
        }
        assertThat(deaths).isGreaterThan(40);
    }
}
