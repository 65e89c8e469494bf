package dev.muster.engine.journal;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.zip.CRC32C;

/// The frames of a journal file: a header of marker, number, synced length, content length and its
/// own checksum, then the content and its checksum.
///
/// The header has a checksum of its own so that a length is never believed before it is checked: an
/// incomplete frame and a damaged one are different things. The synced length says how much of the
/// file was safe when the frame was written, so that what a lost machine left of one batch, in
/// whichever order the disk wrote it, is told from damage to what was safe.
final class Frames {
    static final int HEADER = 2 + 8 + 8 + 4 + 4;
    static final int OVERHEAD = HEADER + 4;

    /// A journal event is some hundred bytes, a plan of 5,000 steps some megabytes.
    static final int LONGEST = 64 << 20;

    private static final byte FIRST = 'M';
    private static final byte SECOND = 'J';

    private Frames() {}

    static byte[] frame(long number, long synced, byte[] content) {
        ByteBuffer frame = ByteBuffer.allocate(OVERHEAD + content.length);
        frame.put(FIRST).put(SECOND).putLong(number).putLong(synced).putInt(content.length);
        frame.putInt(crc(frame.array(), 0, HEADER - 4));
        frame.put(content);
        frame.putInt(crc(frame.array(), 0, frame.position()));
        return frame.array();
    }

    /// What stands at a place of a file.
    sealed interface Found {
        /// @param from where the content begins
        /// @param length of the content
        record Whole(int from, int length) implements Found {
            int end() {
                return from + length + 4;
            }

            byte[] content(byte[] file) {
                return Arrays.copyOfRange(file, from, from + length);
            }
        }

        /// The file ends within the frame, or goes on with zeros that were never written: what a
        /// process or machine that died leaves.
        record Torn() implements Found {}

        /// Something else.
        record Damaged() implements Found {}
    }

    static Found at(byte[] file, int from, long number) {
        int left = file.length - from;
        if (isZero(file, from)) {
            return new Found.Torn();
        }
        if (left < HEADER) {
            return startsLikeFrame(file, from, number) ? new Found.Torn() : new Found.Damaged();
        }
        ByteBuffer header = ByteBuffer.wrap(file, from, HEADER);
        boolean marked = header.get() == FIRST && header.get() == SECOND;
        boolean expected = header.getLong() == number;
        header.getLong();
        int length = header.getInt();
        boolean whole = header.getInt() == crc(file, from, HEADER - 4);
        if (!marked || !expected || !whole || length < 0 || length > LONGEST) {
            boolean never = left >= HEADER + 8 && isZero(file, from + HEADER);
            return never ? new Found.Torn() : new Found.Damaged();
        }
        if (left < OVERHEAD + length) {
            return new Found.Torn();
        }
        int end = from + OVERHEAD + length;
        int crc = ByteBuffer.wrap(file, end - 4, 4).getInt();
        if (crc != crc(file, from, OVERHEAD + length - 4)) {
            return endsInZeros(file, from + HEADER, end) ? new Found.Torn() : new Found.Damaged();
        }
        return new Found.Whole(from + HEADER, length);
    }

    /// Whether what stands at a place was safe once: a whole frame behind it says so.
    static boolean wasSynced(byte[] file, int place, long number) {
        return wasSynced(file, 0, place, number);
    }

    /// @param base how much of the file comes before these bytes
    static boolean wasSynced(byte[] file, long base, int place, long number) {
        for (int at = place + 1; at <= file.length - OVERHEAD; at++) {
            if (file[at] == FIRST && file[at + 1] == SECOND) {
                ByteBuffer header = ByteBuffer.wrap(file, at + 2, 16);
                long found = header.getLong();
                long synced = header.getLong();
                if (found > number
                        && synced > base + place
                        && at(file, at, found) instanceof Found.Whole) {
                    return true;
                }
            }
        }
        return false;
    }

    private static boolean startsLikeFrame(byte[] file, int from, long number) {
        byte[] expected = ByteBuffer.allocate(10).put(FIRST).put(SECOND).putLong(number).array();
        int length = Math.min(expected.length, file.length - from);
        return Arrays.equals(file, from, from + length, expected, 0, length);
    }

    private static boolean isZero(byte[] file, int from) {
        for (int i = from; i < file.length; i++) {
            if (file[i] != 0) {
                return false;
            }
        }
        return true;
    }

    /// A machine that lost power may have made the file longer before it wrote all blocks; JSON and
    /// a checksum do not end in zeros.
    private static boolean endsInZeros(byte[] file, int from, int end) {
        return end == file.length && end - from >= 8 && isZero(file, end - 8);
    }

    private static int crc(byte[] bytes, int from, int length) {
        CRC32C crc = new CRC32C();
        crc.update(bytes, from, length);
        return (int) crc.getValue();
    }
}
