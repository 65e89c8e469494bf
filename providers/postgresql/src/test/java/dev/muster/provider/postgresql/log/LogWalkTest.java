package dev.muster.provider.postgresql.log;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.zip.CRC32C;
import org.junit.jupiter.api.Test;

/// Log of our own making, in PostgreSQL's layout; that the layout is right is shown by the tests
/// that restore real log to the byte.
class LogWalkTest {
    private static final Segments SEGMENTS = new Segments(1 << 20);
    private static final Instant TIME = Instant.parse("2026-02-03T04:05:06.789012Z");

    private final List<String> heard = new ArrayList<>();
    private final LogVisitor visitor =
            new LogVisitor() {
                @Override
                public void ended(
                        long start, long end, long transaction, Instant time, boolean committed) {
                    heard.add((committed ? "commit " : "abort ") + transaction + " " + time);
                }

                @Override
                public void named(long start, long end, String name, Instant time) {
                    heard.add("name " + name + " " + time);
                }
            };

    @Test
    void recordsAreFoundHoweverTheLogIsCut() {
        long seed = System.nanoTime();
        Random random = new Random(seed);
        for (int round = 0; round < 8; round++) {
            heard.clear();
            Log log = new Log(SEGMENTS.size() * 3L);
            List<String> expected = new ArrayList<>();
            for (int i = 0; i < 400; i++) {
                expected.addAll(random(log, random, i));
            }
            LogWalk walk = walk(log, random);

            assertThat(walk.damage()).as("seed %d", seed).isNull();
            assertThat(walk.wholeUntil()).as("seed %d", seed).isEqualTo(log.position());
            assertThat(heard).as("seed %d", seed).isEqualTo(expected);
        }
    }

    private static List<String> random(Log log, Random random, int number) {
        switch (random.nextInt(5)) {
            case 0 -> {
                log.record(1, 0x00, number, data(false));
                return List.of("commit " + number + " " + TIME);
            }
            case 1 -> {
                log.record(1, 0x20 | 0x80, number, data(true));
                return List.of("abort " + number + " " + TIME);
            }
            case 2 -> {
                log.record(0, 0x70, 0, name("point " + number));
                return List.of("name point " + number + " " + TIME);
            }
            case 3 -> {
                byte[] large = new byte[random.nextInt(30_000)];
                random.nextBytes(large);
                log.record(10, 0x00, number, large);
                return List.of();
            }
            default -> {
                if (random.nextInt(40) == 0) {
                    log.record(0, 0x40, 0, new byte[0]);
                    log.fillSegment();
                }
                return List.of();
            }
        }
    }

    private LogWalk walk(Log log, Random random) {
        LogWalk walk = new LogWalk(SEGMENTS, log.start, visitor);
        byte[] bytes = log.bytes();
        int at = 0;
        while (at < bytes.length) {
            int length = Math.min(bytes.length - at, 1 + random.nextInt(20_000));
            walk.feed(bytes, at, length);
            at += length;
        }
        return walk;
    }

    @Test
    void aRecordThatIsNotWholeYetIsNotCounted() {
        Log log = new Log(SEGMENTS.size());
        log.record(1, 0x00, 7, data(false));
        long whole = log.position();
        log.record(10, 0x00, 8, new byte[5000]);
        byte[] bytes = log.bytes();

        LogWalk walk = new LogWalk(SEGMENTS, log.start, visitor);
        walk.feed(bytes, 0, bytes.length - 1);

        assertThat(walk.wholeUntil()).isEqualTo(whole);
        assertThat(walk.damage()).isNull();
        walk.feed(bytes, bytes.length - 1, 1);
        assertThat(walk.wholeUntil()).isEqualTo(log.position());
    }

    @Test
    void aFlippedBitAnywhereInARecordIsFound() {
        long seed = System.nanoTime();
        Random random = new Random(seed);
        for (int round = 0; round < 200; round++) {
            Log log = new Log(SEGMENTS.size());
            log.record(1, 0x00, 7, data(false));
            long whole = log.position();
            log.record(10, 0x00, 8, new byte[300]);
            byte[] bytes = log.bytes();
            int from = (int) (whole - log.start);
            bytes[from + 4 + random.nextInt(320)] ^= (byte) (1 << random.nextInt(8));

            LogWalk walk = new LogWalk(SEGMENTS, log.start, visitor);
            walk.feed(bytes, 0, bytes.length);

            assertThat(walk.damage()).as("seed %d", seed).contains("checksum");
            assertThat(walk.wholeUntil()).as("seed %d", seed).isEqualTo(whole);
        }
    }

