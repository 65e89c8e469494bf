package dev.muster.operations.files;

import static org.assertj.core.api.Assertions.assertThat;

import dev.muster.operations.backup.BackupJob;
import dev.muster.posix.Accounts;
import dev.muster.posix.Directory;
import dev.muster.provider.Progress;
import dev.muster.provider.RestoreReport;
import dev.muster.provider.RestoreScope;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FilesRoundTripIT {
    private static final RestoreScope IN_PLACE = new RestoreScope(List.of(), true, true);

    private static final int ROUNDS = Integer.getInteger("muster.rounds", 1);

    private final long seed = Long.getLong("muster.seed", System.nanoTime());
    private final Random random = new Random(seed);

    @TempDir Path folder;

    private static void clear(Path folder, String name) throws IOException {
        try (Directory open = Directory.open(folder)) {
            open.removeAll(name.getBytes());
        }
    }

    @Test
    void anyTreeComesBackAsItWas() throws Exception {
        for (int round = 0; round < ROUNDS; round++) {
            Path place = Files.createDirectory(folder.resolve("r" + round));
            try (FilesWorld world = new FilesWorld(place, true)) {
                String seeded = "-Dmuster.seed=" + seed + ", round " + round;
                RandomTree tree = new RandomTree(random);
                Files.createDirectory(world.data);
                tree.make(world.data, 40);
                if (!Accounts.isRoot()) {
                    // what its owner may not read cannot be backed up
                    open(world.data);
                }
                String before = Listing.of(world.data);
                BackupJob.Taken first = world.backup();
                assertThat(first.flaws().first()).as(seeded).isEmpty();
                BackupJob.Taken same = world.backup();
                assertThat(same.point().stored().bytes()).as(seeded).isLessThan(2000);

                tree.change(world.data);
                if (!Accounts.isRoot()) {
                    open(world.data);
                }
                String after = Listing.of(world.data);
                BackupJob.Taken second = world.backup();
                assertThat(second.flaws().first()).as(seeded).isEmpty();

                Path old = place.resolve("old");
                world.restore(old, first.point().consistentAt());
                assertSame(Listing.of(old), before, seeded);
                Path now = place.resolve("now");
                RestoreReport report = world.restore(now, RestoreScope.ALL, Progress.SILENT);
                assertThat(report.notes()).as(seeded).isEmpty();
                assertSame(Listing.of(now), after, seeded);

                world.restore(old, IN_PLACE, Progress.SILENT);
                assertSame(Listing.of(old), after, seeded + " in place");
            }
            clear(folder, "r" + round);
        }
    }

    private static void assertSame(String found, String wanted, String what) {
        List<String> here = new ArrayList<>(found.lines().toList());
        List<String> there = new ArrayList<>(wanted.lines().toList());
        here.removeAll(Set.copyOf(wanted.lines().toList()));
        there.removeAll(Set.copyOf(found.lines().toList()));
        assertThat(here).as(what).isEqualTo(there);
        assertThat(found).as(what).isEqualTo(wanted);
    }

    private static void open(Path data) throws IOException, InterruptedException {
        new ProcessBuilder("chmod", "-R", "u+rwX", data.toString()).start().waitFor();
    }

    @Test
    void inPlaceWithOnePercentDamagedWritesAboutOnePercent() throws Exception {
        try (FilesWorld world = new FilesWorld(folder, true)) {
            Map<String, Integer> sizes = new TreeMap<>();
            Files.createDirectory(world.data);
            for (int i = 0; i < 1000; i++) {
                sizes.put("f" + i, 16_384);
            }
            sizes.put("table.ibd", 16 << 20);
            for (Map.Entry<String, Integer> file : sizes.entrySet()) {
                byte[] content = new byte[file.getValue()];
                random.nextBytes(content);
                Files.write(world.data.resolve(file.getKey()), content);
            }
            world.backup();
            String before = Listing.of(world.data);
            List<String> names = new ArrayList<>(sizes.keySet());
            for (int i = 0; i < 10; i++) {
                damage(world.data.resolve(names.get(random.nextInt(1000))), 5000);
            }
            for (int page = 0; page < 20; page++) {
                damage(world.data.resolve("table.ibd"), random.nextInt(2000) * 8192);
            }
            RestoreReport report = world.restore(world.data, IN_PLACE, Progress.SILENT);
            assertThat(report.written().bytes()).isBetween(100_000L, 400_000L);
            assertThat(report.unchanged().bytes()).isGreaterThan(32_000_000);
            assertThat(Listing.of(world.data)).isEqualTo(before);
        }
    }

    private void damage(Path file, long at) throws IOException {
        try (RandomAccessFile open = new RandomAccessFile(file.toFile(), "rw")) {
            open.seek(at);
            open.writeInt(random.nextInt());
        }
    }

    @Test
    void aKilledRestoreIsRunAgainAsIfNothingHadHappened() throws Exception {
        try (FilesWorld world = new FilesWorld(folder, true)) {
            Files.createDirectory(world.data);
            new RandomTree(random).make(world.data, 40);
            world.backup();
            String before = Listing.of(world.data);
            Path into = folder.resolve("into");
            for (int kill = 0; kill < 2; kill++) {
                Process child = RestoreChild.start(folder, into, 20_000L << (6 * kill));
                child.waitFor();
                assertThat(child.exitValue()).as("-Dmuster.seed=" + seed).isNotZero();
                if (Files.exists(into)) {
                    try (var names = Files.list(into)) {
                        assertThat(names.map(name -> name.getFileName().toString()))
                                .as("nothing is half there")
                                .containsExactly(".muster-restore");
                    }
                }
            }
            world.restore(into, RestoreScope.ALL, Progress.SILENT);
            assertThat(Listing.of(into)).as("-Dmuster.seed=" + seed).isEqualTo(before);
        }
    }
}
