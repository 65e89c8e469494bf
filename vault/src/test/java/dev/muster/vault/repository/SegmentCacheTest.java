package dev.muster.vault.repository;

import static org.assertj.core.api.Assertions.assertThat;

import dev.muster.model.RecoveryPoint;
import dev.muster.vault.store.StoredObject;
import dev.muster.vault.store.VaultStore;
import dev.muster.vault.store.WriteRule;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SegmentCacheTest {
    private final AtomicInteger fetched = new AtomicInteger();
    private final Random random = new Random(7);
    private final TestFile content = TestFile.plain(random, 2_000_000);
    private Path cache;
    private World world;

    @TempDir Path folder;

    @BeforeEach
    void start() {
        world = new World(folder.resolve("keys"), 5, 0);
        cache = folder.resolve("cache");
        backup("one");
        fetched.set(0);
    }

    /// Under another name each time, so that only the index can tell that the content is known.
    private RecoveryPoint backup(String name) {
        try (Vault vault =
                Vault.open(
                        World.copies(new Counting(world.north), new Counting(world.south)),
                        world.ports().caching(cache))) {
            return world.backup(
                    vault, Map.of(name, content), WriteRule.requiring(World.NORTH, World.SOUTH));
        }
    }

    private List<Path> cached() throws IOException {
        try (Stream<Path> files = Files.walk(cache)) {
            return files.filter(Files::isRegularFile).toList();
        }
    }

    @Test
    void aSegmentIsNeverFetchedAgainAndItsContentNotStoredTwice() {
        RecoveryPoint point = backup("two");
        assertThat(fetched).hasValue(0);
        assertThat(point.stored().bytes()).isLessThan(10_000);
    }

    @Test
    void aSegmentThatWasLostIsFetched() throws IOException {
        Files.delete(cached().getFirst());
        RecoveryPoint point = backup("two");
        assertThat(fetched).hasValue(1);
        assertThat(point.stored().bytes()).isLessThan(10_000);
        fetched.set(0);
        backup("three");
        assertThat(fetched).hasValue(0);
    }

    @Test
    void aSegmentThatWasDamagedHereIsFetched() throws IOException {
        Path file = cached().getFirst();
        byte[] bytes = Files.readAllBytes(file);
        bytes[bytes.length / 2] ^= 1;
        Files.write(file, bytes);
        RecoveryPoint point = backup("two");
        assertThat(fetched).hasValue(1);
        assertThat(point.stored().bytes()).isLessThan(10_000);
        assertThat(Files.readAllBytes(file)).isNotEqualTo(bytes);
    }

    @Test
    void aSegmentThatIsGoneFromTheVaultIsForgotten() throws IOException {
        for (String name : world.north.objects().keySet().toArray(String[]::new)) {
            if (name.startsWith("index/")) {
                world.north.delete(name);
                world.south.delete(name);
            }
        }
        Path before = cached().getFirst();
        assertThat(backup("two").stored().bytes()).isGreaterThan(500_000);
        assertThat(cached()).hasSize(1).doesNotContain(before);
    }

    @Test
    void aCacheThatCannotBeWrittenIsAnEmptyOne() throws IOException {
        Path file = cached().getFirst();
        Path parent = file.getParent();
        Files.delete(file);
        Files.delete(parent);
        Files.writeString(parent, "no folder");
        assertThat(backup("two").stored().bytes()).isLessThan(10_000);
        assertThat(fetched).hasValue(1);
    }

    /// Storage without files to map, such as a bucket.
    private final class Counting implements VaultStore {
        private final VaultStore store;

        Counting(VaultStore store) {
            this.store = store;
        }

        @Override
        public String address() {
            return store.address();
        }

        @Override
        public Put putIfAbsent(String name, ByteBuffer bytes) {
            return store.putIfAbsent(name, bytes);
        }

        @Override
        public Optional<byte[]> get(String name) {
            if (name.startsWith("index/")) {
                fetched.incrementAndGet();
            }
            return store.get(name);
        }

        @Override
        public Optional<byte[]> range(String name, long offset, int length) {
            return store.range(name, offset, length);
        }

        @Override
        public List<StoredObject> list(String prefix) {
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