    @Test
    void aRecordThatACrashLeftUnfinishedIsPassedOver() {
        Log log = new Log(SEGMENTS.size());
        log.record(1, 0x00, 7, data(false));
        byte[] whole = log.bytes();
        Log cut = new Log(SEGMENTS.size());
        cut.record(1, 0x00, 7, data(false));
        cut.record(10, 0x00, 8, new byte[20_000]);
        byte[] first = java.util.Arrays.copyOf(cut.bytes(), LogWalk.PAGE);
        Log after = new Log(SEGMENTS.size() + LogWalk.PAGE, 0x0008);
        after.record(1, 0x00, 9, data(false));

        LogWalk walk = new LogWalk(SEGMENTS, log.start, visitor);
        walk.feed(first, 0, first.length);
        assertThat(walk.wholeUntil()).isEqualTo(log.start + whole.length);
        walk.feed(after.bytes(), 0, after.bytes().length);

        assertThat(walk.damage()).isNull();
        assertThat(heard).containsExactly("commit 7 " + TIME, "commit 9 " + TIME);
        assertThat(walk.wholeUntil()).isEqualTo(after.position());
    }

    /// Main data of a transaction's end, behind the small headers that may come before it.
    private static byte[] data(boolean withOrigin) {
        ByteBuffer data = ByteBuffer.allocate(32).order(ByteOrder.LITTLE_ENDIAN);
        if (withOrigin) {
            data.put((byte) 253).putShort((short) 3).put((byte) 252).putInt(77);
        }
        data.put((byte) 255).put((byte) 8).putLong(micros());
        return java.util.Arrays.copyOf(data.array(), data.position());
    }

    private static byte[] name(String name) {
        ByteBuffer data = ByteBuffer.allocate(2 + 72).order(ByteOrder.LITTLE_ENDIAN);
        data.put((byte) 255).put((byte) 72).putLong(micros());
        data.put(name.getBytes(StandardCharsets.UTF_8));
        return data.array();
    }

    private static long micros() {
        return ChronoUnit.MICROS.between(Instant.parse("2000-01-01T00:00:00Z"), TIME);
    }

    /// Writes records into pages.
    private static final class Log {
        private final long start;
        private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        private int firstPageFlags;

        Log(long start) {
            this(start, 0);
        }

        Log(long start, int firstPageFlags) {
            this.start = start;
            this.firstPageFlags = firstPageFlags;
        }

        long position() {
            return start + bytes.size();
        }

        byte[] bytes() {
            return bytes.toByteArray();
        }

        void record(int manager, int info, int transaction, byte[] data) {
            ByteBuffer record =
                    ByteBuffer.allocate(24 + data.length).order(ByteOrder.LITTLE_ENDIAN);
            record.putInt(24 + data.length).putInt(transaction).putLong(0);
            record.put((byte) info).put((byte) manager).putShort((short) 0).putInt(0).put(data);
            CRC32C crc = new CRC32C();
            crc.update(record.array(), 24, data.length);
            crc.update(record.array(), 0, 20);
            record.putInt(20, (int) crc.getValue());
            write(record.array());
        }

        private void write(byte[] record) {
            for (int at = 0; at < record.length; at++) {
                if (position() % LogWalk.PAGE == 0) {
                    header(at > 0 ? 1 : 0, record.length - at);
                }
                bytes.write(record[at]);
            }
            while (position() % 8 != 0) {
                bytes.write(0);
            }
        }

        private void header(int flags, int left) {
            boolean isLong = SEGMENTS.start(position()) == position();
            ByteBuffer header =
                    ByteBuffer.allocate(isLong ? 40 : 24).order(ByteOrder.LITTLE_ENDIAN);
            header.putShort((short) 0xD118).putShort((short) (flags | firstPageFlags)).putInt(1);
            header.putLong(position()).putInt(flags == 0 ? 0 : left);
            firstPageFlags = 0;
            bytes.writeBytes(header.array());
        }

        void fillSegment() {
            while (SEGMENTS.start(position()) != position()) {
                if (position() % LogWalk.PAGE == 0) {
                    header(0, 0);
                } else {
                    bytes.write(0);
                }
            }
        }
    }
}
