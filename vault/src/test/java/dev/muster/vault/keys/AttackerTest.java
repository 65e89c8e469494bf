package dev.muster.vault.keys;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.muster.model.ComponentId;
import dev.muster.model.MusterException;
import dev.muster.model.RecoveryPoint;
import dev.muster.model.RunId;
import dev.muster.vault.VaultErrors;
import dev.muster.vault.format.BlobRef;
import dev.muster.vault.format.ChunkId;
import dev.muster.vault.format.Commit;
import dev.muster.vault.format.IndexSegment;
import dev.muster.vault.format.KeyFile;
import dev.muster.vault.format.ObjectHash;
import dev.muster.vault.format.PackHead;
import dev.muster.vault.format.PackKeys;
import dev.muster.vault.format.SigningKey;
import dev.muster.vault.format.SourceSecret;
import dev.muster.vault.repository.KeyFolder;
import dev.muster.vault.repository.SeenMarks;
import dev.muster.vault.repository.SourceKey;
import dev.muster.vault.repository.TestFile;
import dev.muster.vault.repository.Vault;
import dev.muster.vault.repository.World;
import dev.muster.vault.sealed.SealedSecrets;
import dev.muster.vault.sealed.VaultDocuments;
import dev.muster.vault.store.Copy;
import dev.muster.vault.store.WriteRule;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What somebody does with all that a backup host holds: its key file, and the right to write to
/// the storage.
class AttackerTest {
    private static final ComponentId BILLING = new ComponentId("billing");

    private final Random random = new Random(17);

    @TempDir Path folder;
    private World world;
    private Vault vault;
    private SourceKey thief;

    @BeforeEach
    void makeVault() {
        world = new World(folder.resolve("keys"), 31, 0);
        vault = world.open();
        vault.addSource(BILLING, world.keys);
        thief =
                KeyWorld.copy(world.keys.folder(), folder.resolve("stolen"), "source-billing.key")
                        .source(BILLING);
    }

    private Map<String, TestFile> files() {
        return Map.of("a", TestFile.pages(random, 30 * 8192), "b", TestFile.plain(random, 90_000));
    }

    private RecoveryPoint backup(SourceKey key, Map<String, TestFile> files) {
        return KeyWorld.backup(world, vault, key, files);
    }

    @Test
    void readsNothingOfAnotherHostAndNoContentOfItsOwn() {
        backup(world.keys.source(World.ORDERS), files());
        int others = world.north.list("packs/").size();
        backup(thief, files());
        int opened = 0;
        for (Map.Entry<String, byte[]> object : world.north.objects().entrySet()) {
            if (object.getKey().startsWith("packs/")) {
                PackHead head = PackHead.decode(object.getKey(), object.getValue());
                opened += head.openAsSource(thief.secret()).isPresent() ? 1 : 0;
            }
        }
        assertThat(world.north.list("packs/")).hasSize(others + 2);
        // its own list of paths and its page maps, and nothing else
        assertThat(opened).isEqualTo(1);
    }

    @Test
    void poisonsNobodysDeduplication() {
        Map<String, TestFile> files = files();
        SourceKey orders = world.keys.source(World.ORDERS);
        backup(thief, files);
        ObjectHash pack = ObjectHash.parse(lastPart(world.north.list("packs/").getFirst().name()));
        // even if it knew the ids of the other's content, which hang on the other's secret
        List<BlobRef> lies = new ArrayList<>();
        for (TestFile file : files.values()) {
            for (int at = 0; at < file.content().length; at += 128 << 10) {
                int count = Math.min(128 << 10, file.content().length - at);
                ChunkId id =
                        orders.secret().chunkId(SourceSecret.CONTENT, file.content(), at, count);
                lies.add(new BlobRef(id, pack, 200, 100, count));
            }
        }
        byte[] segment =
                IndexSegment.encode(
                        World.ORDERS,
                        orders.secret(),
                        thief.signing(),
                        new byte[16],
                        PackKeys.of(vault.recipients(World.ORDERS)),
                        lies,
                        List.of(new Commit.PackSize(pack, 1000)));
        String name = IndexSegment.prefix(World.ORDERS) + ObjectHash.of(segment).hex();
        world.north.putIfAbsent(name, segment);
        world.south.putIfAbsent(name, segment);
        RecoveryPoint point = backup(orders, files);
        TestFile.assertSame(
                KeyWorld.restore(vault, point, world.keys.archive(), folder.resolve("r")), files);
    }

    private static String lastPart(String name) {
        return name.substring(name.lastIndexOf('/') + 1);
    }

