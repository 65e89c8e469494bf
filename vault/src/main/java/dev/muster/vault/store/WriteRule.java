package dev.muster.vault.store;

import dev.muster.model.RegionId;
import java.util.Set;

/// Which copies must take a write. All others are tried, and owed where they fail.
///
/// @param required empty if any one copy is enough
public record WriteRule(Set<RegionId> required) {
    public static final WriteRule ANY = new WriteRule(Set.of());

    public WriteRule {
        required = Set.copyOf(required);
    }

    public static WriteRule requiring(RegionId... regions) {
        return new WriteRule(Set.of(regions));
    }
}
