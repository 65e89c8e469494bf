package dev.muster.vault.repository;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.muster.model.MusterException;
import dev.muster.model.RecoveryPoint;
import dev.muster.vault.VaultErrors;
import dev.muster.vault.format.Certificate;
import dev.muster.vault.format.CommitVersion;
import dev.muster.vault.format.ObjectKind;
import dev.muster.vault.format.Rewrite;
import dev.muster.vault.format.SignedObject;
import dev.muster.vault.format.SigningKey;
import dev.muster.vault.keys.KeyCare;
import dev.muster.vault.store.Copy;
import dev.muster.vault.store.MemoryStore;
import dev.muster.vault.store.WriteRule;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RepackTest {
    private static final WriteRule BOTH = WriteRule.requiring(World.NORTH, World.SOUTH);
    private static final RepackRules MOST = new RepackRules(70, 100);

    private static final int PLAIN = 100_000;

    private final Random random = new Random(5);

    @TempDir Path folder;
    private World world;
    private int restored;
    private final Map<String, Map<String, TestFile>> backups = new TreeMap<>();
    private final Map<String, TestFile> files = new LinkedHashMap<>();

    /// Each day some files are others, and some pages of the tables, so that old packs slowly
    /// empty.
    @BeforeEach
    void backUpForDays() {
        world = new World(folder.resolve("keys"), 3, 0);
        try (Vault vault = world.open()) {
            new KeyCare(vault, world.keys, "test").addMaintainer();
        }
        files.put("large", pale((9 << 20) + 100));
        for (int i = 0; i < 12; i++) {
            files.put("plain" + i, TestFile.plain(random, PLAIN));
            files.put("table" + i, TestFile.pages(random, 12 * 8192));
        }
        for (int day = 0; day < 5; day++) {
            backUp();
            for (int i = day * 2; i < day * 2 + 2; i++) {
                files.put("plain" + i, TestFile.plain(random, PLAIN));
                files.put("table" + i, TestFile.pages(random, 13 * 8192));
            }
            files.compute("large", (name, large) -> large.changed(random, 700));
        }
    }

    /// Pages that take little room when they are stored.
    private TestFile pale(int size) {
        byte[] bytes = new byte[size];
        for (int at = 0; at < size; at += 8192) {
            bytes[at] = (byte) random.nextInt();
        }
        return new TestFile(bytes, 8192);
    }

    private RecoveryPoint backUp() {
        world.timing.advance(Duration.ofDays(1));
        RecoveryPoint point = world.backup(files);
        backups.put(point.id(), new LinkedHashMap<>(files));
        return point;
    }

    private static long bytes(MemoryStore store) {
        return store.list("packs/").stream().mapToLong(it -> it.bytes()).sum();
    }

    private RepackReport repack(Vault vault, RepackRules rules) {
        return vault.repack(world.keys.maintainer()).run(rules);
    }

    /// What the rule keeps restores byte for byte, from each copy alone.
    private void assertRestores(int count) {
        for (Copy copy : world.copies()) {
            try (Vault alone = Vault.open(List.of(copy), world.ports())) {
                RecoveryPoints points = alone.points(World.ORDERS);
                assertThat(points.unreadable()).isEmpty();
                assertThat(points.points()).hasSize(count);
                points.points()
                        .forEach(point -> world.assertReads(alone, point, backups.get(point.id())));
                assertThat(alone.checking().check(1).problems()).isEmpty();
                if (copy.region().equals(World.SOUTH)) {
                    continue;
                }
                RecoveryPoint newest = points.points().getLast();
                Path into = folder.resolve("restored" + restored++);
                Map<String, byte[]> found = world.restore(alone, newest, into);
                TestFile.assertSame(found, backups.get(newest.id()));
            }
        }
    }

    @Test
    void whatAPruneCannotFreeIsMovedAndEveryKeptPointRestores() {
        try (Vault vault = world.open()) {
            vault.janitor().prune(PruneTest.last(2));
            long pruned = bytes(world.north);
            RepackReport plan = vault.repack(world.keys.maintainer()).plan(MOST);
            assertThat(bytes(world.north)).isEqualTo(pruned);
            RepackReport.Source planned = plan.sources().getFirst();
            RepackReport done = repack(vault, MOST);
            assertThat(done.problems()).isEmpty();
            RepackReport.Source moved = done.sources().getFirst();
            assertThat(moved.packs()).isEqualTo(planned.packs()).isPositive();
            assertThat(moved.bytes()).isEqualTo(planned.bytes());
            assertThat(moved.points()).isEqualTo(2);
            assertRestores(2);

            PruneReport freed = vault.janitor().prune(PruneTest.last(2).after(done));
            assertThat(freed.waiting()).isEmpty();
            assertThat(freed.copies()).allMatch(copy -> copy.leftovers().bytes() == 0);
            assertThat(pruned - bytes(world.north))
                    .isBetween(moved.freed().bytes() - 20_000, moved.freed().bytes() + 20_000);
            assertThat(bytes(world.north)).isLessThan(pruned * 3 / 4);
            assertThat(bytes(world.south)).isEqualTo(bytes(world.north));
            assertThat(vault.care().lag()).allMatch(CopyLag::isCaughtUp);
            assertRestores(2);
            assertThat(world.north.list("commits/"))
                    .filteredOn(it -> CommitNames.isRecord(it.name()))
                    .hasSize(2)
                    .noneMatch(it -> CommitNames.version(it.name()).isOriginal());
            // what is left to do is what the maps before have lost
            assertThat(vault.repack(world.keys.maintainer()).plan(MOST).sources())
                    .allMatch(left -> left.bytes().bytes() < 60_000);
        }
    }

    @Test
    void theNextBackupFindsWhatWasMoved() {
        try (Vault vault = world.open()) {
            vault.janitor().prune(PruneTest.last(1));
            RepackReport moved = repack(vault, MOST);
            vault.janitor().prune(PruneTest.last(1).after(moved));
        }
        long before = bytes(world.north);
        // found by the map where it was, and by the maintainer's index under another name
        for (int i = 0; i < 12; i++) {
            files.put("again" + i, files.get("plain" + i));
        }
        backUp();
        assertThat(bytes(world.north) - before).isLessThan(12 * PLAIN / 4);
        files.remove("plain11");
        long unchanged = bytes(world.north);
        backUp();
        assertThat(bytes(world.north) - unchanged).isLessThan(30_000);
        assertRestores(3);
    }

    @Test
    void whatWasMovedIsMovedAgainAndNothingIsKeptTwice() {
        for (int round = 0; round < 4; round++) {
            try (Vault vault = world.open()) {
                vault.janitor().prune(PruneTest.last(2));
                RepackReport moved = repack(vault, new RepackRules(90, 2));
                vault.janitor().prune(PruneTest.last(2).after(moved));
                assertThat(vault.care().lag()).allMatch(CopyLag::isCaughtUp);
            }
            assertRestores(2);
            files.put("plain3", TestFile.plain(random, PLAIN));
            files.compute("large", (name, large) -> large.changed(random, 300));
            backUp();
        }
        long live = files.values().stream().mapToLong(it -> it.content().length).sum();
        try (Vault vault = world.open()) {
            vault.janitor().prune(PruneTest.last(1));
            RepackReport moved = repack(vault, new RepackRules(90, 2));
            vault.janitor().prune(PruneTest.last(1).after(moved));
        }
        assertRestores(1);
        // files are half random, so half of them is what it takes
        assertThat(bytes(world.north)).isLessThan(live * 7 / 10);
        assertThat(world.north.list("packs/")).hasSizeLessThan(6);
    }

    @Test
    void smallPacksAreJoined() {
        for (int i = 0; i < 10; i++) {
            files.put("tiny" + i, TestFile.plain(random, 5000));
            backUp();
        }
        int before = world.north.list("packs/").size();
        try (Vault vault = world.open()) {
            RepackReport moved = repack(vault, new RepackRules(0, 8));
            vault.janitor().prune(PruneTest.last(99).after(moved));
        }
        assertThat(world.north.list("packs/")).hasSizeLessThan(before - 15);
        try (Vault vault = world.open()) {
            assertThat(vault.points(World.ORDERS).points()).hasSize(15);
            vault.janitor().prune(PruneTest.last(2));
        }
        assertRestores(2);
    }

    @Test
    void aRuleOfRetentionSeesMovedPointsAsOldAsTheyAre() {
        try (Vault vault = world.open()) {
            PruneReport before = vault.janitor().plan(PruneTest.last(2));
            world.timing.advance(Duration.ofDays(30));
            RepackReport moved = repack(vault, new RepackRules(100, 2));
            vault.janitor().prune(PruneTest.last(5).after(moved));
            assertThat(vault.janitor().plan(PruneTest.last(2)).sources().getFirst().points())
                    .isEqualTo(before.sources().getFirst().points());
        }
    }

    @Test
    void aCopyThatWasAwayGetsWhatWasMovedAndKeepsItsOwnUntilThen() {
        try (Vault vault = world.open()) {
            vault.janitor().prune(PruneTest.last(2));
        }
        long before = bytes(world.south);
        List<Copy> north = List.of(new Copy(World.NORTH, world.north));
        RepackReport moved;
        try (Vault vault = Vault.open(north, world.ports())) {
            moved = repack(vault, MOST);
        }
        try (Vault vault = world.open()) {
            vault.janitor().prune(PruneTest.last(2).after(moved));
            assertThat(bytes(world.south)).isEqualTo(before);
            assertRestores(2);
            assertThat(vault.care().lag()).anyMatch(lag -> !lag.isCaughtUp());
            assertThat(vault.care().catchUp().problems()).isEmpty();
            vault.janitor().prune(PruneTest.last(2).after(moved));
            assertThat(vault.care().lag()).allMatch(CopyLag::isCaughtUp);
        }
        assertThat(bytes(world.south)).isEqualTo(bytes(world.north)).isLessThan(before);
        assertRestores(2);
    }

    /// A backup host that was taken over signs with its own key.
    @Test
    void onlyAMaintainersWordMovesAnything() {
        String record = world.commit(5);
        byte[] original = world.north.objects().get(record);
        SigningKey thief = world.keys.source(World.ORDERS).signing();
        try (Vault vault = world.open()) {
            VerifiedCommit found = vault.trust().verified(record, original);
            CommitVersion version = new CommitVersion(7, found.commit().session());
            Rewrite forged =
                    new Rewrite(
                            vault.config().number(),
                            version,
                            java.util.Optional.empty(),
                            original,
                            found.commit().root().place(),
                            List.of(),
                            List.of(),
                            found.commit().keys());
            String name =
                    CommitNames.record(
                            CommitNames.key(found.commit().place(), version),
                            found.commit().session());
            byte[] object = forged.encode(thief);
            world.north.putIfAbsent(name, object);
            assertThatThrownBy(() -> vault.trust().verified(name, object))
                    .isInstanceOf(MusterException.class)
                    .extracting(it -> ((MusterException) it).code())
                    .isEqualTo(VaultErrors.NOT_SIGNED);
            RecoveryPoint newest = vault.points(World.ORDERS).points().getLast();
            world.assertReads(vault, newest, backups.get(newest.id()));
            // and the original, offered under the version's name, is not taken for it
            assertThatThrownBy(() -> vault.trust().verified(name, original))
                    .isInstanceOf(MusterException.class);
        }
    }

    /// A janitor has no key, and so no way to look whether what a maintainer says is so.
    @Test
    void aJanitorKeepsForAWeekWhatOnlyAMaintainersWordMakesGarbage() {
        backUp();
        try (Vault vault = world.open()) {
            vault.janitor().prune(PruneTest.last(2));
            repack(vault, MOST);
            long both = bytes(world.north);
            vault.janitor().prune(PruneTest.last(2));
            assertThat(bytes(world.north)).isEqualTo(both);
            world.timing.advance(Duration.ofDays(8));
            backUp();
            backUp();
            vault.janitor().prune(PruneTest.last(4));
            assertThat(bytes(world.north)).isLessThan(both);
        }
        assertRestores(4);
    }

    @Test
    void aMaintainerThatLiesAboutAPlaceIsFoundOut() {
        try (Vault vault = world.open()) {
            repack(vault, new RepackRules(100, 2));
            RecoveryPoint newest = vault.points(World.ORDERS).points().getLast();
            String name =
                    world.north.list("commits/").stream()
                            .map(it -> it.name())
                            .filter(CommitNames::isRecord)
                            .filter(it -> !CommitNames.version(it).isOriginal())
                            .reduce((one, later) -> later)
                            .orElseThrow();
            byte[] object = world.north.objects().get(name);
            Rewrite good =
                    Rewrite.decode(
                            new SignedObject(ObjectKind.REWRITE, name, object),
                            vault.config().number());
            String older =
                    world.north.list("commits/").stream()
                            .map(it -> it.name())
                            .filter(CommitNames::isRecord)
                            .filter(it -> !CommitNames.version(it).isOriginal())
                            .findFirst()
                            .orElseThrow();
            VerifiedCommit other = vault.trust().verified(older, world.north.objects().get(older));
            Rewrite bad =
                    new Rewrite(
                            good.vault(),
                            good.version(),
                            good.witnessed(),
                            good.original(),
                            other.commit().root().place(),
                            good.segments(),
                            good.packs(),
                            good.keys());
            byte[] lie = bad.encode(world.keys.maintainer().signing());
            world.north.objects().put(name, lie);
            world.south.objects().put(name, lie);
            assertThatThrownBy(
                            () -> vault.snapshot(World.ORDERS, newest.id(), world.keys.archive()))
                    .isInstanceOf(MusterException.class)
                    .extracting(it -> ((MusterException) it).code())
                    .isEqualTo(VaultErrors.DAMAGED);
        }
    }

    @Test
    void whatARemovedMaintainerMovedCountsOnAndNothingNew() {
        try (Vault vault = world.open()) {
            vault.janitor().prune(PruneTest.last(2));
            RepackReport moved = repack(vault, MOST);
            vault.janitor().prune(PruneTest.last(2).after(moved));
            KeyCare care = new KeyCare(vault, world.keys, "test");
            Certificate maintainer =
                    vault.keys().certificates().stream()
                            .filter(it -> it.role() == Certificate.Role.MAINTAINER)
                            .findFirst()
                            .orElseThrow();
            care.remove(maintainer);
            assertRestores(2);
            assertThatThrownBy(() -> repack(vault, MOST))
                    .isInstanceOf(MusterException.class)
                    .extracting(it -> ((MusterException) it).code())
                    .isEqualTo(VaultErrors.NOT_SIGNED);
            // the source's key is still known for what it signed, inside of what was moved
            care.rotateSource(World.ORDERS, true);
            assertRestores(2);
        }
    }

    @Test
    void aBackupThatIsGoingOnMeanwhileLosesNothing() {
        try (Vault vault = world.open();
                Vault other = world.open()) {
            vault.janitor().prune(PruneTest.last(2));
            RepackReport moved;
            try (BackupSession session =
                    other.backup(
                            world.keys.source(World.ORDERS), dev.muster.model.Epoch.FIRST, BOTH)) {
                moved = repack(vault, MOST);
                assertThat(vault.janitor().prune(PruneTest.last(2).after(moved)).waiting())
                        .isNotEmpty();
                RecoveryPoint point = world.fill(session, files);
                backups.put(point.id(), new LinkedHashMap<>(files));
            }
            vault.janitor().prune(PruneTest.last(3).after(moved));
        }
        assertRestores(3);
    }
}
