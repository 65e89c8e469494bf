package dev.muster.vault.log;

import static org.assertj.core.api.Assertions.assertThat;

import dev.muster.vault.log.LogArchive.Range;
import dev.muster.vault.repository.Vault;
import dev.muster.vault.repository.World;
import dev.muster.vault.store.SimulatedStore;
import dev.muster.vault.store.SimulatedStore.Mishap;
import dev.muster.vault.store.WriteRule;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FootCacheTest {
    private static final int SEGMENTS = 40;
    private static final int PIECE = 1000;

    @TempDir Path folder;
    private LogWorld world;
    private int requests;

    @BeforeEach
    void capture() {
        world = new LogWorld(folder);
        byte[] log = LogWorld.log(SEGMENTS * PIECE);
        try (LogSpool spool = world.open()) {
            for (int i = 0; i < SEGMENTS; i++) {
                world.append(spool, log, i * PIECE, (i + 1) * PIECE);
                spool.ship(WriteRule.requiring(World.NORTH, World.SOUTH));
            }
        }
    }

    private List<Range> ranges() {
        Mishap none = Mishap.none();
        try (Vault vault =
                Vault.open(
                        World.copies(
                                new SimulatedStore(world.world.north, none),
                                new SimulatedStore(world.world.south, none)),
                        world.world.ports().caching(folder.resolve("cache")))) {
            LogArchive archive =
                    LogArchive.open(
                            vault, World.ORDERS, world.world.keys.archive(), Optional.empty());
            assertThat(archive.problems()).isEmpty();
            requests = none.changes().size();
            return archive.ranges();
        }
    }

    private Path cached() {
        return folder.resolve("cache")
                .resolve(world.vault.number())
                .resolve(".feet")
                .resolve(World.ORDERS.value());
    }

    @Test
    void whatWasReadOnceIsNotReadAgain() {
        List<Range> first = ranges();
        int before = requests;
        List<Range> second = ranges();

        assertThat(first).hasSize(1);
        assertThat(second).isEqualTo(first);
        assertThat(before - requests).isEqualTo(SEGMENTS);
    }

    @Test
    void aCacheThatWasTamperedWithIsOfNoUseAndDoesNoHarm() throws IOException {
        List<Range> first = ranges();
        byte[] whole = Files.readAllBytes(cached());
        for (int at = 0; at < whole.length; at += 97) {
            byte[] tampered = whole.clone();
            tampered[at] ^= 4;
            Files.write(cached(), tampered);
            assertThat(ranges()).as("byte " + at).isEqualTo(first);
        }
    }

    @Test
    void whatIsGoneFromTheVaultIsGone() {
        List<Range> first = ranges();
        String gone =
                world.world.north.objects().keySet().stream()
                        .filter(name -> name.startsWith("logs/"))
                        .sorted()
                        .skip(10)
                        .findFirst()
                        .orElseThrow();
        world.world.north.delete(gone);
        world.world.south.delete(gone);

        assertThat(ranges()).hasSize(2).isNotEqualTo(first);
    }
}
