package dev.muster.kind;

import dev.muster.model.Address;
import dev.muster.model.ComponentId;
import dev.muster.model.RegionId;
import dev.muster.model.RestoreTarget;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// One component seen in the light of a scenario.
///
/// @param component which one
/// @param settings what the strategy says of it
/// @param protection how its data is protected, if it is
/// @param recovery how it comes back
/// @param home the region where it runs now; empty for what stands outside regions
/// @param lost the regions that the scenario takes away; empty when nothing is lost
/// @param in the region where it comes back
/// @param target the moment that its data is brought back to
/// @param dependencies where the components that it depends on are reached in the region `in`; one
///   that is not reached, such as a file tree, is absent
/// @param facts what was measured or observed
public record Situation<S extends Record>(
        ComponentId component,
        S settings,
        Optional<Protection> protection,
        Recovery recovery,
        Optional<RegionId> home,
        Set<RegionId> lost,
        RegionId in,
        RestoreTarget target,
        Map<ComponentId, Address> dependencies,
        Facts facts) {
    public Situation {
        lost = Set.copyOf(lost);
        dependencies = Map.copyOf(dependencies);
    }

    /// Whether the scenario takes the component's own region away.
    public boolean isLost() {
        return home.filter(lost::contains).isPresent();
    }
}
