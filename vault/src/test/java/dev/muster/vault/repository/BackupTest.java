package dev.muster.vault.repository;

import static org.assertj.core.api.Assertions.assertThat;

import dev.muster.model.RecoveryPoint;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BackupTest {
    private final Random random = new Random(7);

    @TempDir Path folder;

    @Test
    void whatWasBackedUpIsRestoredByteForByte() throws IOException {
        World world = new World(folder.resolve("keys"), 1, 2);
        Map<String, TestFile> files = TestFile.some(random);
        RecoveryPoint point = world.backup(files);
        try (Vault vault = world.open()) {
            assertThat(vault.points(World.ORDERS).points()).containsExactly(point);
            Path into = folder.resolve("restored");
            TestFile.assertSame(world.restore(vault, point, into), files);
            assertThat(Files.readSymbolicLink(into.resolve("pg_link")))
                    .isEqualTo(Path.of("/elsewhere"));
            assertThat(into.resolve("pg_empty")).isDirectory();
            BackupSnapshot snapshot =
                    vault.snapshot(World.ORDERS, point.id(), world.keys.archive());
            assertThat(snapshot.attribute("server")).contains("18.4");
            assertThat(snapshot.attribute("none")).isEmpty();
            assertThat(snapshot.file("PG_VERSION")).contains(new byte[] {'1', '8', '\n'});
            assertThat(snapshot.file("nowhere")).isEmpty();
            assertThat(point.logical().bytes())
                    .isEqualTo(files.values().stream().mapToLong(f -> f.content().length).sum());
        }
    }

    @Test
    void aSecondBackupStoresOnlyChangedPages() {
        World world = new World(folder.resolve("keys"), 1, 2);
        Map<String, TestFile> files = TestFile.some(random);
        RecoveryPoint first = world.backup(files);
        RecoveryPoint same = world.backup(files);
        Map<String, TestFile> changed = new LinkedHashMap<>(files);
        changed.compute("base/1/large", (path, file) -> file.changed(random, 5));
        RecoveryPoint second = world.backup(changed);
        assertThat(same.stored().bytes()).isLessThan(2_000);
        assertThat(second.stored().bytes()).isBetween(5 * 4_000L, 5 * 8_192L + 5_000);
        try (Vault vault = world.open()) {
            TestFile.assertSame(world.restore(vault, first, folder.resolve("a")), files);
            TestFile.assertSame(world.restore(vault, same, folder.resolve("b")), files);
            TestFile.assertSame(world.restore(vault, second, folder.resolve("c")), changed);
        }
    }

    @Test
    void filesThatGrowShrinkAndChangeStayRightOverManyBackups() {
        World world = new World(folder.resolve("keys"), 1, 2);
        Map<String, TestFile> files = TestFile.some(random);
        world.backup(files);
        for (int round = 0; round < 8; round++) {
            files = new LinkedHashMap<>(files);
            files.compute("base/1/large", (path, file) -> file.changed(random, 40));
            int pages = 1 + random.nextInt(600);
            int tail = random.nextInt(3) == 0 ? random.nextInt(8192) : 0;
            files.compute(
                    "base/1/table", (path, file) -> file.resized(random, pages * 8192 + tail));
            files.put("base/1/new" + round, TestFile.pages(random, 8192 * (1 + round)));
            if (round > 3) {
                files.remove("base/1/new" + (round - 3));
            }
            RecoveryPoint point = world.backup(files);
            try (Vault vault = world.open()) {
                Path into = folder.resolve("round" + round);
                TestFile.assertSame(world.restore(vault, point, into), files);
            }
        }
    }
}
