package dev.muster.provider.postgresql.log;

import java.util.Locale;

/// How log is cut into files.
///
/// @param size bytes of one segment: a power of two from 1 MiB to 1 GiB
public record Segments(int size) {
    public Segments {
        if (Integer.bitCount(size) != 1 || size < 1 << 20 || size > 1 << 30) {
            throw new IllegalArgumentException("not a segment's size: " + size);
        }
    }

    /// The start of the segment that holds a position.
    public long start(long lsn) {
        return lsn & -size;
    }

    /// The name of the file that holds a position.
    public String name(int timeline, long lsn) {
        long number = Long.divideUnsigned(lsn, size);
        long perLog = 0x1_0000_0000L / size;
        return String.format(
                Locale.ROOT, "%08X%08X%08X", timeline, number / perLog, number % perLog);
    }

    /// The position where the segment file of a name begins; the name's timeline is left aside.
    public long position(String name) {
        long log = Long.parseLong(name.substring(8, 16), 16);
        return (log * (0x1_0000_0000L / size) + Long.parseLong(name.substring(16), 16)) * size;
    }
}
