package dev.muster.vault.repository;

import dev.muster.model.ComponentId;
import dev.muster.model.RegionId;
import dev.muster.vault.keep.KeepRule;
import java.time.Duration;
import java.util.Map;
import java.util.Set;

/// What a janitor goes by.
///
/// @param keep by source; a source without a rule keeps all its points
/// @param patience how long a session may stay open, and how long what a killed one left behind
///   waits to be used by the next
/// @param without copies that may be unreachable; what they alone need is not known
public record PruneRules(
        Map<ComponentId, KeepRule> keep, Duration patience, Set<RegionId> without) {
    public static final Duration PATIENCE = Duration.ofDays(7);

    public PruneRules {
        keep = Map.copyOf(keep);
        without = Set.copyOf(without);
    }
}
