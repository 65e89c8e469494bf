package dev.muster.vault.store;

import dev.muster.model.RegionId;

/// One copy of a vault.
public record Copy(RegionId region, VaultStore store) {
    @Override
    public String toString() {
        return region + " (" + store.address() + ")";
    }
}
