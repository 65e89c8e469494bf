package dev.muster.provider.postgresql.backup;

/// PostgreSQL's checksum of a page: 32 sums of FNV-1a side by side, folded to 16 bits
/// (`storage/checksum_impl.h`).
public final class PageChecksum {
    private static final int SUMS = 32;
    private static final int PRIME = 16_777_619;
    private static final int CHECKSUM_WORD = 2;

    private static final int[] OFFSETS = {
        0x5B1F36E9, 0xB8525960, 0x02AB50AA, 0x1DE66D2A, 0x79FF467A, 0x9BB9F8A3, 0x217E7CD2,
        0x83E13D2C, 0xF8D4474F, 0xE39EB970, 0x42C6AE16, 0x993216FA, 0x7B093B5D, 0x98DAFF3C,
        0xF718902A, 0x0B1C9CDB, 0xE58F764B, 0x187636BC, 0x5D7B3BB1, 0xE73DE7DE, 0x92BEC979,
        0xCCA6C0B2, 0x304A0979, 0x85AA43D4, 0x783125BB, 0x6CA8EAA2, 0xE407EAC6, 0x4B5CFC3E,
        0x9FBF8C76, 0x15CA20BE, 0xF2CA9FD3, 0x959BD756
    };

    private PageChecksum() {}

    /// @param words the page as 32-bit words in the machine's order
    /// @param at index of its first word
    /// @param count how many; a multiple of 32
    /// @param block the page's number in its table or index
    public static int of(int[] words, int at, int count, int block) {
        int[] sums = OFFSETS.clone();
        for (int row = 0; row < count; row += SUMS) {
            for (int i = 0; i < SUMS; i++) {
                int word = words[at + row + i];
                // the checksum's own place counts as zero
                if (row + i == CHECKSUM_WORD) {
                    word &= 0xFFFF_0000;
                }
                sums[i] = mix(sums[i], word);
            }
        }
        int result = 0;
        for (int i = 0; i < SUMS; i++) {
            result ^= mix(mix(sums[i], 0), 0);
        }
        return Integer.remainderUnsigned(result ^ block, 65_535) + 1;
    }

    private static int mix(int sum, int word) {
        int mixed = sum ^ word;
        return mixed * PRIME ^ mixed >>> 17;
    }
}
