package dev.muster.vault.keys;

import static org.assertj.core.api.Assertions.assertThat;

import dev.muster.model.MusterException;
import dev.muster.model.RecoveryPoint;
import dev.muster.vault.format.Certificate.Role;
import dev.muster.vault.repository.CopyLag;
import dev.muster.vault.repository.KeyFolder;
import dev.muster.vault.repository.TestFile;
import dev.muster.vault.repository.Vault;
import dev.muster.vault.repository.World;
import dev.muster.vault.store.FaultyStore;
import dev.muster.vault.store.Fuse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Dies at every write of each change of keys: what was readable stays readable, with the key files
/// from before and with those that are there then, and the same command once more ends the work.
class KeyKillTest {
    private static final Map<String, Consumer<KeyCare>> WORK = work();

    private final Random random = new Random(3);

    @TempDir Path folder;
    private int attempts;

    static Map<String, Consumer<KeyCare>> work() {
        Map<String, Consumer<KeyCare>> work = new LinkedHashMap<>();
        work.put("add drill", care -> care.addDrill("weekly", List.of(World.ORDERS)));
        work.put("add maintainer", KeyCare::addMaintainer);
        work.put("add slot", care -> care.addSlot("recovery", "new", KeyWorld.PHRASE));
        work.put("remove slot", care -> care.removeSlot("recovery", "ops"));
        work.put("rotate archive", care -> care.rotate(Role.ARCHIVE, false));
        work.put("rotate archive after exposure", care -> care.rotate(Role.ARCHIVE, true));
        work.put("rotate secrets", care -> care.rotate(Role.SECRETS, false));
        work.put("rotate controller", care -> care.rotate(Role.CONTROLLER, true));
        work.put("rotate source", care -> care.rotateSource(World.ORDERS, true));
        return work;
    }

    @Test
    void aProcessThatDiesAtAnyWriteLosesNoKeyAndGoesOn() {
        Path keyFiles = folder.resolve("keys");
        World base = new World(keyFiles, 9, 0);
        Map<String, TestFile> files = Map.of("a", TestFile.pages(random, 20 * 8192));
        try (Vault vault = base.open()) {
            new KeyCare(vault, base.keys, "test").addSlot("recovery", "ops", KeyWorld.PHRASE);
        }
        RecoveryPoint point = base.backup(files);
        for (Map.Entry<String, Consumer<KeyCare>> entry : WORK.entrySet()) {
            for (Fuse.Death death : List.of(Fuse.Death.BEFORE, Fuse.Death.AFTER)) {
                int writes = 0;
                while (dies(base, keyFiles, entry, new Fuse(death, writes), point, files)) {
                    assertThat(++writes).isLessThan(30);
                }
                assertThat(writes).as(entry.getKey()).isGreaterThan(0);
            }
        }
    }

    private boolean dies(
            World base,
            Path keyFiles,
            Map.Entry<String, Consumer<KeyCare>> entry,
            Fuse fuse,
            RecoveryPoint point,
            Map<String, TestFile> files) {
        World world = base.fork();
        Path mine = folder.resolve("keys" + attempts++);
        KeyFolder keys = KeyWorld.copy(keyFiles, mine);
        try (Vault vault =
                Vault.open(
                        World.copies(
                                new FaultyStore(world.north, fuse),
                                new FaultyStore(world.south, fuse)),
                        world.ports())) {
            entry.getValue().accept(new KeyCare(vault, keys, "test"));
        } catch (MusterException dead) {
            assertThat(fuse.isBlown()).as(entry.getKey() + ": " + dead).isTrue();
        }
        try (Vault vault = world.open()) {
            KeyFolder before = KeyWorld.copy(keyFiles, folder.resolve("before" + attempts));
            assertReadable(world, vault, before, point, files);
            assertReadable(world, vault, keys, point, files);
            backupSurvives(base, world, vault, keys, files, entry.getKey());
            entry.getValue().accept(new KeyCare(vault, keys, "test"));
            vault.care().catchUp();
            assertThat(vault.care().lag()).as(entry.getKey()).allMatch(CopyLag::isCaughtUp);
            assertThat(vault.checking().check(1).problems()).as(entry.getKey()).isEmpty();
            RecoveryPoint last = KeyWorld.backup(base, vault, keys.source(World.ORDERS), files);
            KeyFolder recovery =
                    KeyWorld.copy(mine, folder.resolve("last" + attempts), "recovery.key");
            assertReadable(world, vault, recovery, last, files);
            assertReadable(world, vault, recovery, point, files);
            if (!entry.getKey().equals("remove slot")) {
                KeyFolder slot =
                        new KeyFolder(folder.resolve("none"))
                                .holding(KeyCare.open(vault, "recovery", "ops", KeyWorld.PHRASE));
                assertReadable(world, vault, slot, last, files);
            }
            assertThat(mine.resolve("next"))
                    .satisfiesAnyOf(
                            next -> assertThat(next).doesNotExist(),
                            next -> assertThat(next).isEmptyDirectory());
        }
        return fuse.isBlown();
    }

    /// Between death and resumption a source backs up; the machine with the key files still reads
    /// it.
    private void backupSurvives(
            World base,
            World world,
            Vault vault,
            KeyFolder keys,
            Map<String, TestFile> files,
            String what) {
        RecoveryPoint between = KeyWorld.backup(base, vault, keys.source(World.ORDERS), files);
        KeyFolder next = new KeyFolder(keys.folder().resolve("next"));
        boolean pending = Files.exists(next.path("archive"));
        assertThat(vault.points(World.ORDERS).unreadable()).as(what).isEmpty();
        assertReadable(
                world, vault, pending && isCertified(vault, next) ? next : keys, between, files);
    }

    private static boolean isCertified(Vault vault, KeyFolder next) {
        return vault.keys().current(Role.ARCHIVE).id().equals(next.need("archive").id());
    }

    private void assertReadable(
            World world,
            Vault vault,
            KeyFolder keys,
            RecoveryPoint point,
            Map<String, TestFile> files) {
        Path into = folder.resolve("restore" + attempts++);
        TestFile.assertSame(KeyWorld.restore(vault, point, keys.archive(), into), files);
    }
}
