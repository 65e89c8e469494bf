package dev.muster.vault.repository;

import static org.assertj.core.api.Assertions.assertThat;

import dev.muster.model.Epoch;
import dev.muster.model.MusterException;
import dev.muster.model.RecoveryPoint;
import dev.muster.vault.disk.SimulatedDisk;
import dev.muster.vault.disk.SimulatedDisk.Call;
import dev.muster.vault.disk.SimulatedDisk.Crash;
import dev.muster.vault.disk.SimulatedDisk.Fault;
import dev.muster.vault.keys.KeyCare;
import dev.muster.vault.store.Copy;
import dev.muster.vault.store.FolderStore;
import dev.muster.vault.store.WriteRule;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Lets every single call of a folder's file system go wrong, under every operation: it fails, it
/// fails when it was done, the disk is full, the process dies; then the process is gone, or the
/// power went and with it what was not synced. What was acknowledged is there, and work goes on.
///
/// `-Dmuster.soak=vault` takes many more of them; else every so many, others each time.
/// `-Dmuster.seed=N` repeats.
class FolderCallsTest {
    private static final boolean SOAK =
            Set.of("vault", "all").contains(System.getProperty("muster.soak", ""));
    private static final long SEED = Long.getLong("muster.seed", System.nanoTime() & 0xffff);
    private static final int STRIDE = SOAK ? 11 : 797;
    private static final WriteRule BOTH = WriteRule.requiring(World.NORTH, World.SOUTH);

    @TempDir Path folder;
    private KeyFolder keys;
    private final Randomness randomness = new SeededRandomness(SEED);
    private int points;

    /// A vault in two folders of one disk.
    private final class Place {
        private final SimulatedDisk disk;
        private final ManualTiming timing;
        private final Map<String, Map<String, TestFile>> acknowledged = new LinkedHashMap<>();

        Place(SimulatedDisk disk, ManualTiming timing) {
            this.disk = disk;
            this.timing = timing;
        }

        Place fork() {
            ManualTiming later = timing.fork();
            return with(disk.fork(later::instant), later);
        }

        Place after(Crash crash, Random random) {
            return with(disk.after(crash, random), timing);
        }

        private Place with(SimulatedDisk other, ManualTiming clock) {
            Place place = new Place(other, clock);
            place.acknowledged.putAll(acknowledged);
            return place;
        }

        List<Copy> copies() {
            return List.of(
                    new Copy(World.NORTH, new FolderStore(disk.path("/north"))),
                    new Copy(World.SOUTH, new FolderStore(disk.path("/south"))));
        }

        VaultPorts ports() {
            return new VaultPorts(timing, randomness, 0);
        }

        Vault open() {
            return Vault.open(copies(), ports());
        }

        void backUp(Vault vault, Map<String, TestFile> files, WriteRule rule) {
            timing.advance(Duration.ofDays(1));
            try (BackupSession session =
                    vault.backup(keys.source(World.ORDERS), Epoch.FIRST, rule)) {
                World.write(session, files);
                RecoveryPoint point =
                        session.commit(
                                timing.instant(),
                                timing.instant(),
                                World.START,
                                World.START.plus(10));
                acknowledged.put(point.id(), files);
            }
        }
    }

    private static Map<String, TestFile> files(int number) {
        Map<String, TestFile> files = new LinkedHashMap<>();
        files.put("same", TestFile.pages(new Random(99), 2 * 8192));
        files.put("own", TestFile.plain(new Random(number), 3000));
        return files;
    }

    private List<Place> places() throws IOException {
        ManualTiming timing = new ManualTiming();
        SimulatedDisk disk = new SimulatedDisk(folder, timing::instant);
        Files.createDirectory(disk.path("/north"));
        Files.createDirectory(disk.path("/south"));
        Place whole = new Place(disk, timing);
        keys = new KeyFolder(folder.resolve("keys"));
        try (Vault vault = Vault.create("main", whole.copies(), keys, whole.ports())) {
            vault.addSource(World.ORDERS, keys);
            new KeyCare(vault, keys, "test").addMaintainer();
            for (int i = 0; i < 3; i++) {
                whole.backUp(vault, files(i), BOTH);
            }
        }
        sync(disk.path("/"));
        Place damaged = whole.fork();
        List<Path> packs = packs(damaged.disk.path("/north/packs"));
        Files.delete(packs.getFirst());
        byte[] bytes = Files.readAllBytes(packs.getLast());
        bytes[bytes.length / 2] ^= 1;
        Files.delete(packs.getLast());
        Files.write(packs.getLast(), bytes);
        sync(damaged.disk.path("/"));
        return List.of(whole, damaged);
    }

    private static List<Path> packs(Path below) throws IOException {
        try (Stream<Path> all = Files.walk(below)) {
            return all.filter(Files::isRegularFile).sorted().toList();
        }
    }

    /// Everything as it is now is on the disk.
    private static void sync(Path below) throws IOException {
        try (Stream<Path> all = Files.walk(below)) {
            for (Path each : (Iterable<Path>) all::iterator) {
                try (java.nio.channels.FileChannel file =
                        java.nio.channels.FileChannel.open(each)) {
                    file.force(true);
                }
            }
        }
    }

