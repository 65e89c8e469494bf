package dev.muster.provider.postgresql.recovered;

import dev.muster.model.Timing;
import dev.muster.provider.postgresql.backup.PageChecksum;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/// Checks the pages of one file of a table or index while a server may be writing it.
///
/// A page that looks wrong is read again a few times, since the server may have been in the middle
/// of writing it. A page of zeros is one that was added and never used.
final class PageFile {
    private static final int PAGES_AT_ONCE = 64;
    private static final int ATTEMPTS = 5;
    private static final Duration BETWEEN = Duration.ofMillis(20);
    private static final int HEADER_WORDS = 6;
    private static final int CHECKSUM_WORD = 2;
    private static final int BOUNDS_WORD = 3;

    private final Path path;
    private final int block;
    private final boolean checksums;
    private final long firstBlock;
    private final Timing timing;
    private final int[] words;
    private final ByteBuffer bytes;
    private long pages;
    private final List<String> bad = new ArrayList<>();

    /// @param blocksPerFile after how many pages a table goes on in the next file, `NAME.1`
    PageFile(Path path, int block, boolean checksums, int blocksPerFile, Timing timing) {
        this.path = path;
        this.block = block;
        this.checksums = checksums;
        this.timing = timing;
        this.words = new int[block / 4];
        this.bytes = ByteBuffer.allocate(block * PAGES_AT_ONCE).order(ByteOrder.nativeOrder());
        String name = path.getFileName().toString();
        int dot = name.indexOf('.');
        long number = dot < 0 ? 0 : Long.parseLong(name.substring(dot + 1));
        this.firstBlock = number * blocksPerFile;
    }

    /// @param pages how many were checked
    /// @param bad the numbers of those that are wrong, each with the reason
    record Result(long pages, List<String> bad) {}

    Result check() throws IOException, InterruptedException {
        try (FileChannel channel = FileChannel.open(path, StandardOpenOption.READ)) {
            long position = 0;
            while (true) {
                bytes.clear();
                int read = fill(channel, position);
                for (int at = 0; at + block <= read; at += block) {
                    checkPage(channel, position + at, at);
                }
                // a table that grows meanwhile may end in a part of a page
                if (read < bytes.capacity()) {
                    return new Result(pages, bad);
                }
                position += read;
            }
        } catch (NoSuchFileException dropped) {
            return new Result(pages, bad);
        }
    }

    private int fill(FileChannel channel, long position) throws IOException {
        while (bytes.hasRemaining()) {
            if (channel.read(bytes, position + bytes.position()) < 0) {
                break;
            }
        }
        return bytes.position();
    }

    private void checkPage(FileChannel channel, long position, int at)
            throws IOException, InterruptedException {
        load(bytes, at);
        pages++;
        long number = firstBlock + position / block;
        String wrong = wrong(number);
        ByteBuffer single = ByteBuffer.allocate(block).order(ByteOrder.nativeOrder());
        for (int i = 1; i < ATTEMPTS && !wrong.isEmpty(); i++) {
            timing.pause(BETWEEN);
            single.clear();
            if (channel.read(single, position) < block) {
                return;
            }
            load(single, 0);
            wrong = wrong(number);
        }
        if (!wrong.isEmpty()) {
            bad.add("block " + number + " " + wrong);
        }
    }

    private void load(ByteBuffer source, int at) {
        for (int i = 0; i < words.length; i++) {
            words[i] = source.getInt(at + 4 * i);
        }
    }

    /// What is wrong with the page in `words`; empty if nothing is.
    private String wrong(long number) {
        if (isNew()) {
            return "";
        }
        if (checksums) {
            int stored = words[CHECKSUM_WORD] & 0xFFFF;
            int computed = PageChecksum.of(words, 0, words.length, (int) number);
            return stored == computed ? "" : "has checksum " + stored + ", not " + computed;
        }
        int lower = words[BOUNDS_WORD] & 0xFFFF;
        int upper = words[BOUNDS_WORD] >>> 16;
        int special = words[BOUNDS_WORD + 1] & 0xFFFF;
        int size = words[BOUNDS_WORD + 1] >>> 16 & 0xFF00;
        boolean sound =
                lower >= HEADER_WORDS * 4
                        && lower <= upper
                        && upper <= special
                        && special <= block
                        && size == block;
        return sound ? "" : "has no sound header";
    }

    private boolean isNew() {
        for (int word : words) {
            if (word != 0) {
                return false;
            }
        }
        return true;
    }
}
