package dev.muster.operations;

import dev.muster.kind.Facts;
import dev.muster.kind.Situation;
import dev.muster.model.Address;
import dev.muster.model.ComponentId;
import dev.muster.model.RegionId;
import dev.muster.model.RestoreTarget;
import dev.muster.plan.RecoveryPlan;
import dev.muster.plan.Situations;
import dev.muster.provider.Target;
import dev.muster.strategy.Component;
import dev.muster.strategy.Scenario;
import dev.muster.strategy.Strategy;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// Says what an operation works on: a component, in a region, with the addresses of what it needs.
public final class Targets {
    private final Strategy strategy;

    public Targets(Strategy strategy) {
        this.strategy = strategy;
    }

    /// The component where it runs in ordinary days.
    public <S extends Record> Target<S> atHome(Component<S> component) {
        RegionId region = component.region().orElseGet(this::anyRegion);
        return in(component, region, Set.of(), new RestoreTarget.Latest());
    }

    /// The component as a step of the plan acts on it.
    public <S extends Record> Target<S> of(
            Component<S> component, RegionId region, RecoveryPlan plan) {
        Scenario scenario = strategy.scenarios().get(plan.scenario());
        if (scenario == null) {
            throw OperationErrors.NO_SCENARIO.error(
                    "the strategy has no scenario " + plan.scenario() + " any more",
                    "recover with the strategy that the run began with");
        }
        Situation<S> situation = situation(component, scenario, plan.target());
        return new Target<>(situation, region, situation.dependencies());
    }

    /// The cast is safe: the case of a component holds that component's settings.
    @SuppressWarnings("unchecked")
    private <S extends Record> Situation<S> situation(
            Component<S> component, Scenario scenario, RestoreTarget target) {
        return (Situation<S>)
                Situations.of(strategy, scenario, target, Facts.NONE)
                        .of(component.id())
                        .situation();
    }

    /// The component in the region where a restore by hand brings it.
    public <S extends Record> Target<S> restored(
            Component<S> component, RegionId region, RestoreTarget target) {
        return in(component, region, Set.of(), target);
    }

    private <S extends Record> Target<S> in(
            Component<S> component, RegionId region, Set<RegionId> lost, RestoreTarget target) {
        Map<ComponentId, Address> dependencies = addresses(component, region, lost, target);
        Situation<S> situation =
                component.situation(lost, region, target, dependencies, Facts.NONE);
        return new Target<>(situation, region, dependencies);
    }

    private Map<ComponentId, Address> addresses(
            Component<?> component, RegionId region, Set<RegionId> lost, RestoreTarget target) {
        Map<ComponentId, Address> found = new HashMap<>();
        for (ComponentId id : component.dependsOn()) {
            Component<?> dependency = component(id);
            address(dependency, region, lost, target).ifPresent(address -> found.put(id, address));
        }
        return found;
    }

    private <S extends Record> Optional<Address> address(
            Component<S> component, RegionId region, Set<RegionId> lost, RestoreTarget target) {
        Situation<S> situation =
                component.situation(
                        lost,
                        region,
                        target,
                        addresses(component, region, lost, target),
                        Facts.NONE);
        return component.kind().address(situation, region);
    }

    /// @throws IllegalArgumentException if the strategy has no such component; callers check first
    public Component<?> component(ComponentId id) {
        Component<?> component = strategy.components().get(id);
        if (component == null) {
            throw new IllegalArgumentException("no component " + id);
        }
        return component;
    }

    private RegionId anyRegion() {
        return strategy.regions().keySet().iterator().next();
    }
}
