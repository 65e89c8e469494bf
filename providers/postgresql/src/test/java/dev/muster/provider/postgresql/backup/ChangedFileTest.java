package dev.muster.provider.postgresql.backup;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.muster.model.ComponentId;
import dev.muster.model.LogPosition;
import dev.muster.provider.BackupSummary;
import dev.muster.provider.BackupWriter.FileWriter;
import dev.muster.testkit.MemoryBackup;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.time.Instant;
import java.util.Arrays;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class ChangedFileTest {
    private static final String PATH = "base/5/16384";
    private static final int BLOCK = 512;
    private static final int MAGIC = 0xd3ae1f0d;

    private static final class Change {
        final TreeMap<Integer, byte[]> blocks = new TreeMap<>();
        int least;

        byte[] sent() {
            int head = 12 + 4 * blocks.size();
            int filled = blocks.isEmpty() ? head : Math.ceilDiv(head, BLOCK) * BLOCK;
            ByteBuffer bytes =
                    ByteBuffer.allocate(filled + BLOCK * blocks.size())
                            .order(ByteOrder.LITTLE_ENDIAN)
                            .putInt(MAGIC)
                            .putInt(blocks.size())
                            .putInt(least);
            blocks.keySet().forEach(bytes::putInt);
            bytes.position(filled);
            blocks.values().forEach(bytes::put);
            return bytes.array();
        }

        /// As pg_combinebackup puts a file together.
        byte[] on(byte[] before) {
            int count = Math.max(least, blocks.isEmpty() ? 0 : blocks.lastKey() + 1);
            byte[] whole = Arrays.copyOf(before, count * BLOCK);
            blocks.forEach(
                    (number, block) -> System.arraycopy(block, 0, whole, number * BLOCK, BLOCK));
            return whole;
        }
    }

    private static byte[] random(Random random, int blocks) {
        byte[] bytes = new byte[blocks * BLOCK];
        random.nextBytes(bytes);
        return bytes;
    }

    @Test
    void whatChangedAndWhatWasBeforeMakeTheWholeFile() throws IOException {
        long seed = System.nanoTime();
        Random random = new Random(seed);
        for (int round = 0; round < 500; round++) {
            byte[] before = random(random, random.nextInt(40));
            Change change = new Change();
            change.least = random.nextInt(50);
            int span = 1 + random.nextInt(60);
            for (int i = random.nextInt(8) * random.nextInt(8); i > 0; i--) {
                change.blocks.put(random.nextInt(span), random(random, 1));
            }
            byte[] wanted = change.on(before);
            assertThat(rebuilt(before, change.sent(), random))
                    .as("seed %d", seed)
                    .isEqualTo(wanted);
        }
    }

    private static byte[] rebuilt(byte[] before, byte[] sent, Random random) throws IOException {
        MemoryBackup backup = after(before);
        long[] kept = {0};
        long size;
        try (FileWriter file = backup.file(PATH, 0600, BLOCK)) {
            ChangedFile changed =
                    new ChangedFile(PATH, file, BLOCK, before.length, more -> kept[0] += more);
            for (int at = 0; at < sent.length; ) {
                int count = Math.min(sent.length - at, 1 + random.nextInt(3 * BLOCK));
                changed.take(ByteBuffer.wrap(sent, at, count));
                at += count;
            }
            size = changed.end();
        }
        byte[] found = backup.bytes(PATH);
        assertThat(size).isEqualTo(found.length);
        assertThat(kept[0]).isEqualTo(backup.kept());
        return found;
    }

    private static MemoryBackup after(byte[] before) {
        MemoryBackup first = new MemoryBackup();
        try (FileWriter file = first.file(PATH, 0600, BLOCK)) {
            file.write(ByteBuffer.wrap(before));
        }
        Instant now = Instant.EPOCH;
        LogPosition at = new LogPosition("1", 0);
        return new MemoryBackup(
                first,
                first.reader(new ComponentId("db"), "p", new BackupSummary(now, now, at, at))
                        .point());
    }

    @Test
    void whatBreaksOffOrIsNoChangeAtAllIsRefused() {
        Random random = new Random(1);
        byte[] before = random(random, 4);
        Change change = new Change();
        change.blocks.put(2, random(random, 1));
        byte[] sent = change.sent();
        assertRefused(before, Arrays.copyOf(sent, 11), "break off");
        assertRefused(before, Arrays.copyOf(sent, 14), "break off");
        assertRefused(before, Arrays.copyOf(sent, 100), "break off");
        assertRefused(before, Arrays.copyOf(sent, sent.length - 1), "break off");
        assertRefused(before, Arrays.copyOf(sent, sent.length + 1), "more than");
        assertRefused(before, random(random, 1), "no changes");
        ByteBuffer twice = ByteBuffer.allocate(3 * BLOCK).order(ByteOrder.LITTLE_ENDIAN);
        twice.putInt(MAGIC).putInt(2).putInt(0).putInt(3).putInt(3);
        assertRefused(before, twice.array(), "out of order");
    }

    private static void assertRefused(byte[] before, byte[] sent, String why) {
        assertThatThrownBy(() -> rebuilt(before, sent, new Random(1)))
                .isInstanceOf(IOException.class)
                .hasMessageContaining(why);
    }
}
