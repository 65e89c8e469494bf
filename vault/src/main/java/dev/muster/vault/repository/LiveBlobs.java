package dev.muster.vault.repository;

import dev.muster.vault.format.BlobRef;
import dev.muster.vault.format.ObjectHash;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;

/// Which blobs backups still need, by pack. Eight bytes or so a blob. One thread.
final class LiveBlobs {
    private final Map<ObjectHash, InPack> packs = new LinkedHashMap<>();

    /// The blobs of one pack that are needed.
    static final class InPack {
        private final boolean sections;
        private long bytes;
        private int count;
        private int[] table = new int[16];

        private InPack(boolean sections) {
            this.sections = sections;
        }

        boolean sections() {
            return sections;
        }

        int count() {
            return count;
        }

        long bytes() {
            return bytes;
        }

        boolean contains(int offset) {
            return table[slot(table, offset + 1)] != 0;
        }

        private boolean add(BlobRef ref) {
            int key = ref.offset() + 1;
            int slot = slot(table, key);
            if (table[slot] != 0) {
                return false;
            }
            table[slot] = key;
            bytes += ref.stored();
            if (++count > table.length / 2) {
                int[] larger = new int[table.length * 2];
                Arrays.stream(table)
                        .filter(it -> it != 0)
                        .forEach(it -> larger[slot(larger, it)] = it);
                table = larger;
            }
            return true;
        }

        private static int slot(int[] table, int key) {
            int at = (key * 0x9E3779B1) >>> 7 & (table.length - 1);
            while (table[at] != 0 && table[at] != key) {
                at = (at + 1) & (table.length - 1);
            }
            return at;
        }
    }

    /// @return whether it was not known before
    boolean add(BlobRef ref, boolean section) {
        return packs.computeIfAbsent(ref.pack(), _ -> new InPack(section)).add(ref);
    }

    /// In the order in which they were met.
    Map<ObjectHash, InPack> packs() {
        return packs;
    }
}
