package dev.muster.vault.repository;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.muster.model.ComponentId;
import dev.muster.model.Epoch;
import dev.muster.model.MusterException;
import dev.muster.model.RecoveryPoint;
import dev.muster.vault.VaultErrors;
import dev.muster.vault.format.PackHead;
import dev.muster.vault.log.LogArchive;
import dev.muster.vault.log.LogSpool;
import dev.muster.vault.store.Copy;
import dev.muster.vault.store.MemoryStore;
import dev.muster.vault.store.WriteRule;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RolesTest {
    private static final String CONFIDENTIAL = "the-confidential-customer-row";

    @TempDir Path folder;
    private World world;
    private Path keyFiles;

    @BeforeEach
    void make() {
        keyFiles = folder.resolve("keys");
        world = new World(keyFiles, 1, 0);
    }

    @Test
    void aSourceWithItsOwnKeyAloneBacksUpAndCapturesAndCannotRead()
            throws IOException, InterruptedException {
        Path mine = Files.createDirectories(folder.resolve("mine"));
        Files.copy(
                keyFiles.resolve("source-orders-db.key"),
                mine.resolve("source-orders-db.key"),
                java.nio.file.StandardCopyOption.COPY_ATTRIBUTES);
        KeyFolder keys = new KeyFolder(mine);
        SourceKey key = keys.source(World.ORDERS);
        byte[] content = CONFIDENTIAL.repeat(2000).getBytes(StandardCharsets.UTF_8);
        Path spool = folder.resolve("spool");
        try (Vault vault = world.open()) {
            try (BackupSession session = vault.backup(key, Epoch.FIRST, WriteRule.ANY)) {
                World.write(session, Map.of(CONFIDENTIAL, new TestFile(content, 0)));
                session.commit(
                        world.timing.instant(), world.timing.instant(), World.START, World.START);
            }
            try (LogSpool log = LogSpool.open(vault, key, spool, Epoch.FIRST)) {
                log.append(World.START, ByteBuffer.wrap(content), world.timing.instant());
                log.flush();
                log.ship(WriteRule.ANY);
            }
        }
        assertThatThrownBy(keys::archive).isInstanceOf(MusterException.class);
        int packs = 0;
        for (Map.Entry<String, byte[]> object : world.north.objects().entrySet()) {
            assertThat(text(object.getValue())).doesNotContain(CONFIDENTIAL);
            if (object.getKey().startsWith("packs/")) {
                PackHead head = PackHead.decode(object.getKey(), object.getValue());
                // sections (paths, maps) are open to it, content is not
                packs += head.openAsSource(key.secret()).isPresent() ? 0 : 1;
            }
        }
        assertThat(packs).isEqualTo(1);
        try (Stream<Path> files = Files.walk(spool)) {
            for (Path file : (Iterable<Path>) files.filter(Files::isRegularFile)::iterator) {
                assertThat(text(Files.readAllBytes(file))).doesNotContain(CONFIDENTIAL);
            }
        }
    }

    private static String text(byte[] bytes) {
        return new String(bytes, StandardCharsets.ISO_8859_1);
    }

    @Test
    void theRecoveryKeyFileAloneRestores() throws IOException {
        Map<String, TestFile> files = Map.of("a", new TestFile(new byte[] {1, 2, 3}, 0));
        RecoveryPoint point = world.backup(files);
        Path mine = Files.createDirectories(folder.resolve("mine"));
        Files.copy(
                keyFiles.resolve("recovery.key"),
                mine.resolve("recovery.key"),
                java.nio.file.StandardCopyOption.COPY_ATTRIBUTES);
        KeyFolder keys = new KeyFolder(mine);
        assertThat(keys.controller().toString()).contains("controller");
        try (Vault vault = Vault.open(List.of(new Copy(World.SOUTH, world.south)), world.ports())) {
            BackupSnapshot snapshot = vault.snapshot(World.ORDERS, point.id(), keys.archive());
            assertThat(snapshot.file("a")).contains(new byte[] {1, 2, 3});
        }
    }

    @Test
    void aSourceThatLostItsKeyGetsAnotherAndItsOldBackupsAreStillRead()
            throws IOException, InterruptedException {
        Map<String, TestFile> files = Map.of("a", new TestFile(new byte[100_000], 8192));
        byte[] log = {1, 2, 3, 4, 5, 6};
        RecoveryPoint old = world.backup(files);
        capture(log, 0, 3, "old");
        Files.delete(keyFiles.resolve("source-orders-db.key"));
        try (Vault vault = world.open()) {
            vault.addSource(World.ORDERS, world.keys);
            vault.addSource(World.ORDERS, world.keys);
        }
        assertThat(world.north.list("keys/source/orders-db/")).hasSize(2);
        RecoveryPoint next = world.backup(files);
        capture(log, 3, 6, "new");
        try (Vault vault = world.open()) {
            for (RecoveryPoint point : List.of(old, next)) {
                TestFile.assertSame(world.restore(vault, point, folder.resolve(point.id())), files);
            }
            java.io.ByteArrayOutputStream sink = new java.io.ByteArrayOutputStream();
            LogArchive.open(vault, World.ORDERS, world.keys.archive(), java.util.Optional.empty())
                    .copy(World.START, World.START.plus(6), sink);
            assertThat(sink.toByteArray()).isEqualTo(log);
            assertThat(vault.checking().check(1).problems()).isEmpty();
        }
    }

    private void capture(byte[] log, int from, int to, String spool) throws InterruptedException {
        try (Vault vault = world.open();
                LogSpool into =
                        LogSpool.open(
                                vault,
                                world.keys.source(World.ORDERS),
                                folder.resolve(spool),
                                Epoch.FIRST)) {
            into.append(
                    World.START.plus(from),
                    ByteBuffer.wrap(log, from, to - from),
                    world.timing.instant());
            into.flush();
            into.ship(WriteRule.ANY);
        }
    }

    @Test
    void keysOfAnotherVaultAreRefused() {
        World other = new World(folder.resolve("other"), 2, 0);
        try (Vault vault = world.open()) {
            SourceKey foreign = other.keys.source(World.ORDERS);
            assertThatThrownBy(() -> vault.backup(foreign, Epoch.FIRST, WriteRule.ANY))
                    .isInstanceOf(MusterException.class)
                    .hasMessageContaining("does not belong to vault main");
            ArchiveKey archive = other.keys.archive();
            assertThatThrownBy(() -> vault.snapshot(World.ORDERS, "x", archive))
                    .isInstanceOf(MusterException.class)
                    .hasMessageContaining("does not belong to vault main");
        }
    }

    @Test
    void aSourceCannotCommitForAnother() {
        ComponentId billing = new ComponentId("billing");
        try (Vault vault = world.open()) {
            vault.addSource(billing, world.keys);
            world.backup(Map.of("a", new TestFile(new byte[] {1}, 0)));
            byte[] mine = world.north.objects().get(world.commit(1));
            world.north.putIfAbsent(world.commit(1).replace("orders-db", "billing"), mine);
            assertThat(vault.points(billing).points()).isEmpty();
            assertThat(vault.points(billing).unreadable()).hasSize(1);
            assertThat(vault.sources()).containsExactly(billing, World.ORDERS);
        }
    }

    @Test
    void keyFilesAreForTheirOwnerAloneAndGuardAgainstSlips() throws IOException {
        Path recovery = keyFiles.resolve("recovery.key");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(recovery)))
                .isEqualTo("rw-------");
        Files.delete(keyFiles.resolve("archive.key"));
        Files.setPosixFilePermissions(recovery, PosixFilePermissions.fromString("rw-r--r--"));
        assertThatThrownBy(world.keys::archive).hasMessageContaining("can be used by others");
        Files.setPosixFilePermissions(recovery, PosixFilePermissions.fromString("rw-------"));
        String text = Files.readString(recovery);
        Files.writeString(recovery, text.replaceFirst("archive-private ..", "archive-private 00"));
        assertThatThrownBy(world.keys::archive).hasMessageContaining("check line is wrong");
    }

    @Test
    void aVaultIsNotMadeOverAnotherNorOnAStoreThatOverwrites() {
        KeyFolder fresh = new KeyFolder(folder.resolve("fresh"));
        assertThatThrownBy(() -> Vault.create("main", world.copies(), fresh, world.ports()))
                .isInstanceOf(MusterException.class)
                .extracting(thrown -> ((MusterException) thrown).code())
                .isEqualTo(VaultErrors.EXISTS);
        MemoryStore lying = new MemoryStore("lying");
        VaultPorts ports = world.ports();
        List<Copy> copies = List.of(new Copy(World.NORTH, new OverwritingStore(lying)));
        assertThatThrownBy(() -> Vault.create("main", copies, fresh, ports))
                .isInstanceOf(MusterException.class)
                .extracting(thrown -> ((MusterException) thrown).code())
                .isEqualTo(VaultErrors.STORE_LIES);
        assertThat(lying.objects()).isEmpty();
        // the same keys again: an interrupted creation goes on
        Vault.create("main", world.copies(), world.keys, world.ports()).close();
    }

    @Test
    void anotherFormatIsNamed() {
        byte[] config = world.north.objects().get("config").clone();
        config[7] = 9;
        world.north.objects().put("config", config);
        assertThatThrownBy(world::open)
                .isInstanceOf(MusterException.class)
                .hasMessageContaining("unstable-9")
                .hasMessageContaining("unstable-2");
    }

    @Test
    void anEmptyMountPointIsNoCopyUntilItIsAttached() {
        World lost = world.fork();
        lost.south.objects().clear();
        Map<String, TestFile> files = Map.of("a", new TestFile(new byte[100_000], 0));
        try (Vault vault = lost.open()) {
            RecoveryPoint point = lost.backup(vault, files, WriteRule.requiring(World.NORTH));
            assertThat(lost.south.objects()).isEmpty();
            assertThat(vault.care().lag().getLast().why()).isPresent();
            Vault.attach(lost.copies(), World.SOUTH, lost.ports());
            assertThat(vault.care().catchUp().problems()).isEmpty();
            assertThat(vault.care().lag()).allMatch(CopyLag::isCaughtUp);
            lost.north.objects().clear();
            TestFile.assertSame(lost.restore(vault, point, folder.resolve("r")), files);
        }
    }

    private static final class OverwritingStore implements dev.muster.vault.store.VaultStore {
        private final MemoryStore store;

        OverwritingStore(MemoryStore store) {
            this.store = store;
        }

        @Override
        public String address() {
            return store.address();
        }

        @Override
        public Put putIfAbsent(String name, ByteBuffer content) {
            store.delete(name);
            return store.putIfAbsent(name, content);
        }

        @Override
        public java.util.Optional<byte[]> get(String name) {
            return store.get(name);
        }

        @Override
        public java.util.Optional<byte[]> range(String name, long offset, int length) {
            return store.range(name, offset, length);
        }

        @Override
        public List<dev.muster.vault.store.StoredObject> list(String prefix) {
            return store.list(prefix);
        }

        @Override
        public boolean exists(String name) {
            return store.exists(name);
        }

        @Override
        public void delete(String name) {
            store.delete(name);
        }

        @Override
        public void setAside(String name) {
            store.setAside(name);
        }
    }
}
