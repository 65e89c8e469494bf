package dev.muster.vault.repository;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.muster.model.Epoch;
import dev.muster.model.MusterException;
import dev.muster.model.RecoveryPoint;
import dev.muster.vault.VaultErrors;
import dev.muster.vault.store.Copy;
import dev.muster.vault.store.FaultyStore;
import dev.muster.vault.store.FolderStore;
import dev.muster.vault.store.Fuse;
import dev.muster.vault.store.WriteRule;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ConcurrencyTest {
    private static final WriteRule BOTH = WriteRule.requiring(World.NORTH, World.SOUTH);

    private final Random random = new Random(5);

    @TempDir Path folder;

    @Test
    void twoSessionsAtOnceAreBothRightAndGetNumbersOneAfterTheOther() {
        World world = new World(folder.resolve("keys"), 1, 2);
        List<Map<String, TestFile>> contents = new ArrayList<>();
        List<CompletableFuture<RecoveryPoint>> running = new ArrayList<>();
        try (Vault vault = world.open()) {
            for (int i = 0; i < 4; i++) {
                Map<String, TestFile> files = new LinkedHashMap<>();
                files.put("table", TestFile.pages(random, 30 * 8192));
                files.put("same", TestFile.pages(new Random(1), 500 * 8192));
                contents.add(files);
                running.add(CompletableFuture.supplyAsync(() -> world.backup(vault, files, BOTH)));
            }
            List<RecoveryPoint> points = running.stream().map(CompletableFuture::join).toList();
            assertThat(vault.points(World.ORDERS).points())
                    .containsExactlyInAnyOrderElementsOf(points);
            assertThat(world.north.objects().keySet())
                    .filteredOn(name -> name.startsWith("commits/") && !name.endsWith("/number"))
                    .hasSize(4);
            for (int i = 0; i < 4; i++) {
                TestFile.assertSame(
                        world.restore(vault, points.get(i), folder.resolve("r" + i)),
                        contents.get(i));
            }
            assertThat(vault.checking().check(1).problems()).isEmpty();
        }
    }

    @Test
    void bothSidesOfAFailoverAreKept() {
        World world = new World(folder.resolve("keys"), 1, 0);
        Map<String, TestFile> files = new LinkedHashMap<>();
        files.put("table", TestFile.pages(random, 30 * 8192));
        world.backup(files);
        World cut = world.fork();
        Map<String, TestFile> inNorth = new LinkedHashMap<>(files);
        inNorth.compute("table", (path, file) -> file.changed(random, 2));
        Map<String, TestFile> inSouth = new LinkedHashMap<>(files);
        inSouth.compute("table", (path, file) -> file.changed(random, 3));
        RecoveryPoint north = alone(cut, World.NORTH, inNorth, Epoch.FIRST);
        RecoveryPoint south = alone(cut, World.SOUTH, inSouth, new Epoch(2));
        try (Vault vault = cut.open()) {
            assertThat(vault.care().lag()).noneMatch(CopyLag::isCaughtUp);
            assertThat(vault.care().catchUp().problems()).isEmpty();
            assertThat(vault.care().lag()).allMatch(CopyLag::isCaughtUp);
            assertThat(vault.points(World.ORDERS).points()).hasSize(3).contains(north, south);
            TestFile.assertSame(cut.restore(vault, north, folder.resolve("n")), inNorth);
            TestFile.assertSame(cut.restore(vault, south, folder.resolve("s")), inSouth);
            assertThat(vault.checking().check(1).problems()).isEmpty();
        }
    }

    private static RecoveryPoint alone(
            World world,
            dev.muster.model.RegionId region,
            Map<String, TestFile> files,
            Epoch epoch) {
        List<Copy> one =
                world.copies().stream().filter(copy -> copy.region().equals(region)).toList();
        try (Vault vault = Vault.open(one, world.ports());
                BackupSession session =
                        vault.backup(world.keys.source(World.ORDERS), epoch, WriteRule.ANY)) {
            return world.fill(session, files);
        }
    }

    @Test
    void aBackupOfManyPacksIsRestoredFromFoldersInParallel() throws IOException {
        World world = new World(folder.resolve("keys"), 1, 2);
        Path place = Files.createDirectory(folder.resolve("copy"));
        KeyFolder keys = new KeyFolder(folder.resolve("keys2"));
        List<Copy> copies = List.of(new Copy(World.NORTH, new FolderStore(place)));
        Map<String, TestFile> files = new LinkedHashMap<>();
        files.put("large", TestFile.pages(random, 70 << 20));
        for (int i = 0; i < 300; i++) {
            files.put("small/" + i, TestFile.pages(random, 8192 * (1 + i % 3)));
        }
        files.put("stream", TestFile.plain(random, 5 << 20));
        try (Vault vault = Vault.create("main", copies, keys, world.ports())) {
            vault.addSource(World.ORDERS, keys);
            RecoveryPoint point;
            try (BackupSession session =
                    vault.backup(keys.source(World.ORDERS), Epoch.FIRST, WriteRule.ANY)) {
                point = world.fill(session, files);
            }
            AtomicLong total = new AtomicLong();
            AtomicLong done = new AtomicLong();
            Path into = folder.resolve("restored");
            vault.snapshot(World.ORDERS, point.id(), keys.archive())
                    .extract(
                            into,
                            path -> !path.equals("small/7"),
                            new ExtractProgress() {
                                @Override
                                public void total(long bytes) {
                                    total.set(bytes);
                                }

                                @Override
                                public void advance(long bytes) {
                                    done.addAndGet(bytes);
                                }
                            });
            files.remove("small/7");
            TestFile.assertSame(World.read(into), files);
            assertThat(done.get()).isEqualTo(total.get()).isGreaterThan(70 << 20);
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    @Test
    void aFullDiskOfARequiredCopyFailsClearlyAndShowsNothing() {
        World world = new World(folder.resolve("keys"), 1, 2);
        Map<String, TestFile> files = TestFile.some(random);
        RecoveryPoint first = world.backup(files);
        files.put("more", TestFile.pages(random, 30 << 20));
        FaultyStore full = new FaultyStore(world.north, new Fuse(Fuse.Death.FULL, 1));
        try (Vault vault = Vault.open(World.copies(full, world.south), world.ports())) {
            assertThatThrownBy(() -> world.backup(vault, files, BOTH))
                    .isInstanceOf(MusterException.class)
                    .extracting(thrown -> ((MusterException) thrown).code())
                    .isEqualTo(VaultErrors.NO_SPACE);
        }
        try (Vault vault = world.open()) {
            assertThat(vault.points(World.ORDERS).points()).containsExactly(first);
        }
    }

    @Test
    void anInterruptedRestoreLeavesNoFileUnderItsName() {
        World world = new World(folder.resolve("keys"), 1, 2);
        RecoveryPoint point = world.backup(TestFile.some(random));
        Path into = folder.resolve("r");
        try (Vault vault = world.open()) {
            BackupSnapshot snapshot =
                    vault.snapshot(World.ORDERS, point.id(), world.keys.archive());
            Thread.currentThread().interrupt();
            assertThatThrownBy(() -> snapshot.extract(into, path -> true, ExtractProgress.SILENT))
                    .isInstanceOf(InterruptedException.class);
        }
        assertThat(World.read(into)).isEmpty();
    }

    @Test
    void aRequiredCopyThatDoesNotAnswerFailsBeforeAnythingIsRead() {
        World world = new World(folder.resolve("keys"), 1, 0);
        world.north.objects().clear();
        try (Vault vault = world.open()) {
            assertThatThrownBy(() ->
                            vault.backup(
                                    world.keys.source(World.ORDERS),
                                    Epoch.FIRST,
                                    WriteRule.requiring(World.NORTH)))
                    .isInstanceOf(MusterException.class)
                    .hasMessageContaining("no vault at memory:north");
        }
    }
}
