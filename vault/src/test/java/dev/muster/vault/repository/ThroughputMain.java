package dev.muster.vault.repository;

import dev.muster.model.ComponentId;
import dev.muster.model.Epoch;
import dev.muster.model.LogPosition;
import dev.muster.model.RecoveryPoint;
import dev.muster.model.RegionId;
import dev.muster.vault.store.Copy;
import dev.muster.vault.store.FolderStore;
import dev.muster.vault.store.WriteRule;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/// Measures a backup, an unchanged one, one with scattered changes, and a restore.
///
/// Arguments: an empty folder, MiB of data, number of copies.
final class ThroughputMain {
    private static final ComponentId WARM = new ComponentId("warm");
    private static final ComponentId DB = new ComponentId("db");
    private static final int FILE = 128 << 20;
    private static final com.sun.management.OperatingSystemMXBean PROCESS =
            (com.sun.management.OperatingSystemMXBean)
                    java.lang.management.ManagementFactory.getOperatingSystemMXBean();

    private final byte[] base = new byte[FILE];
    private final int files;

    private ThroughputMain(int megabytes) {
        files = megabytes * (1 << 20) / FILE;
        Random random = new Random(1);
        // rows of text and numbers, which zstd halves or better, as in a database
        for (int i = 0; i < FILE; i++) {
            base[i] = (byte) ((i & 7) < 3 ? random.nextInt() : 'a' + (i >> 5 & 7));
        }
    }

    public static void main(String[] args) throws IOException, InterruptedException {
        Path folder = Path.of(args[0]);
        int megabytes = Integer.parseInt(args[1]);
        new ThroughputMain(megabytes).run(folder, megabytes, Integer.parseInt(args[2]));
    }

    private void run(Path folder, int megabytes, int copyCount)
            throws IOException, InterruptedException {
        KeyFolder keys = new KeyFolder(folder.resolve("keys"));
        VaultPorts ports = VaultPorts.of(new ManualTiming());
        List<Copy> copies = new ArrayList<>();
        for (int i = 0; i < copyCount; i++) {
            Path place = Files.createDirectories(folder.resolve("copy" + i));
            copies.add(new Copy(new RegionId("r" + i), new FolderStore(place)));
        }
        try (Vault vault = Vault.create("main", copies, keys, ports)) {
            vault.addSource(WARM, keys);
            vault.addSource(DB, keys);
            Thread.sleep(1000);
            report("begin", System.nanoTime(), megabytes, "");
            backup(vault, keys, WARM, "full, cold", 0, megabytes);
            backup(vault, keys, DB, "full, warm", 0, megabytes);
            backup(vault, keys, DB, "unchanged", 0, megabytes);
            RecoveryPoint last = null;
            for (int i = 1; i <= Integer.getInteger("changes", 30); i++) {
                last = backup(vault, keys, DB, i % 10 == 1 ? "changed" : "", i, megabytes);
            }
            restore(vault, keys, vault.points(DB).points().getFirst(), folder, megabytes);
            restore(vault, keys, last, folder, megabytes);
            restore(vault, keys, last, folder, megabytes);
        }
    }

    private RecoveryPoint backup(
            Vault vault,
            KeyFolder keys,
            ComponentId source,
            String name,
            int change,
            int megabytes) {
        long start = System.nanoTime();
        RecoveryPoint point;
        try (BackupSession session =
                vault.backup(keys.source(source), Epoch.FIRST, WriteRule.ANY)) {
            Random random = new Random(change);
            for (int f = 0; f < files; f++) {
                try (FileSink sink =
                        session.file(
                                "base/" + f, dev.muster.model.FileMetadata.ofMode(0600), 8192)) {
                    byte[] page = new byte[8192];
                    for (int at = 0; at < FILE; at += 8192) {
                        System.arraycopy(base, at, page, 0, 8192);
                        page[0] = (byte) f;
                        if (change > 0 && random.nextInt(400) == 0) {
                            page[100] = (byte) change;
                        }
                        sink.write(ByteBuffer.wrap(page));
                    }
                }
            }
            LogPosition from = new LogPosition("1", 0);
            point = session.commit(Instant.EPOCH, Instant.EPOCH, from, from);
        }
        if (!name.isEmpty()) {
            report("backup " + name, start, megabytes, point.stored().toString());
        }
        return point;
    }

    private static void restore(
            Vault vault, KeyFolder keys, RecoveryPoint point, Path folder, int megabytes)
            throws InterruptedException, IOException {
        Path into = folder.resolve("restored-" + System.nanoTime());
        long start = System.nanoTime();
        vault.snapshot(DB, point.id(), keys.archive())
                .extract(into, path -> true, ExtractProgress.SILENT);
        report("restore", start, megabytes, point.id());
        try (var all = Files.walk(into)) {
            for (Path file : (Iterable<Path>) all.filter(Files::isRegularFile)::iterator) {
                Files.delete(file);
            }
        }
    }

    private static void report(String what, long start, int megabytes, String note) {
        double seconds = (System.nanoTime() - start) / 1e9;
        System.out.printf(
                "%-18s %6.2f s %7.0f MiB/s  cpu so far %6.2f s  %s%n",
                what, seconds, megabytes / seconds, PROCESS.getProcessCpuTime() / 1e9, note);
    }
}
