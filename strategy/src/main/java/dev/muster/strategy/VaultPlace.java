package dev.muster.strategy;

import dev.muster.model.RegionId;
import dev.muster.model.VaultId;
import java.util.List;

/// A vault and its copies.
///
/// @param copies the vault's own place first; at least one
public record VaultPlace(VaultId id, List<Copy> copies) {
    public VaultPlace {
        copies = List.copyOf(copies);
        if (copies.isEmpty()) {
            throw new IllegalArgumentException("vault " + id + " has no place");
        }
    }

    /// @param url `file:///path`
    /// @param region where it lies
    public record Copy(String url, RegionId region) {}
}
