package dev.muster.vault.store;

import dev.muster.model.MusterException;
import dev.muster.model.RegionId;
import dev.muster.vault.VaultErrors;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;

/// What each copy said to a write.
///
/// @param took the copies that hold the object now
/// @param failed why the others do not
public record Outcomes(Set<RegionId> took, Map<RegionId, MusterException> failed) {
    public Outcomes {
        took = new LinkedHashSet<>(took);
        failed = new LinkedHashMap<>(failed);
    }

    /// @throws MusterException if a required copy, or every copy, did not take it
    public Outcomes require(WriteRule rule) {
        for (RegionId region : rule.required()) {
            MusterException why = failed.get(region);
            if (why != null) {
                throw why;
            }
            if (!took.contains(region)) {
                throw VaultErrors.UNREACHABLE.error(
                        "the vault has no copy in region " + region + ", which is required",
                        "name a copy in region " + region + " in the strategy");
            }
        }
        if (took.isEmpty()) {
            throw failed.values().stream()
                    .findFirst()
                    .orElseGet(() -> VaultErrors.UNREACHABLE.error("the vault has no copy", ""));
        }
        return this;
    }
}
