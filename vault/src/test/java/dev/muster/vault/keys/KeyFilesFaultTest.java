package dev.muster.vault.keys;

import static org.assertj.core.api.Assertions.assertThat;

import dev.muster.model.MusterException;
import dev.muster.model.RecoveryPoint;
import dev.muster.vault.disk.SimulatedDisk;
import dev.muster.vault.disk.SimulatedDisk.Call;
import dev.muster.vault.disk.SimulatedDisk.Crash;
import dev.muster.vault.disk.SimulatedDisk.Fault;
import dev.muster.vault.format.KeyFile;
import dev.muster.vault.repository.ArchiveKey;
import dev.muster.vault.repository.BackupSnapshot;
import dev.muster.vault.repository.CopyLag;
import dev.muster.vault.repository.KeyFolder;
import dev.muster.vault.repository.TestFile;
import dev.muster.vault.repository.Vault;
import dev.muster.vault.repository.World;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Lets every single call of the disk with the key files go wrong under each change of keys. No key
/// file is ever lost or half, what was readable stays readable with what is there then, and the
/// same command once more ends the work.
///
/// `-Dmuster.soak=vault` takes all of them; else every so many, others each time. `-Dmuster.seed=N`
/// repeats.
class KeyFilesFaultTest {
    private static final boolean SOAK =
            Set.of("vault", "all").contains(System.getProperty("muster.soak", ""));
    private static final long SEED = Long.getLong("muster.seed", System.nanoTime() & 0xffff);
    private static final int STRIDE = SOAK ? 1 : 79;

    @TempDir Path folder;
    private World base;
    private SimulatedDisk disk;
    private Set<String> names;
    private RecoveryPoint point;
    private Map<String, TestFile> files;
    private int points;

    private void prepare() throws IOException {
        base = new World(folder.resolve("keys"), 9, 0);
        try (Vault vault = base.open()) {
            new KeyCare(vault, base.keys, "test").addSlot("recovery", "ops", KeyWorld.PHRASE);
        }
        files = Map.of("a", TestFile.pages(new Random(3), 4 * 8192));
        point = base.backup(files);
        disk = new SimulatedDisk(folder, base.timing::instant);
        Files.createDirectory(disk.path("/keys"));
        try (Stream<Path> all = Files.list(folder.resolve("keys"))) {
            for (Path file : (Iterable<Path>) all.filter(Files::isRegularFile)::iterator) {
                copy(file, disk.path("/keys").resolve(file.getFileName().toString()));
            }
        }
        sync(disk.path("/keys"));
        sync(disk.path("/"));
        names = names(disk);
    }

    private static void copy(Path from, Path to) throws IOException {
        try (FileChannel out =
                FileChannel.open(
                        to,
                        Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE),
                        PosixFilePermissions.asFileAttribute(
                                PosixFilePermissions.fromString("rw-------")))) {
            out.write(java.nio.ByteBuffer.wrap(Files.readAllBytes(from)));
            out.force(true);
        }
    }

    private static void sync(Path names) throws IOException {
        try (FileChannel open = FileChannel.open(names, StandardOpenOption.READ)) {
            open.force(true);
        }
    }

    private static Set<String> names(SimulatedDisk of) throws IOException {
        try (Stream<Path> all = Files.list(of.path("/keys"))) {
            Set<String> names = new TreeSet<>();
            all.map(file -> file.getFileName().toString())
                    .filter(name -> name.endsWith(".key"))
                    .forEach(names::add);
            return names;
        }
    }

    @Test
    void whateverCallGoesWrongNoKeyIsLostAndTheSameCommandEndsTheWork() throws IOException {
        prepare();
        int all = 0;
        for (Map.Entry<String, Consumer<KeyCare>> work : KeyKillTest.work().entrySet()) {
            List<Call> calls = calls(work.getValue());
            for (int at = 0; at < calls.size(); at++) {
                for (Fault fault : Fault.values()) {
                    for (Crash crash : Crash.values()) {
                        if (fault.fits(calls.get(at)) && (all++ + SEED) % STRIDE == 0) {
                            tryOne(work, fault, crash, at);
                        }
                    }
                }
            }
        }
        System.err.println(points + " of " + all + " faults of key files, seed " + SEED);
        assertThat(all).isGreaterThan(500);
        assertThat(points).isGreaterThanOrEqualTo(all / STRIDE);
    }

    private List<Call> calls(Consumer<KeyCare> work) {
        World world = base.fork();
        SimulatedDisk counted = disk.fork(world.timing::instant);
        counted.failing(Fault.FAILS, -1);
        try (Vault vault = world.open()) {
            work.accept(new KeyCare(vault, new KeyFolder(counted.path("/keys")), "test"));
        }
        return counted.calls();
    }

    private void tryOne(Map.Entry<String, Consumer<KeyCare>> work, Fault fault, Crash crash, int at)
            throws IOException {
        points++;
        String told =
                work.getKey() + ", " + fault + " at call " + at + ", " + crash + ", seed " + SEED;
        World world = base.fork();
        SimulatedDisk mine = disk.fork(world.timing::instant).failing(fault, at);
        try (Vault vault = world.open()) {
            work.getValue().accept(new KeyCare(vault, new KeyFolder(mine.path("/keys")), "test"));
        } catch (MusterException failed) {
            assertThat(failed.getMessage()).as(told).doesNotContain("null");
        }
        SimulatedDisk left = mine.after(crash, new Random(SEED + at));
        try (Vault vault = world.open()) {
            goOn(work, world, vault, left);
        } catch (RuntimeException | AssertionError e) {
            throw new AssertionError(told, e);
        }
    }

    private void goOn(
            Map.Entry<String, Consumer<KeyCare>> work, World world, Vault vault, SimulatedDisk left)
            throws IOException {
        KeyFolder keys = new KeyFolder(left.path("/keys"));
        assertThat(names(left)).containsAll(names);
        // none is half: each decodes
        assertThat(keys.files())
                .extracting(KeyFile::base)
                .hasSizeGreaterThanOrEqualTo(names.size());
        assertReads(vault, keys.archive(), point);
        assertReads(vault, base.keys.archive(), point);
        work.getValue().accept(new KeyCare(vault, keys, "test"));
        vault.care().catchUp();
        assertThat(vault.care().lag()).allMatch(CopyLag::isCaughtUp);
        RecoveryPoint last = KeyWorld.backup(world, vault, keys.source(World.ORDERS), files);
        KeyFolder recovery = new KeyFolder(folder.resolve("none")).holding(keys.need("recovery"));
        assertReads(vault, recovery.archive(), last);
        assertReads(vault, recovery.archive(), point);
        if (!work.getKey().equals("remove slot")) {
            KeyFile slot = KeyCare.open(vault, "recovery", "ops", KeyWorld.PHRASE);
            assertReads(vault, new KeyFolder(folder.resolve("none")).holding(slot).archive(), last);
        }
        assertThat(vault.checking().check(1).problems()).isEmpty();
        assertThat(new KeyFolder(left.path("/keys/next")).files()).isEmpty();
    }

    private void assertReads(Vault vault, ArchiveKey key, RecoveryPoint of) {
        BackupSnapshot snapshot = vault.snapshot(World.ORDERS, of.id(), key);
        files.forEach((path, file) ->
                assertThat(snapshot.file(path).orElseThrow()).isEqualTo(file.content()));
    }
}
