package dev.muster.vault.keys;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.muster.model.ComponentId;
import dev.muster.model.Epoch;
import dev.muster.model.ErrorCode;
import dev.muster.model.MusterException;
import dev.muster.model.RecoveryPoint;
import dev.muster.model.RunId;
import dev.muster.vault.VaultErrors;
import dev.muster.vault.format.Certificate;
import dev.muster.vault.format.Certificate.Role;
import dev.muster.vault.format.Encoder;
import dev.muster.vault.format.KeyFile;
import dev.muster.vault.format.ObjectKind;
import dev.muster.vault.format.Slot;
import dev.muster.vault.log.LogArchive;
import dev.muster.vault.log.LogSpool;
import dev.muster.vault.repository.ArchiveKey;
import dev.muster.vault.repository.KeyFolder;
import dev.muster.vault.repository.KeyView;
import dev.muster.vault.repository.SourceKey;
import dev.muster.vault.repository.TestFile;
import dev.muster.vault.repository.Vault;
import dev.muster.vault.repository.World;
import dev.muster.vault.store.WriteRule;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class KeyCareTest {
    private static final ComponentId BILLING = new ComponentId("billing");

    private final Random random = new Random(7);

    @TempDir Path folder;
    private Path keyFiles;
    private World world;
    private Vault vault;
    private KeyCare care;
    private int restores;

    @BeforeEach
    void makeVault() {
        keyFiles = folder.resolve("keys");
        world = new World(keyFiles, 5, 0);
        vault = world.open();
        care = new KeyCare(vault, world.keys, "ann@control");
    }

    private Map<String, TestFile> files() {
        return Map.of(
                "base/1", TestFile.pages(random, 40 * 8192),
                "plain", TestFile.plain(random, 300_000));
    }

    private RecoveryPoint backup(Map<String, TestFile> files) {
        return KeyWorld.backup(world, vault, world.keys.source(World.ORDERS), files);
    }

    private void assertRestores(RecoveryPoint point, ArchiveKey key, Map<String, TestFile> files) {
        Path into = folder.resolve("r" + restores++);
        TestFile.assertSame(KeyWorld.restore(vault, point, key, into), files);
    }

    private static void assertRefused(ErrorCode code, String words, ThrowingCallable call) {
        assertThatThrownBy(call)
                .isInstanceOf(MusterException.class)
                .hasMessageContaining(words)
                .extracting(thrown -> ((MusterException) thrown).code())
                .isEqualTo(code);
    }

    private KeyFolder only(String... files) {
        return KeyWorld.copy(keyFiles, folder.resolve("only" + restores++), files);
    }

    @Test
    void aDrillKeyReadsWhatItsSourcesStoreFromNowOnAndNothingElse() {
        vault.addSource(BILLING, world.keys);
        Map<String, TestFile> files = files();
        RecoveryPoint before = backup(files);
        care.addDrill("weekly", List.of(World.ORDERS));
        RecoveryPoint after = backup(files);
        RecoveryPoint again = backup(files);
        RecoveryPoint billing = KeyWorld.backup(world, vault, world.keys.source(BILLING), files);
        ArchiveKey drill = only("drill-weekly.key").drill("weekly");

        assertRestores(after, drill, files);
        assertRestores(again, drill, files);
        assertRestores(after, world.keys.archive(), files);
        assertThat(after.stored().bytes()).isGreaterThan(300_000);
        assertThat(again.stored().bytes()).isLessThan(20_000);
        assertRefused(
                VaultErrors.WRONG_KEY,
                "key of drill weekly",
                () -> vault.snapshot(World.ORDERS, before.id(), drill));
        assertRefused(
                VaultErrors.WRONG_KEY,
                "does not open",
                () -> vault.snapshot(BILLING, billing.id(), drill));
        care.remove(certificate(Role.DRILL));
        RecoveryPoint without = backup(files);
        assertRefused(
                VaultErrors.WRONG_KEY,
                "key of drill weekly",
                () -> vault.snapshot(World.ORDERS, without.id(), drill));
        assertThat(vault.checking().check(1).problems()).isEmpty();
    }

    private Certificate certificate(Role role) {
        return vault.keys().certificates().stream()
                .filter(it -> it.role() == role)
                .findFirst()
                .orElseThrow();
    }

    @Test
    void aDrillKeyReadsLogThatIsCapturedAfterItWasAdded() throws Exception {
        care.addDrill("weekly", List.of(World.ORDERS));
        byte[] log = {1, 2, 3, 4};
        capture(world.keys.source(World.ORDERS), log, 0, 4, "spool", true);
        ByteArrayOutputStream sink = new ByteArrayOutputStream();
        LogArchive.open(
                        vault,
                        World.ORDERS,
                        only("drill-weekly.key").drill("weekly"),
                        Optional.empty())
                .copy(World.START, World.START.plus(4), sink);
        assertThat(sink.toByteArray()).isEqualTo(log);
    }

    private void capture(SourceKey key, byte[] log, int from, int to, String spool, boolean ship)
            throws InterruptedException {
        try (LogSpool into = LogSpool.open(vault, key, folder.resolve(spool), Epoch.FIRST)) {
            into.append(
                    World.START.plus(from),
                    ByteBuffer.wrap(log, from, to - from),
                    world.timing.instant());
            into.history("00000002.history", new byte[] {7});
            into.flush();
            if (ship) {
                into.ship(WriteRule.ANY);
            }
        }
    }

    @Test
    void aNewArchiveKeyReadsEverythingAndTheOldOneOnlyWhatIsOld() throws IOException {
        KeyFolder old = only("recovery.key");
        Map<String, TestFile> files = files();
        RecoveryPoint before = backup(files);
        for (int i = 0; i < 3; i++) {
            care.rotate(Role.ARCHIVE, false);
        }
        RecoveryPoint after = backup(files);
        Map<String, TestFile> other = files();
        RecoveryPoint later = backup(other);

        ArchiveKey fresh = only("recovery.key").archive();
        assertRestores(before, fresh, files);
        assertRestores(after, fresh, files);
        assertRestores(later, fresh, other);
        assertRestores(before, old.archive(), files);
        assertThat(after.stored().bytes()).as("deduplicated").isLessThan(20_000);
        assertRefused(
                VaultErrors.WRONG_KEY,
                "which the archive key",
                () -> vault.snapshot(World.ORDERS, later.id(), old.archive()));
        assertThat(Files.list(keyFiles.resolve("next"))).isEmpty();
        assertThat(vault.checking().check(1).problems()).isEmpty();
    }

    @Test
    void afterExposureNothingNewRestsOnWhatTheThiefCanRead() {
        KeyFolder stolen = only("recovery.key");
        Map<String, TestFile> files = files();
        RecoveryPoint before = backup(files);
        care.rotate(Role.ARCHIVE, false);
        care.rotate(Role.ARCHIVE, true);
        RecoveryPoint after = backup(files);
        assertThat(after.stored().bytes()).as("stored anew").isGreaterThan(300_000);
        KeyView view = vault.keys();
        assertThat(view.exposed(Role.ARCHIVE)).hasSize(2);
        assertRestores(before, stolen.archive(), files);
        assertRestores(after, world.keys.archive(), files);
        assertRefused(
                VaultErrors.WRONG_KEY,
                "does not open",
                () -> vault.snapshot(World.ORDERS, after.id(), stolen.archive()));
    }

    @Test
    void aSlotOpensWithItsPassphraseAndHoldsTheNewKeyAfterARotation() {
        Map<String, TestFile> files = files();
        backup(files);
        Slot slot = care.addSlot("recovery", "ops", KeyWorld.PHRASE);
        assertThat(slot.by()).isEqualTo("ann@control");
        assertRefused(
                VaultErrors.SLOT,
                "does not open slot recovery/ops",
                () ->
                        KeyCare.open(
                                vault,
                                "recovery",
                                "ops",
                                KeyWorld.phrase("correct horse stapler")));
        care.rotate(Role.ARCHIVE, false);
        care.rotate(Role.CONTROLLER, false);
        RecoveryPoint after = backup(files());
        KeyFile opened = KeyCare.open(vault, "recovery", "ops", KeyWorld.PHRASE);
        KeyFolder empty = new KeyFolder(folder.resolve("empty")).holding(opened);
        assertThat(vault.snapshot(World.ORDERS, after.id(), empty.archive()).paths())
                .contains("plain");
        vault.runs(World.NORTH, empty.controller())
                .putIfAbsent(new RunId("r1"), "started", new byte[1]);
        assertThat(folder.resolve("empty")).doesNotExist();
    }

    @Test
    void slotsAreOpenedByAFileAndByAKeyManagementServiceToo() {
        KeyFile unlock = care.unlockFile("recovery", "safe");
        care.addSlot("recovery", "safe", new Unlocking.UnlockFile(unlock));
        FakeKms kms = new FakeKms();
        care.addSlot("recovery", "cloud", new Unlocking.Kms(kms));
        String wanted = world.keys.need("recovery").encode();
        KeyFile found = KeyFolder.file(keyFiles.resolve("unlock-recovery-safe.key"));
        assertThat(
                        KeyCare.open(vault, "recovery", "safe", new Unlocking.UnlockFile(found))
                                .encode())
                .isEqualTo(wanted);
        assertThat(KeyCare.open(vault, "recovery", "cloud", new Unlocking.Kms(kms)).encode())
                .isEqualTo(wanted);
        assertRefused(
                VaultErrors.SLOT,
                "which is a kms slot",
                () -> KeyCare.open(vault, "recovery", "cloud", KeyWorld.PHRASE));
        kms.refuses = true;
        assertRefused(
                VaultErrors.SLOT,
                "fake-kms refuses",
                () -> KeyCare.open(vault, "recovery", "cloud", new Unlocking.Kms(kms)));
    }

    @Test
    void theLastWayToReadIsNotRemoved() throws IOException {
        care.addSlot("recovery", "one", KeyWorld.PHRASE);
        care.addSlot("recovery", "two", KeyWorld.PHRASE);
        for (String file : List.of("recovery.key", "archive.key")) {
            Files.delete(keyFiles.resolve(file));
        }
        assertThat(care.removeSlot("recovery", "one")).isEmpty();
        assertThat(world.north.list("keys/slots/recovery/one/")).isEmpty();
        assertRefused(
                VaultErrors.LAST_KEY,
                "is the last way to the key of recovery",
                () -> care.removeSlot("recovery", "two"));
        assertRefused(
                VaultErrors.SLOT,
                "there is no slot recovery/one",
                () -> KeyCare.open(vault, "recovery", "one", KeyWorld.PHRASE));
        // a copy that was away brings the slot back, and it still does not count
        KeyCare open =
                new KeyCare(
                        vault,
                        world.keys.holding(KeyCare.open(vault, "recovery", "two", KeyWorld.PHRASE)),
                        "ann");
        assertRefused(
                VaultErrors.KEY_STATE,
                "which was removed",
                () -> open.addSlot("recovery", "one", KeyWorld.PHRASE));
    }

    @Test
    void aCatchUpDoesNotBringARemovedSlotBack() {
        care.addSlot("recovery", "one", KeyWorld.PHRASE);
        byte[] slot = world.south.objects().get("keys/slots/recovery/one/0000000001");
        care.removeSlot("recovery", "one");
        world.south.putIfAbsent("keys/slots/recovery/one/0000000001", slot);
        vault.care().catchUp();
        assertThat(world.north.list("keys/slots/recovery/one/")).isEmpty();
        assertThat(vault.keys().live()).isEmpty();
    }

    @Test
    void aForgedSlotMakesNobodyAllocateGigabytes() {
        Slot honest = care.addSlot("recovery", "ops", KeyWorld.PHRASE);
        assertThatThrownBy(() -> new Slot.Passphrase("00".repeat(16), 8 << 20, 1, 1))
                .hasMessageContaining("8.0 GiB of memory, and the limit is 1.0 GiB");
        byte[] object = honest.encode(world.keys.owner().signing());
        byte[] asked = new Encoder(4).u32(64).toBytes();
        int at = indexOf(object, asked);
        byte[] greedy = object.clone();
        greedy[at] = 0x7f;
        // signed by nobody: refused before its content is looked at
        assertRefused(
                VaultErrors.NOT_SIGNED,
                "signature",
                () -> Slot.decode(honest.object(), greedy, vault.config()));
        byte[] content = Arrays.copyOf(greedy, greedy.length - 72);
        byte[] signed =
                world.keys.owner().signing().sign(ObjectKind.SLOT, new Encoder().raw(content));
        assertRefused(
                VaultErrors.MALFORMED,
                "of memory, and the limit is",
                () -> Slot.decode(honest.object(), signed, vault.config()));
    }

    private static int indexOf(byte[] where, byte[] what) {
        for (int at = 0; at + what.length <= where.length; at++) {
            if (Arrays.equals(where, at, at + what.length, what, 0, what.length)) {
                return at;
            }
        }
        throw new AssertionError("not there");
    }

    @Test
    void aRemovedSourceKeySignsNothingMoreAndWhatItSignedCountsOn() throws Exception {
        KeyFolder stolen = only("source-orders-db.key");
        Map<String, TestFile> files = files();
        byte[] log = {1, 2, 3, 4, 5, 6};
        RecoveryPoint before = backup(files);
        capture(stolen.source(World.ORDERS), log, 0, 3, "old", true);
        care.rotateSource(World.ORDERS, true);
        RecoveryPoint after = backup(files);
        assertRestores(before, world.keys.archive(), files);
        assertRestores(after, world.keys.archive(), files);
        capture(world.keys.source(World.ORDERS), log, 3, 6, "new", true);
        assertThat(read(6)).isEqualTo(log);

        // the thief goes on
        try (Vault thief = world.open()) {
            RecoveryPoint forged =
                    KeyWorld.backup(world, thief, stolen.source(World.ORDERS), files());
            vault.keys();
            assertThat(vault.points(World.ORDERS).points()).doesNotContain(forged).hasSize(2);
            assertThat(vault.points(World.ORDERS).unreadable().getFirst())
                    .contains("which was removed");
        }
        assertRefused(
                VaultErrors.KEY_STATE,
                "signs with now",
                () ->
                        care.remove(
                                vault.trust()
                                        .certificate(
                                                Role.SOURCE,
                                                "orders-db",
                                                world.keys.source(World.ORDERS).signing().id())));
    }

    private byte[] read(int bytes) {
        ByteArrayOutputStream sink = new ByteArrayOutputStream();
        LogArchive.open(vault, World.ORDERS, world.keys.archive(), Optional.empty())
                .copy(World.START, World.START.plus(bytes), sink);
        return sink.toByteArray();
    }

    @Test
    void aSpoolGoesOnWithTheNextKeyOfItsSource() throws Exception {
        byte[] log = {1, 2, 3, 4, 5, 6};
        capture(world.keys.source(World.ORDERS), log, 0, 3, "spool", false);
        care.rotateSource(World.ORDERS, false);
        capture(world.keys.source(World.ORDERS), log, 3, 6, "spool", true);
        assertThat(read(6)).isEqualTo(log);
    }

    @Test
    void aRemovedControllerKeyWritesNoMoreRuns() {
        KeyFolder stolen = only("controller.key");
        RunId old = new RunId("r-old");
        vault.runs(World.NORTH, stolen.controller()).putIfAbsent(old, "started", new byte[] {1});
        care.rotate(Role.CONTROLLER, true);
        vault.keys();
        assertThat(vault.runs(World.NORTH, world.keys.controller()).get(old, "started"))
                .contains(new byte[] {1});
        RunId next = new RunId("r-next");
        try (Vault thief = world.open()) {
            byte[] object = forge(thief, stolen, next);
            world.north.putIfAbsent("runs/r-next/started", object);
        }
        assertRefused(
                VaultErrors.DAMAGED,
                "which was removed",
                () -> vault.runs(World.NORTH, world.keys.controller()).get(next, "started"));
    }

    private static byte[] forge(Vault vault, KeyFolder stolen, RunId run) {
        String name = "runs/" + run + "/started";
        Encoder out =
                ObjectKind.RECORD
                        .begin()
                        .raw(vault.config().number().toBytes())
                        .text(name)
                        .bytes(new byte[] {2});
        byte[] key = KeyFolder.word(stolen.need("controller"), "controller-private");
        return new dev.muster.vault.format.SigningKey(key).sign(ObjectKind.RECORD, out);
    }

    @Test
    void aMaintainerHoldsTheArchiveKeyThroughRotations() {
        care.addMaintainer();
        care.rotate(Role.ARCHIVE, false);
        Map<String, TestFile> files = files();
        RecoveryPoint point = backup(files);
        assertRestores(point, only("maintainer.key").archive(), files);
    }

    @Test
    void keysOfTheArchiveAreNeverRemoved() {
        care.rotate(Role.ARCHIVE, true);
        assertRefused(
                VaultErrors.LAST_KEY,
                "leads to what was sealed before it",
                () -> care.remove(certificate(Role.ARCHIVE)));
    }
}
