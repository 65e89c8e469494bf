package dev.muster.vault.repository;

import static org.assertj.core.api.Assertions.assertThat;

import dev.muster.vault.keys.KeyCare;
import dev.muster.vault.store.MemoryStore;
import dev.muster.vault.store.StoredObject;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DecodingTest {
    private final Random random = new Random(4);

    @TempDir Path folder;
    private World world;
    private final Map<String, TestFile> files = new LinkedHashMap<>();

    @BeforeEach
    void backUp() {
        world = new World(folder.resolve("keys"), 6, 0);
        for (int i = 0; i < 40; i++) {
            files.put("plain" + i, TestFile.plain(random, 20_000));
        }
        world.backup(files);
        files.put("table", TestFile.pages(random, 40 * 8192));
        world.backup(files);
    }

    private Decoding.Report decode(double percent, long seed) {
        return decode(world.keys.archive(), percent, seed);
    }

    private Decoding.Report decode(ArchiveKey key, double percent, long seed) {
        try (Vault vault = world.open()) {
            return vault.decoding()
                    .decode(key, new Decoding.Order(percent, seed), Scrub.Progress.SILENT);
        }
    }

    @Test
    void allOfItOpensAndASampleIsDrawnByItsSeed() {
        Decoding.Report all = decode(100, 1);
        assertThat(all.problems()).isEmpty();
        assertThat(all.packs()).isEqualTo(world.north.list("packs/").size());
        assertThat(all.blobs()).isGreaterThan(42);
        assertThat(all.bytes().bytes()).isGreaterThan(40 * 20_000 + 40 * 8192);
        Decoding.Report some = decode(20, 1);
        assertThat(some.blobs()).isBetween(all.packs(), all.blobs() / 2);
        assertThat(decode(20, 1)).isEqualTo(some);
        assertThat(decode(0.0001, 9).blobs()).as("one of each pack").isEqualTo(all.packs());
        assertThat(List.of(decode(20, 2).bytes(), decode(20, 3).bytes(), decode(20, 4).bytes()))
                .anyMatch(bytes -> !bytes.equals(some.bytes()));
    }

    /// Wherever a byte is wrong, in head, blobs, directory or length.
    @Test
    void whatDoesNotOpenIsNamed() {
        String pack =
                world.north.list("packs/").stream()
                        .max(Comparator.comparingLong(StoredObject::bytes))
                        .orElseThrow()
                        .name();
        int length = world.north.objects().get(pack).length;
        for (int at = 0; at < length; at += 1 + random.nextInt(length / 40)) {
            World fork = world.fork();
            for (MemoryStore store : List.of(fork.north, fork.south)) {
                store.flip(pack, at);
            }
            try (Vault vault = fork.open()) {
                assertThat(
                                vault.decoding()
                                        .decode(
                                                fork.keys.archive(),
                                                new Decoding.Order(100, 1),
                                                Scrub.Progress.SILENT)
                                        .problems())
                        .as("byte " + at)
                        .extracting(CheckReport.Problem::name)
                        .containsExactly(pack);
            }
        }
        world.north.objects().put(pack, new byte[] {1, 2});
        world.south.objects().put(pack, new byte[0]);
        assertThat(decode(1, 1).problems()).hasSize(1);
    }

    @Test
    void aKeyDecodesWhatIsSealedToItAndTellsOfTheRest() {
        try (Vault vault = world.open()) {
            new KeyCare(vault, world.keys, "test").addDrill("weekly", List.of(World.ORDERS));
        }
        assertThat(decode(world.keys.drill("weekly"), 100, 1))
                .satisfies(none -> assertThat(none.packs()).isZero())
                .satisfies(none -> assertThat(none.closed()).isEqualTo(2));
        world.backup(files);
        Decoding.Report drilled = decode(world.keys.drill("weekly"), 100, 1);
        assertThat(drilled.closed()).isEqualTo(2);
        assertThat(drilled.packs()).isPositive();
        assertThat(drilled.problems()).isEmpty();
    }
}
