package dev.muster.vault.repository;

import static org.assertj.core.api.Assertions.assertThat;

import dev.muster.model.Epoch;
import dev.muster.model.MusterException;
import dev.muster.model.RecoveryPoint;
import dev.muster.vault.keys.KeyCare;
import dev.muster.vault.store.Copy;
import dev.muster.vault.store.MemoryStore;
import dev.muster.vault.store.SimulatedStore;
import dev.muster.vault.store.SimulatedStore.Fault;
import dev.muster.vault.store.SimulatedStore.Mishap;
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
import java.util.concurrent.atomic.LongAdder;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Lets every single request of every operation go wrong in every way, from several beginnings.
/// After each, what was acknowledged is there byte for byte, and everything works again.
///
/// `-Dmuster.soak=vault` takes all of them; else every so many, others each time. `-Dmuster.seed=N`
/// repeats.
class FaultEnumerationTest {
    private static final boolean SOAK =
            Set.of("vault", "all").contains(System.getProperty("muster.soak", ""));
    private static final long SEED = Long.getLong("muster.seed", System.nanoTime() & 0xffff);
    private static final int STRIDE = SOAK ? 1 : 71;
    private static final WriteRule BOTH = WriteRule.requiring(World.NORTH, World.SOUTH);

    @TempDir Path folder;

    /// A vault at some moment of its life.
    private static final class Scene {
        private final String name;
        private final World world;
        private final Map<String, Map<String, TestFile>> acknowledged = new LinkedHashMap<>();
        private final Map<String, Map<String, TestFile>> contents = new LinkedHashMap<>();

        Scene(String name, World world) {
            this.name = name;
            this.world = world;
        }

        Scene fork(String other) {
            Scene fork = new Scene(other, world.fork());
            fork.acknowledged.putAll(acknowledged);
            fork.contents.putAll(contents);
            return fork;
        }

        void backUp(Map<String, TestFile> files, WriteRule rule) {
            world.timing.advance(Duration.ofDays(1));
            try (Vault vault = world.open()) {
                took(world.backup(vault, files, rule), files);
            }
        }

        void took(RecoveryPoint point, Map<String, TestFile> files) {
            acknowledged.put(point.id(), files);
            contents.put(point.id(), files);
        }
    }

    /// Something that a process does with a vault.
    ///
    /// @param removes whether points that the rule does not keep may go
    private record Operation(String name, boolean removes, Work work) {
        interface Work {
            /// @return the point that it acknowledged, if it makes one
            Optional<RecoveryPoint> run(Vault vault, World world);
        }
    }

    private static Map<String, TestFile> files(int number) {
        Random random = new Random(number);
        Map<String, TestFile> files = new LinkedHashMap<>();
        files.put("same", TestFile.pages(new Random(99), 2 * 8192));
        files.put("own", TestFile.plain(random, 3000));
        return files;
    }

    private static final Map<String, TestFile> NEXT = files(77);

    private List<Scene> scenes() {
        List<Scene> scenes = new ArrayList<>();
        Scene fresh = new Scene("three backups", new World(folder.resolve("keys"), SEED, 0));
        try (Vault vault = fresh.world.open()) {
            new KeyCare(vault, fresh.world.keys, "test").addMaintainer();
        }
        for (int i = 0; i < 3; i++) {
            fresh.backUp(files(i), BOTH);
        }
        scenes.add(fresh);
        scenes.add(killed(fresh));
        scenes.add(lagging(fresh));
        scenes.add(condemned(fresh));
        scenes.add(damaged(fresh));
        scenes.add(held(fresh));
        scenes.add(givenUp(fresh));
        scenes.add(failedOver(fresh));
        scenes.add(repacked(fresh));
        scenes.add(halfRepacked(fresh));
        return scenes;
    }

