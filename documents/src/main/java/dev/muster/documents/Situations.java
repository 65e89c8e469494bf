package dev.muster.documents;

import dev.muster.kind.Action;
import dev.muster.kind.Procedure;
import dev.muster.kind.Situation;
import dev.muster.model.Address;
import dev.muster.model.ComponentId;
import dev.muster.model.RegionId;
import dev.muster.strategy.Component;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/// Asks the kinds, in the light of the plan.
public final class Situations {
    private final Sources sources;

    public Situations(Sources sources) {
        this.sources = sources;
    }

    public Procedure byHand(Action action) {
        return byHand(component(action.component()), action);
    }

    private <S extends Record> Procedure byHand(Component<S> component, Action action) {
        Map<ComponentId, Address> dependencies = new LinkedHashMap<>();
        for (ComponentId id : component.dependsOn()) {
            addressIn(component(id), sources.plan().in())
                    .ifPresent(address -> dependencies.put(id, address));
        }
        return component
                .kind()
                .byHand(
                        action,
                        component.situation(
                                sources.plan().lost(),
                                sources.plan().in(),
                                sources.plan().target(),
                                dependencies,
                                sources.facts()));
    }

    /// Where a component is reached once it is back; `in` where it does not say so itself.
    private <S extends Record> Optional<Address> addressIn(Component<S> component, RegionId in) {
        Situation<S> situation =
                component.situation(
                        sources.plan().lost(),
                        in,
                        sources.plan().target(),
                        Map.of(),
                        sources.facts());
        return component.kind().address(situation, situation.in());
    }

    public Component<?> component(ComponentId id) {
        Component<?> component = sources.strategy().components().get(id);
        if (component == null) {
            throw new IllegalArgumentException("the plan names " + id + ", the strategy does not");
        }
        return component;
    }
}
