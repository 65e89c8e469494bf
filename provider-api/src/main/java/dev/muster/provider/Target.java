package dev.muster.provider;

import dev.muster.kind.Situation;
import dev.muster.model.Address;
import dev.muster.model.ComponentId;
import dev.muster.model.RegionId;
import java.util.Map;

/// What an operation works on.
///
/// @param situation the component, its settings and the scenario
/// @param region where the operation acts
/// @param dependencies where the components that this one depends on are reached in that region
public record Target<S extends Record>(
        Situation<S> situation, RegionId region, Map<ComponentId, Address> dependencies) {
    public Target {
        dependencies = Map.copyOf(dependencies);
    }

    public ComponentId component() {
        return situation.component();
    }

    public S settings() {
        return situation.settings();
    }
}
