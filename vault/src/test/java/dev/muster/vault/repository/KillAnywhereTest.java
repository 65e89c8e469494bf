package dev.muster.vault.repository;

import static org.assertj.core.api.Assertions.assertThat;

import dev.muster.model.MusterException;
import dev.muster.model.RecoveryPoint;
import dev.muster.vault.store.FaultyStore;
import dev.muster.vault.store.Fuse;
import dev.muster.vault.store.MemoryStore;
import dev.muster.vault.store.WriteRule;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class KillAnywhereTest {
    private static final WriteRule BOTH = WriteRule.requiring(World.NORTH, World.SOUTH);
    private static final List<Fuse.Death> DEATHS = List.of(Fuse.Death.BEFORE, Fuse.Death.AFTER);

    private final Random random = new Random(11);

    @TempDir Path folder;
    private int restores;

    private Map<String, TestFile> files() {
        Map<String, TestFile> files = new LinkedHashMap<>();
        files.put("base/1", TestFile.pages(random, 40 * 8192));
        files.put("base/2", TestFile.pages(random, 8192));
        files.put("plain", TestFile.plain(random, 300_000));
        return files;
    }

    private Map<String, TestFile> changed(Map<String, TestFile> files) {
        Map<String, TestFile> changed = new LinkedHashMap<>(files);
        changed.compute("base/1", (path, file) -> file.changed(random, 3));
        changed.put("new", TestFile.plain(random, 70_000));
        return changed;
    }

    private void assertRestores(
            Vault vault, World world, RecoveryPoint point, Map<String, TestFile> files) {
        TestFile.assertSame(world.restore(vault, point, folder.resolve("r" + restores++)), files);
    }

    @Test
    void aProcessThatDiesAtAnyWriteOfABackupLosesNothing() {
        World base = new World(folder.resolve("keys"), 1, 0);
        Map<String, TestFile> before = files();
        RecoveryPoint first = base.backup(before);
        Map<String, TestFile> after = changed(before);
        boolean completed = false;
        for (int writes = 0; !completed; writes++) {
            assertThat(writes).isLessThan(40);
            for (Fuse.Death death : DEATHS) {
                World world = base.fork();
                Fuse fuse = new Fuse(death, writes);
                Optional<RecoveryPoint> acknowledged = attempt(world, fuse, after, BOTH);
                completed = !fuse.isBlown();
                try (Vault vault = world.open()) {
                    List<RecoveryPoint> points = points(vault);
                    assertThat(points).contains(first);
                    acknowledged.ifPresent(point -> assertThat(points).contains(point));
                    for (RecoveryPoint point : points) {
                        assertRestores(vault, world, point, point.equals(first) ? before : after);
                    }
                    RecoveryPoint again = world.backup(vault, after, BOTH);
                    assertRestores(vault, world, again, after);
                    vault.care().catchUp();
                    assertThat(vault.care().lag()).allMatch(CopyLag::isCaughtUp);
                    assertThat(vault.checking().check(1).problems()).isEmpty();
                }
            }
        }
    }

    private static List<RecoveryPoint> points(Vault vault) {
        RecoveryPoints points = vault.points(World.ORDERS);
        assertThat(points.unreadable()).isEmpty();
        return points.points();
    }

    private static Optional<RecoveryPoint> attempt(
            World world, Fuse fuse, Map<String, TestFile> files, WriteRule rule) {
        try (Vault vault =
                Vault.open(
                        World.copies(
                                new FaultyStore(world.north, fuse),
                                new FaultyStore(world.south, fuse)),
                        world.ports())) {
            return Optional.of(world.backup(vault, files, rule));
        } catch (MusterException dead) {
            return Optional.empty();
        }
    }

    @Test
    void aCopyThatDiesAtAnyWriteIsOwedTheRestAndCaughtUpLater() {
        World base = new World(folder.resolve("keys"), 1, 0);
        Map<String, TestFile> before = files();
        base.backup(before);
        Map<String, TestFile> after = changed(before);
        for (Fuse.Death death : Fuse.Death.values()) {
            for (int writes = 0; writes < 5; writes++) {
                World world = base.fork();
                FaultyStore south = new FaultyStore(world.south, new Fuse(death, writes));
                RecoveryPoint point;
                try (Vault vault = Vault.open(World.copies(world.north, south), world.ports())) {
                    point = world.backup(vault, after, WriteRule.requiring(World.NORTH));
                }
                // what south shows on its own is whole
                try (Vault vault = southAlone(world)) {
                    for (RecoveryPoint shown : points(vault)) {
                        assertRestores(vault, world, shown, shown.equals(point) ? after : before);
                    }
                }
                try (Vault vault = world.open()) {
                    vault.care().catchUp();
                    assertThat(vault.care().lag()).allMatch(CopyLag::isCaughtUp);
                }
                try (Vault vault = southAlone(world)) {
                    assertThat(points(vault)).contains(point);
                    assertRestores(vault, world, point, after);
                    assertThat(vault.checking().check(1).problems()).isEmpty();
                }
            }
        }
    }

    /// What copies have in common, commits by their place.
    private static Set<String> shared(MemoryStore store) {
        return store.objects().keySet().stream()
                .filter(name -> !name.startsWith("sessions/") && !name.endsWith("/number"))
                .map(name -> CommitNames.isRecord(name) ? CommitNames.place(name) : name)
                .collect(Collectors.toSet());
    }

    private static Vault southAlone(World world) {
        return Vault.open(
                List.of(new dev.muster.vault.store.Copy(World.SOUTH, world.south)), world.ports());
    }

    @Test
    void catchingUpThatDiesAtAnyWriteShowsNothingHalfAndGoesOn() {
        World base = new World(folder.resolve("keys"), 1, 0);
        Map<String, TestFile> before = files();
        Map<String, TestFile> after = changed(before);
        List<RecoveryPoint> points = new ArrayList<>();
        try (Vault north =
                Vault.open(
                        List.of(new dev.muster.vault.store.Copy(World.NORTH, base.north)),
                        base.ports())) {
            points.add(base.backup(north, before, WriteRule.ANY));
            points.add(base.backup(north, after, WriteRule.ANY));
        }
        boolean completed = false;
        for (int writes = 0; !completed; writes++) {
            World world = base.fork();
            Fuse fuse = new Fuse(Fuse.Death.BEFORE, writes);
            try (Vault vault =
                    Vault.open(
                            World.copies(world.north, new FaultyStore(world.south, fuse)),
                            world.ports())) {
                vault.care().catchUp();
            } catch (MusterException dead) {
                assertThat(fuse.isBlown()).isTrue();
            }
            completed = !fuse.isBlown();
            if (completed) {
                assertThat(shared(world.south)).isEqualTo(shared(world.north));
            }
            try (Vault vault = southAlone(world)) {
                for (RecoveryPoint shown : points(vault)) {
                    assertRestores(
                            vault, world, shown, shown.equals(points.getFirst()) ? before : after);
                }
            }
            try (Vault vault = world.open()) {
                vault.care().catchUp(World.SOUTH);
            }
            try (Vault vault = southAlone(world)) {
                assertThat(points(vault)).isEqualTo(points);
            }
        }
    }

    @Test
    void aCopyThatMissedABackupGetsTheNextOneWhole() {
        World world = new World(folder.resolve("keys"), 1, 0);
        Map<String, TestFile> before = files();
        Map<String, TestFile> after = changed(before);
        FaultyStore lost = new FaultyStore(world.south, new Fuse(Fuse.Death.BEFORE, 0));
        try (Vault vault = Vault.open(World.copies(world.north, lost), world.ports())) {
            world.backup(vault, before, WriteRule.ANY);
        }
        RecoveryPoint point;
        try (Vault vault = world.open()) {
            point = world.backup(vault, after, WriteRule.ANY);
        }
        try (Vault vault = southAlone(world)) {
            assertThat(points(vault)).containsExactly(point);
            assertRestores(vault, world, point, after);
        }
    }

    @Test
    void aKilledBackupsPacksAreUsedByTheNextOne() {
        World world = new World(folder.resolve("keys"), 1, 0);
        Map<String, TestFile> files = files();
        try (Vault vault = world.open();
                BackupSession session =
                        vault.backup(
                                world.keys.source(World.ORDERS),
                                dev.muster.model.Epoch.FIRST,
                                BOTH)) {
            World.write(session, files);
        }
        try (Vault vault = world.open()) {
            assertThat(points(vault)).isEmpty();
            RecoveryPoint point = world.backup(vault, files, BOTH);
            assertThat(point.stored().bytes()).isLessThan(5_000);
            assertRestores(vault, world, point, files);
        }
    }
}
