package dev.muster.vault.keys;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.muster.model.MusterException;
import dev.muster.vault.VaultErrors;
import dev.muster.vault.format.Certificate.Role;
import dev.muster.vault.format.SigningKey;
import dev.muster.vault.repository.KeyFolder;
import dev.muster.vault.repository.Vault;
import dev.muster.vault.repository.World;
import dev.muster.vault.sealed.SealedSecrets;
import dev.muster.vault.sealed.VaultDocuments;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SealedTest {
    private static final String VALUE = "a very secret value";

    @TempDir Path folder;
    private World world;
    private Vault vault;
    private SealedSecrets secrets;
    private VaultDocuments documents;

    @BeforeEach
    void makeVault() {
        world = new World(folder.resolve("keys"), 21, 0);
        vault = world.open();
        secrets = new SealedSecrets(vault);
        documents = new VaultDocuments(vault);
    }

    private SigningKey controller() {
        return world.keys.controller().signing();
    }

    @Test
    void secretsAreOpenedByTheSecretsKeyAloneAndAllVersionsAreKept() {
        secrets.put("DB", "first", "ann", controller());
        secrets.put("DB", VALUE, "ann", world.keys.owner().signing());
        secrets.put("OTHER.one", "x", "ann", controller());
        assertThat(secrets.open("DB", world.keys.secrets())).isEqualTo(VALUE);
        assertThat(secrets.list())
                .extracting(it -> it.name() + it.versions() + it.removed())
                .containsExactly("DB2false", "OTHER.one1false");
        world.north
                .objects()
                .forEach((name, bytes) ->
                        assertThat(new String(bytes, StandardCharsets.ISO_8859_1))
                                .as(name)
                                .doesNotContain(VALUE));
        secrets.remove("DB", "ann", controller());
        assertThat(secrets.list().getFirst().removed()).isTrue();
        assertThatThrownBy(() -> secrets.open("DB", world.keys.secrets()))
                .hasMessageContaining("holds no secret DB");
        assertThatThrownBy(() -> secrets.put("../x", VALUE, "ann", controller()))
                .hasMessageContaining("no name for a secret");
        assertThatThrownBy(() -> secrets.put("X", "", "ann", controller()))
                .hasMessageContaining("has 0 bytes");
        assertThat(vault.checking().check(1).problems()).isEmpty();
    }

    @Test
    void theNewSecretsKeyOpensOldSecretsAndTheOldOneNoNewOnes() {
        KeyFolder old = KeyWorld.copy(world.keys.folder(), folder.resolve("old"), "recovery.key");
        secrets.put("DB", "first", "ann", controller());
        new KeyCare(vault, world.keys, "ann").rotate(Role.SECRETS, true);
        assertThat(secrets.open("DB", world.keys.secrets())).isEqualTo("first");
        secrets.put("DB", VALUE, "ann", controller());
        assertThat(secrets.open("DB", world.keys.secrets())).isEqualTo(VALUE);
        assertThatThrownBy(() -> secrets.open("DB", old.secrets()))
                .isInstanceOf(MusterException.class)
                .hasMessageContaining("does not open secret DB");
    }

    @Test
    void onlyWhatTheOwnerSignedIsRun() {
        documents.keepStrategy("strategy: by-controller", "ann", controller());
        assertThatThrownBy(() -> documents.strategy(world.keys.archive(), Optional.empty()))
                .isInstanceOf(MusterException.class)
                .extracting(thrown -> ((MusterException) thrown).code())
                .isEqualTo(VaultErrors.NO_STRATEGY);
        documents.keepStrategy("strategy: one", "ann", world.keys.owner().signing());
        documents.keepStrategy("strategy: two", "ann", world.keys.owner().signing());
        documents.keepStrategy("strategy: two", "ann", world.keys.owner().signing());
        documents.keepStrategy("strategy: evil", "eve", controller());
        assertThat(documents.strategies())
                .extracting(VaultDocuments.Version::byOwner)
                .containsExactly(false, true, true, false);
        assertThat(documents.strategy(world.keys.archive(), Optional.empty()).text())
                .isEqualTo("strategy: two");
        assertThat(documents.strategy(world.keys.archive(), Optional.of(2)).text())
                .isEqualTo("strategy: one");
        assertThatThrownBy(() -> documents.strategy(world.keys.archive(), Optional.of(4)))
                .hasMessageContaining("no strategy 4");
    }

    @Test
    void runbooksAreKeptByScenario() {
        documents.keepRunbook("region-loss", "# one", "ann", controller());
        documents.keepRunbook("region-loss", "# two", "ann", controller());
        assertThat(documents.runbook("region-loss", world.keys.archive()).orElseThrow().text())
                .isEqualTo("# two");
        assertThat(documents.runbook("other", world.keys.archive())).isEmpty();
    }

    @Test
    void aBackupHostPlantsNothing() {
        SigningKey thief = world.keys.source(World.ORDERS).signing();
        assertThatThrownBy(() -> documents.keepStrategy("strategy: evil", "eve", thief))
                .isInstanceOf(MusterException.class)
                .hasMessageContaining("not certified");
        assertThatThrownBy(() -> documents.keepRunbook("region-loss", "evil", "eve", thief))
                .isInstanceOf(MusterException.class);
        assertThatThrownBy(() -> secrets.put("DB", "evil", "eve", thief))
                .isInstanceOf(MusterException.class);
        documents.keepStrategy("strategy: good", "ann", world.keys.owner().signing());
        // straight into the storage: another's object under a newer number, and garbage
        String good = world.north.list("strategies/").getFirst().name();
        byte[] object = world.north.objects().get(good);
        for (String name :
                new String[] {"strategies/000000009-00000000", "strategies/x", "runbooks/a/b"}) {
            world.north.putIfAbsent(name, object);
        }
        assertThat(documents.strategies()).hasSize(1);
        assertThat(documents.strategy(world.keys.archive(), Optional.empty()).text())
                .isEqualTo("strategy: good");
        assertThat(vault.checking().check(1).problems()).hasSize(3);
    }
}
