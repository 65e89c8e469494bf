package dev.muster.vault.repository;

import static org.assertj.core.api.Assertions.assertThat;

import dev.muster.model.ByteSize;
import dev.muster.model.Epoch;
import dev.muster.model.MusterException;
import dev.muster.model.RecoveryPoint;
import dev.muster.vault.format.Config;
import dev.muster.vault.log.LogArchive;
import dev.muster.vault.log.LogSpool;
import dev.muster.vault.repository.CheckReport.Problem;
import dev.muster.vault.store.Copy;
import dev.muster.vault.store.MemoryStore;
import dev.muster.vault.store.WriteRule;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ScrubTest {
    private static final int DAMAGES = 1000;
    private static final WriteRule BOTH = WriteRule.requiring(World.NORTH, World.SOUTH);

    private final Random random = new Random(31);

    @TempDir Path folder;
    private World world;
    private final Map<RecoveryPoint, Map<String, TestFile>> backups = new LinkedHashMap<>();
    private final byte[] log = new byte[9000];

    @BeforeEach
    void fill() throws InterruptedException {
        world = new World(folder.resolve("keys"), 5, 0);
        Map<String, TestFile> files = new LinkedHashMap<>();
        files.put("table", TestFile.pages(random, 30 * 8192));
        for (int day = 0; day < 4; day++) {
            files = new LinkedHashMap<>(files);
            if (day > 0) {
                files.put("day" + day, TestFile.plain(random, 40_000));
                files.compute("table", (path, file) -> file.changed(random, 1));
            }
            world.timing.advance(Duration.ofDays(1));
            backups.put(world.backup(files), files);
        }
        random.nextBytes(log);
        try (Vault vault = world.open();
                LogSpool spool =
                        LogSpool.open(
                                vault,
                                world.keys.source(World.ORDERS),
                                folder.resolve("spool"),
                                Epoch.FIRST)) {
            for (int at = 0; at < log.length; at += 3000) {
                spool.append(
                        World.START.plus(at),
                        ByteBuffer.wrap(log, at, 3000),
                        world.timing.instant());
                spool.flush();
                spool.ship(BOTH);
            }
            spool.history("2.history", new byte[] {1, 2, 3});
            spool.ship(BOTH);
            vault.janitor().prune(PruneTest.last(3));
        }
        backups.remove(backups.keySet().iterator().next());
    }

    private static void assertWhole(
            Vault vault, World world, Map<RecoveryPoint, Map<String, TestFile>> backups) {
        assertThat(vault.points(World.ORDERS).unreadable()).isEmpty();
        assertThat(vault.points(World.ORDERS).points()).containsExactlyElementsOf(backups.keySet());
        backups.forEach((point, files) -> world.assertReads(vault, point, files));
    }

    /// Damages some objects, and says which.
    private Set<String> damage(MemoryStore store, int count) {
        Set<String> hit = new TreeSet<>();
        List<String> names = new ArrayList<>(store.objects().keySet());
        for (int i = 0; i < count; i++) {
            String name = names.get(random.nextInt(names.size()));
            byte[] bytes = store.objects().get(name);
            if (!hit.add(name) || bytes == null) {
                continue;
            }
            switch (random.nextInt(4)) {
                case 0 -> store.flip(name, random.nextInt(bytes.length));
                case 1 ->
                        store.objects()
                                .put(name, Arrays.copyOf(bytes, random.nextInt(bytes.length)));
                case 2 -> store.delete(name);
                default -> {
                    String other = names.get(random.nextInt(names.size()));
                    byte[] swapped = store.objects().get(other);
                    if (swapped == null || Arrays.equals(swapped, bytes)) {
                        store.flip(name, 0);
                    } else {
                        store.objects().put(name, swapped);
                    }
                }
            }
        }
        return hit;
    }

    @Test
    void everyDamageInOneCopyIsFoundAndMendedFromTheOther() {
        int damages = 0;
        for (int round = 0; damages < DAMAGES; round++) {
            World fork = world.fork();
            boolean north = random.nextBoolean();
            MemoryStore broken = north ? fork.north : fork.south;
            Set<String> hit = damage(broken, 1 + random.nextInt(25));
            damages += hit.size();
            String told = "round " + round + " of seed 31, hit " + hit;
            try (Vault vault = fork.open()) {
                CheckReport found =
                        vault.scrub().scrub(Scrub.Order.ALL, Scrub.Progress.SILENT).found();
                Set<String> named = new TreeSet<>();
                found.problems().forEach(problem -> named.add(problem.name()));
                // what a scrub itself reads it mends at once, such as certificates
                vault.copies().mended().forEach(mended -> named.add(mended.name()));
                if (!hit.contains(Config.OBJECT)) {
                    for (String name : hit) {
                        String place = CommitNames.isRecord(name) ? CommitNames.place(name) : name;
                        if (!isOnlyHere(name)) {
                            assertThat(named.contains(name) || named.contains(place))
                                    .as(told + ": " + name)
                                    .isTrue();
                        }
                    }
                } else {
                    assertThat(found.problems()).as(told).isNotEmpty();
                }
                List<Problem> left = vault.scrub().repair(found);
                assertThat(left).as(told).isEmpty();
                assertThat(
                                vault.scrub()
                                        .scrub(Scrub.Order.ALL, Scrub.Progress.SILENT)
                                        .found()
                                        .problems())
                        .as(told)
                        .isEmpty();
            }
            Copy alone = new Copy(north ? World.NORTH : World.SOUTH, broken);
            try (Vault vault = Vault.open(List.of(alone), fork.ports())) {
                assertWhole(vault, fork, backups);
                LogArchive archive =
                        LogArchive.open(vault, World.ORDERS, fork.keys.archive(), Optional.empty());
                ByteArrayOutputStream read = new ByteArrayOutputStream();
                archive.copy(World.START, World.START.plus(log.length), read);
                assertThat(read.toByteArray()).as(told).isEqualTo(log);
                assertThat(archive.histories()).hasSize(1);
            }
        }
    }

    /// A mark that a deletion does not leave a trace of, nor need one.
    private static boolean isOnlyHere(String name) {
        return name.startsWith("removed/") || name.endsWith("/number");
    }

    @Test
    void withBothCopiesDamagedExactlyTheLostFilesAreNamedAndTheRestRestores() {
        for (int round = 0; round < 40; round++) {
            World fork = world.fork();
            List<String> packs =
                    fork.north.objects().keySet().stream().filter(PackNames::isPack).toList();
            Set<String> lost = new TreeSet<>();
            for (int i = 0; i <= random.nextInt(3); i++) {
                lost.add(packs.get(random.nextInt(packs.size())));
            }
            for (String name : lost) {
                fork.north.flip(name, random.nextInt(fork.north.objects().get(name).length));
                fork.south.delete(name);
            }
            // one more in each that the other has
            String other = packs.get(random.nextInt(packs.size()));
            if (!lost.contains(other)) {
                fork.south.flip(other, 40);
            }
            String told = "round " + round + " of seed 31, lost " + lost;
            try (Vault vault = fork.open()) {
                CheckReport found =
                        vault.scrub().scrub(Scrub.Order.ALL, Scrub.Progress.SILENT).found();
                List<Problem> left = vault.scrub().repair(found);
                assertThat(left).as(told).extracting(Problem::name).hasSameElementsAs(lost);
                List<Loss> losses = vault.losses().of(left, Optional.of(fork.keys.archive()));
                Map<String, Set<String>> named = new HashMap<>();
                losses.forEach(loss ->
                        named.computeIfAbsent(loss.point(), point -> new TreeSet<>())
                                .add(loss.path().orElse("*")));
                backups.forEach((point, files) ->
                        assertThat(named.getOrDefault(point.id(), Set.of()))
                                .as(told + " " + point.id())
                                .isEqualTo(unreadable(vault, fork, point, files)));
                assertThat(vault.losses().of(left, Optional.empty()))
                        .extracting(Loss::point)
                        .containsAll(named.keySet());
            }
        }
    }

    /// What cannot be read, found by reading; `*` if not even the names can.
    private static Set<String> unreadable(
            Vault vault, World world, RecoveryPoint point, Map<String, TestFile> files) {
        Set<String> lost = new TreeSet<>();
        BackupSnapshot snapshot;
        try {
            snapshot = vault.snapshot(World.ORDERS, point.id(), world.keys.archive());
            snapshot.paths();
        } catch (MusterException e) {
            return Set.of("*");
        }
        files.forEach((path, file) -> {
            try {
                assertThat(snapshot.file(path)).contains(file.content());
            } catch (MusterException e) {
                lost.add(path);
            }
        });
        return lost;
    }

    @Test
    void aBudgetReadsAllInSomeRoundsAndGoesOnWhereItWas() {
        Scrub.Budget budget = new Scrub.Budget.Bytes(new ByteSize(50_000));
        String pack = world.south.list("packs/").getLast().name();
        world.south.flip(pack, 99);
        Map<dev.muster.model.RegionId, String> after =
                new TreeMap<>((a, b) -> a.value().compareTo(b.value()));
        int rounds = 0;
        boolean found = false;
        try (Vault vault = world.open()) {
            while (!found) {
                Scrub.Report report =
                        vault.scrub().scrub(new Scrub.Order(budget, after), Scrub.Progress.SILENT);
                found = !report.found().isHealthy();
                after.putAll(report.after());
                assertThat(report.whole()).isEmpty();
                assertThat(++rounds).isLessThan(20);
            }
            assertThat(rounds).isGreaterThan(2);
            Scrub.Report all = vault.scrub().scrub(Scrub.Order.ALL, Scrub.Progress.SILENT);
            assertThat(all.whole()).containsOnly(World.NORTH, World.SOUTH);
            assertThat(vault.scrub().repair(all.found())).isEmpty();
            assertThat(world.south.objects().get(pack)).isEqualTo(world.north.objects().get(pack));
        }
    }
}
