package dev.muster.vault.repository;

import static org.assertj.core.api.Assertions.assertThat;

import dev.muster.model.RecoveryPoint;
import dev.muster.vault.format.Encoder;
import dev.muster.vault.format.KeyId;
import dev.muster.vault.format.ObjectHash;
import dev.muster.vault.format.ObjectKind;
import dev.muster.vault.format.SignedObject;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SeenCommitsTest {
    private static final int BACKUPS = 20;

    @TempDir Path folder;
    private World world;

    @BeforeEach
    void backups() {
        world = new World(folder.resolve("keys"), 7, 0);
        byte[] content = "15\n".getBytes(StandardCharsets.UTF_8);
        for (int i = 0; i < BACKUPS; i++) {
            world.backup(Map.of("PG_VERSION", new TestFile(content, 0)));
        }
    }

    private RecoveryPoints points() {
        try (Vault vault =
                Vault.open(world.copies(), world.ports().caching(folder.resolve("cache")))) {
            return vault.points(World.ORDERS, world.keys.archive());
        }
    }

    private List<RecoveryPoint> withoutCache() {
        try (Vault vault = world.open()) {
            return vault.points(World.ORDERS).points();
        }
    }

    private Path cached() {
        try (Vault vault = world.open()) {
            return folder.resolve("cache")
                    .resolve(vault.number())
                    .resolve(".commits")
                    .resolve(World.ORDERS.value());
        }
    }

    /// In both copies, under its own name.
    private byte[] forge(int number) {
        String name = world.commit(number);
        byte[] forged = world.north.objects().get(name).clone();
        // a byte of the signature
        forged[forged.length - 1] ^= 1;
        world.north.delete(name);
        world.north.putIfAbsent(name, forged);
        for (String other : List.copyOf(world.south.objects().keySet())) {
            if (CommitNames.isRecord(other)
                    && CommitNames.place(other).equals(CommitNames.place(name))) {
                world.south.delete(other);
                world.south.putIfAbsent(other, forged);
            }
        }
        return forged;
    }

    @Test
    void theSecondLookTellsTheSame() {
        RecoveryPoints first = points();

        assertThat(cached()).isNotEmptyFile();
        assertThat(first.points()).hasSize(BACKUPS).isEqualTo(withoutCache());
        assertThat(points()).isEqualTo(first);
    }

    @Test
    void aSignatureThatWasVerifiedOnceIsNotComputedAgain() {
        forge(3);
        assertThat(points().points()).hasSize(BACKUPS - 1);

        // only who holds the source's secret can say this
        say();

        assertThat(points().points()).hasSize(BACKUPS);
        assertThat(withoutCache()).hasSize(BACKUPS - 1);
    }

    @Test
    void whoCanWriteToTheCacheCanForgeNothing() throws IOException {
        byte[] forged = forge(3);
        points();
        byte[] tag = new byte[32];
        Encoder out = new Encoder().text("muster commits 1").varint(1);
        Files.write(cached(), out.hash(ObjectHash.of(forged)).bytes(tag).toBytes());

        assertThat(points().points()).hasSize(BACKUPS - 1).isEqualTo(withoutCache());
    }

    @Test
    void aCacheThatWasTamperedWithIsOfNoUseAndDoesNoHarm() throws IOException {
        RecoveryPoints first = points();
        byte[] whole = Files.readAllBytes(cached());
        for (int at = 0; at < whole.length; at += 37) {
            byte[] tampered = whole.clone();
            tampered[at] ^= 4;
            Files.write(cached(), tampered);
            assertThat(points()).as("byte " + at).isEqualTo(first);
        }
    }

    @Test
    void aRecordThatChangesAfterwardsIsVerifiedAgain() {
        points();
        forge(5);

        RecoveryPoints now = points();

        assertThat(now.points()).hasSize(BACKUPS - 1);
        assertThat(now.unreadable()).hasSize(1);
    }

    /// Writes the cache as if every record had been verified.
    private void say() {
        try (Vault vault = world.open()) {
            SourceSecrets secrets = vault.secrets(World.ORDERS, world.keys.archive());
            Files.deleteIfExists(cached());
            SeenCommits seen = SeenCommits.open(cached(), secrets);
            for (int number = 1; number <= BACKUPS; number++) {
                byte[] record = world.north.objects().get(world.commit(number));
                KeyId signer = new SignedObject(ObjectKind.COMMIT, "a record", record).signer();
                assertThat(seen.has(ObjectHash.of(record), signer)).isFalse();
                seen.keep(ObjectHash.of(record), signer);
            }
            seen.save();
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }
}