    private static Scene killed(Scene from) {
        Scene scene = from.fork("a killed backup, long ago");
        Mishap counting = Mishap.none();
        World counted = scene.world.fork();
        try (Vault vault = open(counted, counting)) {
            counted.backup(vault, files(50), BOTH);
        }
        int packs = scene.world.north.list("packs/").size();
        List<Boolean> requests = counting.changes();
        List<Integer> changes =
                IntStream.range(0, requests.size()).filter(requests::get).boxed().toList();
        Mishap death = new Mishap(Fault.DIES_BEFORE, changes.get(changes.size() / 2));
        try (Vault vault = open(scene.world, death)) {
            scene.world.backup(vault, files(50), BOTH);
            throw new AssertionError("the backup should have been killed");
        } catch (MusterException dead) {
            assertThat(scene.world.north.list("packs/")).hasSizeGreaterThan(packs);
            scene.world.timing.advance(Duration.ofDays(9));
        }
        scene.backUp(files(3), BOTH);
        return scene;
    }

    private static Scene lagging(Scene from) {
        Scene scene = from.fork("the south lags");
        List<Copy> north = List.of(new Copy(World.NORTH, scene.world.north));
        try (Vault vault = Vault.open(north, scene.world.ports())) {
            scene.world.timing.advance(Duration.ofDays(1));
            Map<String, TestFile> files = files(4);
            scene.took(scene.world.backup(vault, files, WriteRule.ANY), files);
        }
        return scene;
    }

    private static Scene condemned(Scene from) {
        Scene scene = from.fork("a prune died while it deleted");
        Mishap counting = Mishap.none();
        World counted = scene.world.fork();
        try (Vault vault = open(counted, counting)) {
            vault.janitor().prune(PruneTest.last(2));
        }
        Mishap death = new Mishap(Fault.DIES_AFTER, counting.changes().size() * 2 / 3);
        try (Vault vault = open(scene.world, death)) {
            vault.janitor().prune(PruneTest.last(2));
        } catch (MusterException dead) {
            scene.acknowledged.remove(scene.acknowledged.keySet().iterator().next());
        }
        return scene;
    }

    private static Scene damaged(Scene from) {
        Scene scene = from.fork("damage in the north");
        MemoryStore north = scene.world.north;
        List<String> packs = north.list("packs/").stream().map(it -> it.name()).toList();
        north.flip(packs.getFirst(), 200);
        north.delete(packs.getLast());
        north.flip(scene.world.commit(2), 40);
        return scene;
    }

    private static Scene held(Scene from) {
        Scene scene = from.fork("a held point, and more backups");
        try (Vault vault = scene.world.open()) {
            String oldest = scene.acknowledged.keySet().iterator().next();
            vault.holds().hold(World.ORDERS, oldest, "x", scene.world.keys.controller());
        }
        scene.backUp(files(5), BOTH);
        scene.backUp(files(0), BOTH);
        return scene;
    }

    private static Scene givenUp(Scene from) {
        Scene scene = from.fork("a writer that was given up");
        Mishap death = new Mishap(Fault.DIES_BEFORE, 45);
        try (Vault vault = open(scene.world, death)) {
            scene.world.backup(vault, files(51), BOTH);
        } catch (MusterException dead) {
            try (Vault vault = scene.world.open()) {
                vault.janitor().prune(PruneTest.last(9));
                scene.world.timing.advance(Duration.ofDays(9));
                vault.janitor().prune(PruneTest.last(9));
            }
        }
        return scene;
    }

    private static Scene failedOver(Scene from) {
        Scene scene = from.fork("both sides of a failover");
        for (Copy copy : scene.world.copies()) {
            scene.world.timing.advance(Duration.ofDays(1));
            Epoch epoch = copy.region().equals(World.NORTH) ? Epoch.FIRST : new Epoch(2);
            Map<String, TestFile> files = files(60 + (int) epoch.number());
            try (Vault vault = Vault.open(List.of(copy), scene.world.ports());
                    BackupSession session =
                            vault.backup(
                                    scene.world.keys.source(World.ORDERS), epoch, WriteRule.ANY)) {
                scene.took(scene.world.fill(session, files), files);
            }
        }
        return scene;
    }

