package dev.muster.vault.repository;

import dev.muster.model.ComponentId;
import dev.muster.model.Epoch;
import dev.muster.model.FileMetadata;
import dev.muster.model.LogPosition;
import dev.muster.model.RecoveryPoint;
import dev.muster.model.RegionId;
import dev.muster.vault.store.Copy;
import dev.muster.vault.store.MemoryStore;
import dev.muster.vault.store.VaultStore;
import dev.muster.vault.store.WriteRule;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/// A vault in two regions with one source, and the ways to use it that tests share.
public final class World {
    public static final RegionId NORTH = new RegionId("north");
    public static final RegionId SOUTH = new RegionId("south");
    public static final ComponentId ORDERS = new ComponentId("orders-db");
    public static final LogPosition START = new LogPosition("1", 0x1000);

    public final MemoryStore north;
    public final MemoryStore south;
    public final KeyFolder keys;
    public final ManualTiming timing;
    public final Randomness randomness;
    public final int parallelism;

    /// @param folder for the keys
    public World(Path folder, long seed, int parallelism) {
        this.keys = new KeyFolder(folder);
        this.randomness = new SeededRandomness(seed);
        this.parallelism = parallelism;
        this.timing = new ManualTiming();
        this.north = new MemoryStore("north", timing);
        this.south = new MemoryStore("south", timing);
        try (Vault vault = Vault.create("main", copies(), keys, ports())) {
            vault.addSource(ORDERS, keys);
        }
    }

    private World(World from, ManualTiming timing, Randomness randomness) {
        this.keys = from.keys;
        this.timing = timing;
        this.randomness = randomness;
        this.parallelism = from.parallelism;
        this.north = from.north.fork(timing::instant);
        this.south = from.south.fork(timing::instant);
    }

    /// The same vault, whose copies and clock change apart from now on.
    public World fork() {
        return new World(this, timing.fork(), randomness);
    }

    /// Also draws its own numbers, so that it does the same whatever other forks do.
    public World fork(long seed) {
        return new World(this, timing.fork(), new SeededRandomness(seed));
    }

    public VaultPorts ports() {
        return new VaultPorts(timing, randomness, parallelism);
    }

    public List<Copy> copies() {
        return copies(north, south);
    }

    public static List<Copy> copies(VaultStore north, VaultStore south) {
        return List.of(new Copy(NORTH, north), new Copy(SOUTH, south));
    }

    public Vault open() {
        return Vault.open(copies(), ports());
    }

    /// The name of a commit's record in the north.
    public String commit(int number) {
        String place = dev.muster.vault.format.Commit.place(ORDERS, Epoch.FIRST, number);
        return north.objects().keySet().stream()
                .filter(name -> name.startsWith(place) && CommitNames.isRecord(name))
                .findFirst()
                .orElseThrow();
    }

    public RecoveryPoint backup(Map<String, TestFile> files) {
        try (Vault vault = open()) {
            return backup(vault, files, WriteRule.requiring(NORTH, SOUTH));
        }
    }

    public RecoveryPoint backup(Vault vault, Map<String, TestFile> files, WriteRule rule) {
        try (BackupSession session = vault.backup(keys.source(ORDERS), Epoch.FIRST, rule)) {
            return fill(session, files);
        }
    }

    public RecoveryPoint fill(BackupSession session, Map<String, TestFile> files) {
        session.attribute("server", "18.4");
        session.folder("pg_empty", FileMetadata.ofMode(0700));
        session.link("pg_link", FileMetadata.ofMode(0), "/elsewhere");
        write(session, files);
        return session.commit(timing.instant(), timing.instant(), START, START.plus(10));
    }

    public static void write(BackupSession session, Map<String, TestFile> files) {
        files.forEach((path, file) -> {
            try (FileSink sink = session.file(path, FileMetadata.ofMode(0600), file.pageSize())) {
                int at = 0;
                for (int step = 1; at < file.content().length; step += 7777) {
                    int count = Math.min(step, file.content().length - at);
                    sink.write(ByteBuffer.wrap(file.content(), at, count));
                    at += count;
                }
            }
        });
    }

    public Map<String, byte[]> restore(Vault vault, RecoveryPoint point, Path folder) {
        try {
            vault.snapshot(ORDERS, point.id(), keys.archive())
                    .extract(folder, path -> true, ExtractProgress.SILENT);
            return read(folder);
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    /// Reads a backup's files without a disk.
    public void assertReads(Vault vault, RecoveryPoint point, Map<String, TestFile> files) {
        BackupSnapshot snapshot = vault.snapshot(ORDERS, point.id(), keys.archive());
        files.forEach((path, file) -> {
            byte[] found = snapshot.file(path).orElseThrow();
            if (!java.util.Arrays.equals(found, file.content())) {
                throw new AssertionError(path + " of " + point.id() + " differs");
            }
        });
    }

    public static Map<String, byte[]> read(Path folder) {
        Map<String, byte[]> found = new TreeMap<>();
        if (!Files.exists(folder)) {
            return found;
        }
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : (Iterable<Path>) files.filter(Files::isRegularFile)::iterator) {
                found.put(folder.relativize(file).toString(), Files.readAllBytes(file));
            }
        } catch (IOException e) {
            throw new AssertionError(e);
        }
        return found;
    }
}