    @Test
    void rollsTheVaultBackAndIsSeen() {
        SourceKey orders = world.keys.source(World.ORDERS);
        backup(orders, files());
        KeyCare care = new KeyCare(vault, world.keys, "ann");
        SealedSecrets secrets = new SealedSecrets(vault);
        VaultDocuments documents = new VaultDocuments(vault);
        SigningKey owner = world.keys.owner().signing();
        SigningKey controller = world.keys.controller().signing();
        secrets.put("CHANGED", "old", "ann", controller);
        secrets.put("ENDED", "old", "ann", controller);
        secrets.put("SAME", "old", "ann", controller);
        documents.keepStrategy("strategy: 1", "ann", owner);
        World old = world.fork();
        backup(orders, files());
        care.rotateSource(World.ORDERS, true);
        secrets.put("CHANGED", "new", "ann", controller);
        secrets.remove("ENDED", "ann", controller);
        documents.keepStrategy("strategy: 2", "ann", owner);
        documents.keepStrategy("strategy: of a controller", "ann", controller);
        vault.runs(World.NORTH, world.keys.controller()).claim(new RunId("numbers"));
        world.keys.remember(SeenMarks.of(vault));
        // kept by somebody who looked, not in the storage
        SeenMarks before = new KeyFolder(world.keys.folder()).seen();
        assertThat(before.missing(SeenMarks.of(vault))).isEmpty();
        try (Vault rolled = old.open()) {
            assertThat(before.missing(SeenMarks.of(rolled)))
                    .hasSize(6)
                    .contains(
                            "secret CHANGED: 000000002 was seen, 000000001 is there",
                            "secret ENDED: 000000002 was seen, 000000001 is there",
                            "strategy signed by the owner: 000000002 was seen, 000000001 is there")
                    .anyMatch(line -> line.startsWith("backups of orders-db: "))
                    .anyMatch(line -> line.startsWith("removed keys: "))
                    .anyMatch(line -> line.startsWith("runs: "));
            // what was remembered stays, however often the old state is looked at
            world.keys.remember(before.and(SeenMarks.of(rolled)));
            assertThat(world.keys.seen().missing(SeenMarks.of(rolled))).hasSize(6);
        }
    }

    @Test
    void aPlantedNameRaisesNoAlarmLater() {
        backup(world.keys.source(World.ORDERS), files());
        String real = world.north.list("commits/orders-db/").getFirst().name();
        String planted = real.replaceFirst("0000000001-0000000001", "0000000009-0000000009");
        world.north.putIfAbsent(planted, world.north.objects().get(real));
        world.north.putIfAbsent("runs/numbers/epochs/0000009999", new byte[100]);
        new SealedSecrets(vault).put("DB", "one", "ann", world.keys.controller().signing());
        byte[] secret = world.north.objects().get(world.north.list("secrets/").getFirst().name());
        world.north.putIfAbsent("secrets/DB/000000009-00000000", secret);
        world.north.putIfAbsent("secrets/OTHER/000000001-00000000", secret);
        world.north.putIfAbsent("secrets/loose", secret);
        world.north.putIfAbsent("strategies/000000001-00000000", secret);
        assertThat(SeenMarks.of(vault).marks())
                .containsEntry("backups of orders-db", "0000000001-0000000001")
                .containsEntry("secret DB", "000000001")
                .doesNotContainKeys(
                        "runs", "secret OTHER", "secret loose", "strategy signed by the owner");
    }

    @Test
    void copiesOfTwoVaultsAreNotMixedUp() {
        World other = new World(folder.resolve("other"), 32, 0);
        List<Copy> mixed = World.copies(world.north, other.south);
        try (Vault both = Vault.open(mixed, world.ports())) {
            assertThatThrownBy(() ->
                            world.backup(
                                    both, files(), WriteRule.requiring(World.NORTH, World.SOUTH)))
                    .isInstanceOf(MusterException.class);
            both.care().catchUp();
            assertThat(both.care().lag().getLast().why()).isPresent();
        }
        // nothing of this vault went into that one
        assertThat(other.south.list("commits/")).isEmpty();
        assertThat(other.south.list("keys/source/billing/")).isEmpty();
    }

    @Test
    void aCutOrChangedKeyFileIsNamed() {
        String whole = world.keys.need("recovery").encode();
        for (int length = 0; length < whole.length() - 1; length++) {
            String cut = whole.substring(0, length);
            assertThatThrownBy(() -> KeyFile.decode("recovery.key", cut))
                    .as("the first " + length + " characters")
                    .isInstanceOf(MusterException.class)
                    .hasMessageContaining("recovery.key")
                    .extracting(thrown -> ((MusterException) thrown).code())
                    .isEqualTo(VaultErrors.KEY_FILE);
        }
        assertThat(KeyFile.decode("recovery.key", whole).base()).isEqualTo("recovery");
        assertThatThrownBy(() -> new KeyFolder(folder.resolve("nowhere")).archive())
                .hasMessageContaining("there is no key file")
                .hasMessageContaining("recovery.key");
    }
}
