package dev.muster.vault.repository;

import dev.muster.vault.format.BlobRef;
import dev.muster.vault.format.ObjectHash;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/// All packs that a backup points into. One thread.
final class NeededPacks {
    private final Set<ObjectHash> packs = new HashSet<>();
    private ObjectHash last = ObjectHash.NONE;

    void add(BlobRef ref) {
        if (!ref.pack().equals(last)) {
            last = ref.pack();
            if (!last.equals(ObjectHash.NONE)) {
                packs.add(last);
            }
        }
    }

    void addPack(ObjectHash pack) {
        packs.add(pack);
    }

    List<ObjectHash> sorted() {
        return packs.stream().sorted(Comparator.comparing(ObjectHash::hex)).toList();
    }
}
