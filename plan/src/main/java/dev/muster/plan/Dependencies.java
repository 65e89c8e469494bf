package dev.muster.plan;

import dev.muster.model.ComponentId;
import dev.muster.strategy.Component;
import dev.muster.strategy.Strategy;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// The order of components by what they depend on.
final class Dependencies {
    private Dependencies() {}

    /// Every component after those that it depends on. A strategy has no cycles.
    static List<Component<?>> first(Strategy strategy) {
        Map<ComponentId, Integer> missing = new HashMap<>();
        Map<ComponentId, List<Component<?>>> dependents = new HashMap<>();
        Deque<Component<?>> ready = new ArrayDeque<>();
        for (Component<?> component : strategy.components().values()) {
            missing.put(component.id(), component.dependsOn().size());
            if (component.dependsOn().isEmpty()) {
                ready.add(component);
            }
            for (ComponentId needed : component.dependsOn()) {
                dependents.computeIfAbsent(needed, _ -> new ArrayList<>()).add(component);
            }
        }
        List<Component<?>> order = new ArrayList<>();
        while (!ready.isEmpty()) {
            Component<?> next = ready.remove();
            order.add(next);
            for (Component<?> dependent : dependents.getOrDefault(next.id(), List.of())) {
                if (missing.merge(dependent.id(), -1, Integer::sum) == 0) {
                    ready.add(dependent);
                }
            }
        }
        if (order.size() < missing.size()) {
            throw new IllegalArgumentException("components depend on each other in a circle");
        }
        return order;
    }
}
