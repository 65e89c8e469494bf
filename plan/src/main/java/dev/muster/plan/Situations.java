package dev.muster.plan;

import dev.muster.kind.Facts;
import dev.muster.kind.Situation;
import dev.muster.model.Address;
import dev.muster.model.ComponentId;
import dev.muster.model.RegionId;
import dev.muster.model.RestoreTarget;
import dev.muster.strategy.Component;
import dev.muster.strategy.Scenario;
import dev.muster.strategy.Scenario.Loss;
import dev.muster.strategy.Strategy;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Every component of a strategy in the light of one scenario.
///
/// Affected is what is lost, and what stands outside regions and depends on something affected,
/// such as a front door. A component in a surviving region stays where it is; what it needs comes
/// to it.
public final class Situations {
    private final Strategy strategy;
    private final @Nullable Scenario scenario;
    private final RegionId in;
    private final RestoreTarget target;
    private final Facts facts;
    private final Map<ComponentId, Boolean> affected = new HashMap<>();
    private final Map<ComponentId, Case<?>> cases = new LinkedHashMap<>();

    private Situations(
            Strategy strategy,
            @Nullable Scenario scenario,
            RegionId in,
            RestoreTarget target,
            Facts facts) {
        this.strategy = strategy;
        this.scenario = scenario;
        this.in = in;
        this.target = target;
        this.facts = facts;
    }

    /// @throws dev.muster.model.MusterException [PlanErrors#NOWHERE] if the scenario leaves no
    ///   region to recover in
    public static Situations of(
            Strategy strategy, Scenario scenario, RestoreTarget target, Facts facts) {
        RegionId in = Destination.of(strategy, scenario);
        Situations situations = new Situations(strategy, scenario, in, target, facts);
        List<Component<?>> order = Dependencies.first(strategy);
        order.forEach(component -> situations.affect(component));
        strategy.components().values().forEach(situations::add);
        return situations;
    }

    /// Nothing is lost: what a component's kind has to say of it on any day. Components that name
    /// no region to recover in are asked about the first one that is not their own.
    ///
    /// @return the case of each component
    public static List<Case<?>> calm(Strategy strategy, Facts facts) {
        List<Case<?>> cases = new ArrayList<>();
        for (Component<?> component : strategy.components().values()) {
            RegionId in = elsewhere(strategy, component);
            RestoreTarget latest = new RestoreTarget.Latest();
            cases.add(new Situations(strategy, null, in, latest, facts).inLightOf(component));
        }
        return List.copyOf(cases);
    }

    private static RegionId elsewhere(Strategy strategy, Component<?> component) {
        return strategy.regions().keySet().stream()
                .filter(region -> !component.region().filter(region::equals).isPresent())
                .findFirst()
                .or(component::region)
                .orElseThrow(() -> new IllegalArgumentException("a strategy has a region"));
    }

    private void affect(Component<?> component) {
        boolean moves =
                component.region().isEmpty()
                        && component.dependsOn().stream()
                                .anyMatch(needed -> affected.getOrDefault(needed, false));
        affected.put(component.id(), isLost(component) || moves);
    }

    private boolean isLost(Component<?> component) {
        if (scenario == null) {
            return false;
        }
        return switch (scenario.loss()) {
            case Loss.OfRegion loss -> component.region().filter(loss.region()::equals).isPresent();
            case Loss.OfComponent loss -> loss.component().equals(component.id());
        };
    }

    private void add(Component<?> component) {
        cases.put(component.id(), inLightOf(component));
    }

    private <S extends Record> Case<S> inLightOf(Component<S> component) {
        Map<ComponentId, Address> addresses = new LinkedHashMap<>();
        for (ComponentId id : component.dependsOn()) {
            address(component(id)).ifPresent(address -> addresses.put(id, address));
        }
        return new Case<>(
                component,
                component.situation(lostFor(component), in, target, addresses, facts),
                affected.getOrDefault(component.id(), false));
    }

    /// Where a component is reached once everything is back.
    private <S extends Record> Optional<Address> address(Component<S> needed) {
        Situation<S> alone = needed.situation(lostFor(needed), in, target, Map.of(), facts);
        RegionId where =
                affected.getOrDefault(needed.id(), false)
                        ? alone.in()
                        : needed.region().orElse(alone.in());
        return needed.kind().address(alone, where);
    }

    /// For a component that is lost alone, its own region is as good as lost; for what only moves
    /// with it too, so that it knows that something was lost.
    private Set<RegionId> lostFor(Component<?> component) {
        if (scenario == null) {
            return Set.of();
        }
        return switch (scenario.loss()) {
            case Loss.OfRegion loss -> Set.of(loss.region());
            case Loss.OfComponent loss ->
                    affected.getOrDefault(component.id(), false)
                            ? component(loss.component()).region().map(Set::of).orElse(Set.of())
                            : Set.of();
        };
    }

    private Component<?> component(ComponentId id) {
        Component<?> component = strategy.components().get(id);
        if (component == null) {
            throw new IllegalArgumentException("no component " + id);
        }
        return component;
    }

    /// The regions that the scenario takes away; none where only a component is lost.
    public Set<RegionId> lost() {
        if (scenario == null) {
            return Set.of();
        }
        return switch (scenario.loss()) {
            case Loss.OfRegion loss -> Set.of(loss.region());
            case Loss.OfComponent _ -> Set.of();
        };
    }

    /// Where the system comes back, but for components that say otherwise.
    public RegionId in() {
        return in;
    }

    /// Every component, in the order of the file.
    public List<Case<?>> cases() {
        return List.copyOf(cases.values());
    }

    public Case<?> of(ComponentId id) {
        Case<?> found = cases.get(id);
        if (found == null) {
            throw new IllegalArgumentException("no component " + id);
        }
        return found;
    }
}