    private static Scene repacked(Scene from) {
        Scene scene = from.fork("repacked, and not pruned yet");
        try (Vault vault = scene.world.open()) {
            repack(vault, scene.world);
        }
        scene.backUp(files(70), BOTH);
        return scene;
    }

    private static Scene halfRepacked(Scene from) {
        Scene scene = from.fork("a repack that died when it counted in one copy");
        Mishap counting = Mishap.none();
        try (Vault vault = open(scene.world.fork(), counting)) {
            repack(vault, scene.world);
        }
        Mishap death = new Mishap(Fault.DIES_BEFORE, counting.changes().size() - 2);
        try (Vault vault = open(scene.world, death)) {
            repack(vault, scene.world);
        } catch (MusterException dead) {
            scene.world.timing.advance(Duration.ofDays(1));
        }
        return scene;
    }

    private static RepackReport repack(Vault vault, World world) {
        return vault.repack(world.keys.maintainer()).run(new RepackRules(100, 2));
    }

    private static List<Operation> operations() {
        return List.of(
                new Operation(
                        "backup",
                        false,
                        (vault, world) -> Optional.of(world.backup(vault, NEXT, BOTH))),
                new Operation(
                        "backup where one copy is enough",
                        false,
                        (vault, world) -> Optional.of(world.backup(vault, NEXT, WriteRule.ANY))),
                new Operation(
                        "prune",
                        true,
                        (vault, world) -> {
                            vault.janitor().prune(PruneTest.last(2));
                            return Optional.empty();
                        }),
                new Operation(
                        "catch up",
                        false,
                        (vault, world) -> {
                            vault.care().catchUp();
                            return Optional.empty();
                        }),
                new Operation(
                        "repair",
                        false,
                        (vault, world) -> {
                            Scrub scrub = vault.scrub();
                            scrub.repair(
                                    scrub.scrub(Scrub.Order.ALL, Scrub.Progress.SILENT).found());
                            return Optional.empty();
                        }),
                new Operation(
                        "repack",
                        false,
                        (vault, world) -> {
                            repack(vault, world);
                            return Optional.empty();
                        }),
                new Operation(
                        "repack and prune",
                        true,
                        (vault, world) -> {
                            RepackReport moved = repack(vault, world);
                            vault.janitor().prune(PruneTest.last(2).after(moved));
                            return Optional.empty();
                        }),
                new Operation(
                        "hold",
                        false,
                        (vault, world) -> {
                            String point = vault.points(World.ORDERS).points().getLast().id();
                            vault.holds().hold(World.ORDERS, point, "x", world.keys.controller());
                            return Optional.empty();
                        }));
    }

    private static Vault open(World world, Mishap mishap) {
        return Vault.open(
                World.copies(
                        new SimulatedStore(world.north, mishap),
                        new SimulatedStore(world.south, mishap)),
                world.ports());
    }

    @Test
    void whateverRequestGoesWrongWhatWasAcknowledgedIsThereAndWorkGoesOn() {
        int all = 0;
        List<Point> points = new ArrayList<>();
        for (Scene scene : scenes()) {
            for (Operation operation : operations()) {
                List<Boolean> requests = requests(scene, operation);
                for (int at = 0; at < requests.size(); at++) {
                    for (Fault fault : Fault.values()) {
                        if (fault.fits(requests.get(at)) && (all++ + SEED) % STRIDE == 0) {
                            points.add(new Point(scene, operation, fault, at));
                        }
                    }
                }
            }
        }
        assertThat(all).isGreaterThan(10_000);
        assertThat(points).hasSizeGreaterThanOrEqualTo(all / STRIDE);
        LongAdder tried = new LongAdder();
        points.parallelStream()
                .forEach(point -> {
                    tryOne(point);
                    tried.increment();
                });
        System.err.println(tried + " of " + all + " faults, seed " + SEED);
    }

