package dev.muster.vault.log;

import java.time.Instant;

/// A segment that can be read, and what is known of it without opening it.
///
/// @param name the name in the vault, also of one that is only in a spool
/// @param line the branch of the log
/// @param start position of its first byte
/// @param end position after its last byte
/// @param first when its first bytes arrived
/// @param last when its last bytes arrived
record ArchivedSegment(
        String name, String line, long start, long end, Instant first, Instant last) {
    boolean covers(long position) {
        return Long.compareUnsigned(start, position) <= 0
                && Long.compareUnsigned(position, end) < 0;
    }
}
