package dev.muster.vault.repository;

import dev.muster.model.Epoch;
import dev.muster.model.ExtendedAttribute;
import dev.muster.model.FileMetadata;
import dev.muster.model.FileOwner;
import dev.muster.model.FileStamp;
import dev.muster.model.RecoveryPoint;
import dev.muster.model.RegionId;
import dev.muster.model.RunId;
import dev.muster.model.SpecialFile;
import dev.muster.vault.format.Certificate;
import dev.muster.vault.format.Config;
import dev.muster.vault.format.DamageMark;
import dev.muster.vault.format.FileEntry;
import dev.muster.vault.format.ObjectHash;
import dev.muster.vault.format.VaultNumber;
import dev.muster.vault.keys.KeyCare;
import dev.muster.vault.keys.Unlocking;
import dev.muster.vault.log.LogSpool;
import dev.muster.vault.program.VaultPrograms;
import dev.muster.vault.store.Copy;
import dev.muster.vault.store.MemoryStore;
import dev.muster.vault.store.WriteRule;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;

/// A small vault whose every byte is fixed: the same randomness, clock and content each time.
///
/// When the format changes on purpose, its main writes the new bytes below `src/test/resources`.
public final class GoldenVault {
    static final RegionId HERE = new RegionId("here");
    static final RunId RUN = new RunId("drill-1");
    static final Unlocking PHRASE =
            new Unlocking.Passphrase("golden passphrase", new Unlocking.Cost(64, 1, 1));
    static final byte[] LOG = bytes("log ", 5000);

    final List<RecoveryPoint> points = new ArrayList<>();
    private final ManualTiming timing = new ManualTiming();
    private final VaultPorts ports = new VaultPorts(timing, new SeededRandomness(42), 0);

    public static void main(String[] args) throws IOException, InterruptedException {
        Path folder = Path.of(args[0]);
        Path spool = Files.createTempDirectory("golden");
        new GoldenVault().write(folder, spool);
    }

    /// Writes `vault` and `keys` below a folder.
    void write(Path folder, Path spool) throws IOException, InterruptedException {
        Path place = Files.createDirectories(folder.resolve("vault"));
        KeyFolder keys = new KeyFolder(folder.resolve("keys"));
        // what was moved tells when a store saw it first, so that the store's clock must be ours
        MemoryStore store = new MemoryStore("golden", timing);
        List<Copy> copies = List.of(new Copy(HERE, store));
        try (Vault vault = Vault.create("golden", copies, keys, ports)) {
            vault.addSource(World.ORDERS, keys);
            SourceKey key = keys.source(World.ORDERS);
            for (int i = 0; i < 2; i++) {
                timing.advance(Duration.ofMinutes(10));
                backup(vault, key, content(i));
            }
            KeyCare care = new KeyCare(vault, keys, "golden");
            care.addDrill("weekly", List.of(World.ORDERS));
            care.addSlot("recovery", "ops", PHRASE);
            care.rotate(Certificate.Role.ARCHIVE, false);
            timing.advance(Duration.ofMinutes(10));
            backup(vault, key, content(2));
            capture(vault, key, spool);
            care.addMaintainer();
            vault.repack(keys.maintainer()).run(new RepackRules(100, 2));
            vault.runs(HERE, keys.controller()).putIfAbsent(RUN, "started", bytes("run", 10));
            new VaultPrograms(vault)
                    .keep(bytes("jar ", 300), "1", "golden", keys.owner().signing());
        }
        DamageMark mark = new DamageMark(vaultNumber(store), ObjectHash.of(bytes("lost", 99)));
        store.putIfAbsent(mark.object(), mark.encode());
        for (Map.Entry<String, byte[]> object : store.objects().entrySet()) {
            Path file = place.resolve(object.getKey());
            Files.createDirectories(file.getParent());
            Files.write(file, object.getValue());
        }
    }

    private static VaultNumber vaultNumber(MemoryStore store) {
        return Config.decode(store.get(Config.OBJECT).orElseThrow()).number();
    }

    private void backup(Vault vault, SourceKey key, Map<String, TestFile> files) {
        try (BackupSession session = vault.backup(key, Epoch.FIRST, WriteRule.ANY)) {
            session.attribute("version", "18.4");
            session.folder("pg_tblspc", FileMetadata.ofMode(0700));
            session.link("pg_wal", FileMetadata.ofMode(0), "/wal");
            World.write(session, files);
            metadata(session);
            points.add(
                    session.commit(
                            timing.instant().minusSeconds(2),
                            timing.instant().minusSeconds(1),
                            World.START,
                            World.START.plus(99)));
        }
    }

    /// What only a file tree has.
    private static void metadata(BackupSession session) {
        Instant time = Instant.ofEpochSecond(1_700_000_000L, 123_456_789);
        FileMetadata metadata =
                new FileMetadata(
                        0640,
                        Optional.of(new FileOwner(1000, 100, "", "")),
                        Optional.of(time),
                        Optional.of(new FileStamp(time, 42)),
                        List.of(
                                new ExtendedAttribute(
                                        "user.origin", ByteBuffer.wrap(bytes("x", 3)))));
        session.folder("tree", metadata);
        session.special("tree/fifo", metadata, SpecialFile.of(SpecialFile.Sort.FIFO));
        try (FileSink sink = session.file("tree/sparse", metadata, 0)) {
            sink.hole(1 << 20);
            sink.write(ByteBuffer.wrap(bytes("end", 100)));
            sink.torn();
        }
        session.hardLink("tree/\udcff-again", metadata, "tree/sparse");
        session.folder(FileEntry.ROOT, metadata);
    }

    private void capture(Vault vault, SourceKey key, Path spool) throws InterruptedException {
        try (LogSpool log = LogSpool.open(vault, key, spool, Epoch.FIRST)) {
            for (int at = 0; at < LOG.length; at += 1000) {
                timing.advance(Duration.ofSeconds(1));
                log.append(World.START.plus(at), ByteBuffer.wrap(LOG, at, 1000), timing.instant());
                log.flush();
            }
            log.history("00000002.history", bytes("history", 40));
            log.ship(WriteRule.ANY);
        }
    }

    /// What backup 0, 1 or 2 holds.
    public static Map<String, TestFile> content(int number) {
        Map<String, TestFile> files = new LinkedHashMap<>();
        byte[] table = bytes("row ", 20 * 8192 + 10);
        if (number >= 1) {
            table[3 * 8192] ^= 1;
            table[19 * 8192] ^= 1;
        }
        files.put("PG_VERSION", new TestFile(bytes("18", 3), 0));
        files.put("base/1/1259", new TestFile(table, 8192));
        files.put("base/1/2600", new TestFile(new byte[0], 8192));
        files.put("pg_xact/0000", new TestFile(bytes("xact", 90_000 + number), 0));
        return files;
    }

    private static byte[] bytes(String seed, int count) {
        byte[] text = seed.getBytes(StandardCharsets.UTF_8);
        Random random = new Random(count);
        byte[] bytes = new byte[count];
        for (int i = 0; i < count; i++) {
            bytes[i] = i % 16 == 0 ? (byte) random.nextInt() : text[i % text.length];
        }
        return bytes;
    }
}