    private record Point(Scene scene, Operation operation, Fault fault, int at) {
        @Override
        public String toString() {
            return String.format(
                    "%s: %s, %s at request %d, seed %d",
                    scene.name, operation.name(), fault, at, SEED);
        }
    }

    private static List<Boolean> requests(Scene scene, Operation operation) {
        World world = scene.world.fork();
        Mishap none = Mishap.none();
        try (Vault vault = open(world, none)) {
            operation.work().run(vault, world);
        }
        return none.changes();
    }

    private static void tryOne(Point point) {
        Scene scene = point.scene();
        World world = scene.world.fork(SEED + point.at());
        Mishap mishap = new Mishap(point.fault(), point.at());
        Map<String, Map<String, TestFile>> wanted = new LinkedHashMap<>(scene.acknowledged);
        try (Vault vault = open(world, mishap)) {
            point.operation()
                    .work()
                    .run(vault, world)
                    .ifPresent(made -> wanted.put(made.id(), NEXT));
        } catch (MusterException failed) {
            assertThat(failed.getMessage()).as(point.toString()).doesNotContain("null");
        }
        if (point.operation().removes()) {
            wanted.keySet().removeIf(id -> !newest(wanted, 2).contains(id));
        }
        try {
            verify(world, scene, wanted);
            mishap.arrive();
            goOn(world, scene);
        } catch (RuntimeException | AssertionError e) {
            throw new AssertionError(point.toString(), e);
        }
    }

    private static List<String> newest(Map<String, Map<String, TestFile>> points, int count) {
        List<String> sorted = points.keySet().stream().sorted().toList();
        return sorted.subList(Math.max(0, sorted.size() - count), sorted.size());
    }

    /// All that is promised is there, and whatever is shown can be read.
    private static void verify(
            World world, Scene scene, Map<String, Map<String, TestFile>> wanted) {
        try (Vault vault = world.open()) {
            List<RecoveryPoint> shown = vault.points(World.ORDERS).points();
            assertThat(shown).extracting(RecoveryPoint::id).containsAll(wanted.keySet());
            for (RecoveryPoint point : shown) {
                Map<String, TestFile> files = scene.contents.get(point.id());
                world.assertReads(vault, point, files == null ? NEXT : files);
            }
        }
    }

    /// The next of everything works, as if nothing had happened.
    private static void goOn(World world, Scene scene) {
        Map<String, TestFile> last = files(123);
        String id;
        try (Vault vault = world.open()) {
            Scrub scrub = vault.scrub();
            List<CheckReport.Problem> left =
                    scrub.repair(scrub.scrub(Scrub.Order.ALL, Scrub.Progress.SILENT).found());
            assertThat(left).isEmpty();
            world.timing.advance(Duration.ofDays(30));
            RecoveryPoint point;
            try (BackupSession session =
                    vault.backup(world.keys.source(World.ORDERS), Epoch.FIRST, BOTH)) {
                point = world.fill(session, last);
            }
            id = point.id();
            vault.janitor().prune(PruneTest.last(2));
            assertThat(vault.care().catchUp().problems()).isEmpty();
        }
        for (Copy copy : world.copies()) {
            try (Vault alone = Vault.open(List.of(copy), world.ports())) {
                List<RecoveryPoint> shown = alone.points(World.ORDERS).points();
                assertThat(shown).extracting(RecoveryPoint::id).contains(id);
                for (RecoveryPoint point : shown) {
                    Map<String, TestFile> files =
                            point.id().equals(id) ? last : scene.contents.get(point.id());
                    world.assertReads(alone, point, files == null ? NEXT : files);
                }
                assertThat(alone.checking().check(1).problems()).isEmpty();
            }
        }
    }
}