    private record Operation(String name, Optional<Integer> keeps, Work work) {
        interface Work {
            void run(Vault vault, Place place);
        }
    }

    private static final Map<String, TestFile> NEXT = files(77);

    private List<Operation> operations() {
        Optional<Integer> all = Optional.empty();
        return List.of(
                new Operation("backup", all, (vault, place) -> place.backUp(vault, NEXT, BOTH)),
                new Operation(
                        "backup where one copy is enough",
                        all,
                        (vault, place) -> place.backUp(vault, NEXT, WriteRule.ANY)),
                new Operation(
                        "prune",
                        Optional.of(2),
                        (vault, place) -> vault.janitor().prune(PruneTest.last(2))),
                new Operation(
                        "repair",
                        all,
                        (vault, place) ->
                                vault.scrub()
                                        .repair(
                                                vault.scrub()
                                                        .scrub(
                                                                Scrub.Order.ALL,
                                                                Scrub.Progress.SILENT)
                                                        .found())),
                new Operation(
                        "repack and prune",
                        Optional.of(2),
                        (vault, place) ->
                                vault.janitor()
                                        .prune(
                                                PruneTest.last(2)
                                                        .after(
                                                                vault.repack(keys.maintainer())
                                                                        .run(
                                                                                new RepackRules(
                                                                                        100,
                                                                                        2))))));
    }

    @Test
    void whateverCallGoesWrongWhatWasAcknowledgedIsThereAndWorkGoesOn() throws IOException {
        int all = 0;
        for (Place place : places()) {
            for (Operation operation : operations()) {
                List<Call> calls = calls(place, operation);
                for (int at = 0; at < calls.size(); at++) {
                    for (Fault fault : Fault.values()) {
                        for (Crash crash : Crash.values()) {
                            if (fault.fits(calls.get(at)) && (all++ + SEED) % STRIDE == 0) {
                                tryOne(place, operation, fault, crash, at);
                            }
                        }
                    }
                }
            }
        }
        System.err.println(points + " of " + all + " faults of folders, seed " + SEED);
        assertThat(all).isGreaterThan(10_000);
        assertThat(points).isGreaterThanOrEqualTo(all / STRIDE);
    }

    private static List<Call> calls(Place place, Operation operation) {
        Place counted = place.fork();
        counted.disk.failing(Fault.FAILS, -1);
        try (Vault vault = counted.open()) {
            operation.work().run(vault, counted);
        }
        return counted.disk.calls();
    }

    private void tryOne(Place from, Operation operation, Fault fault, Crash crash, int at) {
        points++;
        String told =
                operation.name()
                        + ", "
                        + fault
                        + " at call "
                        + at
                        + ", "
                        + crash
                        + ", seed "
                        + SEED;
        Place place = from.fork();
        place.disk.failing(fault, at);
        try (Vault vault = place.open()) {
            operation.work().run(vault, place);
        } catch (MusterException failed) {
            assertThat(failed.getMessage()).as(told).doesNotContain("null");
        }
        Place left = place.after(crash, new Random(SEED + at));
        operation.keeps().ifPresent(count -> keep(left.acknowledged, count));
        try {
            verify(left);
            goOn(left);
        } catch (RuntimeException | AssertionError e) {
            throw new AssertionError(told, e);
        }
    }

    private static void keep(Map<String, Map<String, TestFile>> points, int count) {
        List<String> sorted = points.keySet().stream().sorted().toList();
        points.keySet()
                .retainAll(sorted.subList(Math.max(0, sorted.size() - count), sorted.size()));
    }

    private void verify(Place place) {
        try (Vault vault = place.open()) {
            for (Map.Entry<String, Map<String, TestFile>> point : place.acknowledged.entrySet()) {
                read(vault, point.getKey(), point.getValue());
            }
        }
    }

    private void read(Vault vault, String point, Map<String, TestFile> files) {
        BackupSnapshot snapshot = vault.snapshot(World.ORDERS, point, keys.archive());
        files.forEach((path, file) ->
                assertThat(snapshot.file(path).orElseThrow())
                        .as(path + " of " + point)
                        .isEqualTo(file.content()));
    }

    private void goOn(Place place) {
        try (Vault vault = place.open()) {
            Scrub scrub = vault.scrub();
            List<CheckReport.Problem> left =
                    scrub.repair(scrub.scrub(Scrub.Order.ALL, Scrub.Progress.SILENT).found());
            assertThat(left).isEmpty();
            place.timing.advance(Duration.ofDays(30));
            place.backUp(vault, files(88), BOTH);
            vault.janitor().prune(PruneTest.last(2));
            assertThat(vault.care().catchUp().problems()).isEmpty();
            keep(place.acknowledged, 1);
        }
        for (Copy copy : place.copies()) {
            try (Vault alone = Vault.open(List.of(copy), place.ports())) {
                for (Map.Entry<String, Map<String, TestFile>> point :
                        place.acknowledged.entrySet()) {
                    read(alone, point.getKey(), point.getValue());
                }
                assertThat(alone.checking().check(1).problems()).isEmpty();
            }
        }
    }
}
