package dev.muster.vault.repository;

import dev.muster.model.ComponentId;
import dev.muster.model.RegionId;
import dev.muster.vault.format.SessionId;
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
/// @param moved repacks of which the caller knows that they moved all rightly: of others the old
///   places stay for the patience, since a janitor cannot check a maintainer's word
public record PruneRules(
        Map<ComponentId, KeepRule> keep,
        Duration patience,
        Set<RegionId> without,
        Set<SessionId> moved) {
    public static final Duration PATIENCE = Duration.ofDays(7);

    public PruneRules {
        keep = Map.copyOf(keep);
        without = Set.copyOf(without);
        moved = Set.copyOf(moved);
    }

    public PruneRules(Map<ComponentId, KeepRule> keep, Duration patience, Set<RegionId> without) {
        this(keep, patience, without, Set.of());
    }

    /// The same for who has just repacked.
    public PruneRules after(RepackReport repacked) {
        return new PruneRules(keep, patience, without, repacked.repacks());
    }
}
