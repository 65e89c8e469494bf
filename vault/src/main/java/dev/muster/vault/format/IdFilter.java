package dev.muster.vault.format;

/// Tells most ids that are absent without looking: a Bloom filter of 12 bits an entry.
///
/// Ids are already uniformly distributed, so their own bits serve as its hashes.
final class IdFilter {
    private static final int BITS = 12;
    private static final int PROBES = 6;

    private final long[] words;
    private final long bits;

    IdFilter(int entries) {
        bits = Math.max(64, (long) entries * BITS);
        words = new long[(int) Math.ceilDiv(bits, 64L)];
    }

    void add(ChunkId id) {
        for (int probe = 0; probe < PROBES; probe++) {
            long bit = bit(id, probe);
            words[(int) (bit >>> 6)] |= 1L << bit;
        }
    }

    boolean mayHave(ChunkId id) {
        for (int probe = 0; probe < PROBES; probe++) {
            long bit = bit(id, probe);
            if ((words[(int) (bit >>> 6)] & 1L << bit) == 0) {
                return false;
            }
        }
        return true;
    }

    private long bit(ChunkId id, int probe) {
        return Long.remainderUnsigned(id.high() + probe * (id.middle() | 1), bits);
    }
}
