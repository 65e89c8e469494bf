package dev.muster.provider.postgresql.backup;

import dev.muster.model.Timing;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.time.Duration;
import java.util.Optional;

/// Looks at pages that were read beside a server that writes them. Safe for many threads.
///
/// A page with a wrong checksum may have been read while it was written; then it is read again. One
/// that the server wrote since the backup began may stay torn, since replay writes it anew.
///
/// @param start where the backup begins in the log
record PageScan(int block, long start, Timing timing) {
    private static final int ATTEMPTS = 5;
    private static final Duration BETWEEN = Duration.ofMillis(20);
    private static final int CHECKSUM_WORD = 2;

    /// Mends what was torn, in place.
    ///
    /// @param first the number of the first page in its table
    /// @return what is wrong for good, such as `block 12`
    Optional<String> check(byte[] pages, int length, FileChannel file, long at, long first)
            throws IOException, InterruptedException {
        int[] words = new int[block / Integer.BYTES];
        for (int from = 0; from + block <= length; from += block) {
            ByteBuffer page =
                    ByteBuffer.wrap(pages, from, block).slice().order(ByteOrder.nativeOrder());
            long number = first + from / block;
            boolean sound = isSound(page, words, number);
            for (int i = 1; i < ATTEMPTS && !sound; i++) {
                timing.pause(BETWEEN);
                if (!again(page, file, at + from)) {
                    // the table was cut off here
                    sound = true;
                } else {
                    sound = isSound(page, words, number);
                }
            }
            if (!sound) {
                return Optional.of("block " + number);
            }
        }
        return Optional.empty();
    }

    private static boolean again(ByteBuffer page, FileChannel file, long at) throws IOException {
        page.clear();
        while (page.hasRemaining()) {
            if (file.read(page, at + page.position()) < 0) {
                return false;
            }
        }
        return true;
    }

    private boolean isSound(ByteBuffer page, int[] words, long number) {
        page.clear();
        page.asIntBuffer().get(words);
        // the log's position comes first, its upper half before its lower
        long position = (long) words[0] << 32 | Integer.toUnsignedLong(words[1]);
        if (Long.compareUnsigned(position, start) >= 0) {
            return true;
        }
        int stored = words[CHECKSUM_WORD] & 0xFFFF;
        return PageChecksum.of(words, 0, words.length, (int) number) == stored || isNew(words);
    }

    private static boolean isNew(int[] words) {
        for (int word : words) {
            if (word != 0) {
                return false;
            }
        }
        return true;
    }
}
