package dev.muster.vault.repository;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.muster.model.Epoch;
import dev.muster.model.FileMetadata;
import dev.muster.model.MusterException;
import dev.muster.model.RecoveryPoint;
import dev.muster.vault.VaultErrors;
import dev.muster.vault.store.WriteRule;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Backups that take over unread what did not change.
class KeepTest {
    private static final int PAGE = 8192;
    private static final String PATH = "base/1/table";

    @TempDir Path folder;

    private static FileSink open(BackupSession session) {
        return session.file(PATH, FileMetadata.ofMode(0600), PAGE);
    }

    private BackupSession session(World world, Vault vault) {
        return vault.backup(
                world.keys.source(World.ORDERS),
                Epoch.FIRST,
                WriteRule.requiring(World.NORTH, World.SOUTH));
    }

    @Test
    void whatIsKeptIsAsIfItHadBeenWritten() {
        long seed = Long.getLong("MUSTER_SEED", System.nanoTime());
        Random random = new Random(seed);
        World read = new World(folder.resolve("read"), 1, 2);
        World kept = new World(folder.resolve("kept"), 1, 2);
        byte[] content = TestFile.pages(random, pages(random) * PAGE).content();
        for (int round = 0; round < 6; round++) {
            Map<String, TestFile> files = Map.of(PATH, new TestFile(content, PAGE));
            RecoveryPoint whole = read.backup(files);
            RecoveryPoint built;
            try (Vault vault = kept.open();
                    BackupSession session = session(kept, vault)) {
                long before = sizes(session).getOrDefault(PATH, 0L);
                built = build(kept, session, last(kept), content, before, random);
            }
            assertThat(built.logical()).as("seed %d", seed).isEqualTo(whole.logical());
            assertThat(built.stored().bytes())
                    .as("seed %d, round %d", seed, round)
                    .isLessThan(whole.stored().bytes() + 20_000);
            try (Vault vault = kept.open()) {
                TestFile.assertSame(
                        kept.restore(vault, built, folder.resolve("round" + round)), files);
            }
            remember(kept, content);
            content = changed(random, content);
        }
    }

    private final Map<World, byte[]> written = new HashMap<>();

    private byte[] last(World world) {
        return written.getOrDefault(world, new byte[0]);
    }

    private void remember(World world, byte[] content) {
        written.put(world, content);
    }

    private static int pages(Random random) {
        return 900 + random.nextInt(1500);
    }

    private static byte[] changed(Random random, byte[] content) {
        byte[] next = Arrays.copyOf(content, pages(random) * PAGE);
        for (int i = content.length; i < next.length; i++) {
            next[i] = (byte) random.nextInt();
        }
        for (int i = random.nextInt(200); i > 0; i--) {
            next[random.nextInt(next.length)] ^= 1;
        }
        return next;
    }

    private static Map<String, Long> sizes(BackupSession session) {
        Map<String, Long> sizes = new HashMap<>();
        session.earlier().ifPresent(it -> it.pageFiles(sizes::put));
        return sizes;
    }

    /// Keeps every page that is as it was, but for some that are written all the same.
    private static RecoveryPoint build(
            World world,
            BackupSession session,
            byte[] last,
            byte[] content,
            long before,
            Random random) {
        assertThat(before).isEqualTo(last.length);
        try (FileSink sink = open(session)) {
            int run = 0;
            for (int at = 0; at < content.length; at += PAGE) {
                boolean same =
                        at + PAGE <= before
                                && Arrays.equals(last, at, at + PAGE, content, at, at + PAGE);
                if (same && random.nextInt(50) > 0) {
                    run += PAGE;
                } else {
                    sink.keep(run);
                    run = 0;
                    sink.write(ByteBuffer.wrap(content, at, PAGE));
                }
            }
            sink.keep(run);
        }
        return session.commit(
                world.timing.instant(), world.timing.instant(), World.START, World.START.plus(10));
    }

    @Test
    void aBackupThatKeepsEverythingStoresNextToNothing() {
        World world = new World(folder.resolve("keys"), 1, 2);
        Map<String, TestFile> files = new LinkedHashMap<>();
        files.put(PATH, TestFile.pages(new Random(1), 3000 * PAGE));
        world.backup(files);
        RecoveryPoint point;
        try (Vault vault = world.open();
                BackupSession session = session(world, vault)) {
            assertThat(session.earlier().orElseThrow().attribute("server")).contains("18.4");
            try (FileSink sink = open(session)) {
                sink.keep(3000L * PAGE);
            }
            point =
                    session.commit(
                            world.timing.instant(),
                            world.timing.instant(),
                            World.START,
                            World.START.plus(10));
        }
        assertThat(point.stored().bytes()).isLessThan(2_000);
        try (Vault vault = world.open()) {
            TestFile.assertSame(world.restore(vault, point, folder.resolve("a")), files);
        }
    }

    @Test
    void whatTheBackupBeforeHasNotCannotBeKept() {
        World world = new World(folder.resolve("keys"), 1, 2);
        world.backup(Map.of(PATH, TestFile.pages(new Random(1), 10 * PAGE)));
        try (Vault vault = world.open();
                BackupSession session = session(world, vault);
                FileSink sink = open(session)) {
            assertThatThrownBy(() -> sink.keep(11 * PAGE))
                    .isInstanceOfSatisfying(
                            MusterException.class,
                            it -> assertThat(it.code()).isEqualTo(VaultErrors.NOT_KEPT));
            assertThatThrownBy(() -> sink.keep(100)).isInstanceOf(IllegalArgumentException.class);
        }
    }

    @Test
    void aFirstBackupHasNoneBefore() {
        World world = new World(folder.resolve("keys"), 1, 2);
        try (Vault vault = world.open();
                BackupSession session = session(world, vault)) {
            assertThat(session.earlier()).isEmpty();
        }
    }
}
