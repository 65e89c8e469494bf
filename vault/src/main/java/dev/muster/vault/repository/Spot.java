package dev.muster.vault.repository;

import dev.muster.vault.format.BlobPlace;
import dev.muster.vault.format.BlobRef;
import dev.muster.vault.format.ObjectHash;

/// Where a blob begins: enough to tell it from all others.
record Spot(ObjectHash pack, int offset) {
    static Spot of(BlobRef ref) {
        return new Spot(ref.pack(), ref.offset());
    }

    static Spot of(BlobPlace place) {
        return new Spot(place.pack(), place.offset());
    }
}
