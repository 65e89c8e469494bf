package dev.muster.plan;

import dev.muster.kind.Action;
import dev.muster.model.ComponentId;
import dev.muster.model.StepId;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;

/// Puts steps into the order in which they are shown, and done where only one can be done at a
/// time.
final class StepOrder {
    private StepOrder() {}

    private record Ranked(Step step, int group, int rank) {
        static final Comparator<Ranked> ORDER =
                Comparator.comparingInt(Ranked::group).thenComparingInt(Ranked::rank);
    }

    /// @param steps in the strategy's order
    /// @param dependencies components after what they depend on
    static List<Step> of(List<Step> steps, List<ComponentId> dependencies) {
        Map<StepId, Integer> missing = new HashMap<>();
        Map<StepId, List<Ranked>> waiting = new HashMap<>();
        PriorityQueue<Ranked> ready = new PriorityQueue<>(Ranked.ORDER);
        for (Ranked ranked : ranked(steps, dependencies)) {
            Step step = ranked.step();
            missing.put(step.id(), step.after().size());
            step.after()
                    .forEach(id -> waiting.computeIfAbsent(id, _ -> new ArrayList<>()).add(ranked));
            if (step.after().isEmpty()) {
                ready.add(ranked);
            }
        }
        List<Step> order = new ArrayList<>();
        while (!ready.isEmpty()) {
            Step step = ready.remove().step();
            order.add(step);
            for (Ranked next : waiting.getOrDefault(step.id(), List.of())) {
                if (missing.merge(next.step().id(), -1, Integer::sum) == 0) {
                    ready.add(next);
                }
            }
        }
        if (order.size() < steps.size()) {
            throw new IllegalArgumentException("a recipe waits for itself in a circle");
        }
        return order;
    }

    private static List<Ranked> ranked(List<Step> steps, List<ComponentId> dependencies) {
        Map<ComponentId, Integer> depth = new HashMap<>();
        for (int i = 0; i < dependencies.size(); i++) {
            depth.put(dependencies.get(i), i);
        }
        List<Ranked> ranked = new ArrayList<>();
        for (int i = 0; i < steps.size(); i++) {
            Step step = steps.get(i);
            int group = step.action() instanceof Action.Approve ? -1 : 1;
            ranked.add(
                    step.action() instanceof Action.Fence fence
                            ? new Ranked(step, 0, -depth.getOrDefault(fence.component(), 0))
                            : new Ranked(step, group, i));
        }
        return ranked;
    }
}
