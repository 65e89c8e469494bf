package dev.muster.plan;

import dev.muster.kind.Action;
import dev.muster.kind.Facts;
import dev.muster.kind.StepDraft;
import dev.muster.model.ComponentId;
import dev.muster.model.RestoreTarget;
import dev.muster.model.ScenarioId;
import dev.muster.model.StepId;
import dev.muster.strategy.Component;
import dev.muster.strategy.Scenario;
import dev.muster.strategy.Strategy;
import dev.muster.strategy.text.Nearest;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/// Compiles a scenario into a plan, by the kinds' recipes.
///
/// Three rules order the steps of different components, beside the `after` of each recipe:
///
/// 1. Fences wait for nothing but what their own recipe says. A fence takes effect the sooner the
///    better, and waiting for the fence of another component that may be unreachable would only
///    delay it.
/// 2. A component's other steps wait for its own fences: nothing new takes writes, and no data is
///    read back as the last state, while the old one may still acknowledge.
/// 3. They wait for the last steps of what the component depends on, also through components that
///    have no steps of their own.
///
/// Approvals stand before all of that, fences too, or before the steps that they name: see [Gates].
public final class Planner {
    private final Map<ComponentId, List<StepDraft>> recipes = new LinkedHashMap<>();

    /// Whose last steps a component waits for.
    private final Map<ComponentId, Set<ComponentId>> gates = new HashMap<>();

    private Planner() {}

    /// @throws dev.muster.model.MusterException [PlanErrors] if there is no such scenario, or no
    ///   region to recover in
    public static RecoveryPlan plan(
            Strategy strategy, ScenarioId id, Facts facts, RestoreTarget target) {
        Scenario scenario = scenario(strategy, id);
        Situations situations = Situations.of(strategy, scenario, target, facts);
        Planner planner = new Planner();
        situations.cases().forEach(one -> planner.recipes.put(one.component().id(), recipe(one)));
        List<Component<?>> order = Dependencies.first(strategy);
        order.forEach(planner::gate);
        List<Step> steps = new ArrayList<>();
        for (Case<?> one : situations.cases()) {
            steps.addAll(planner.steps(one));
        }
        return new RecoveryPlan(
                strategy.digest(),
                id,
                situations.lost(),
                situations.in(),
                target,
                StepOrder.of(
                        Gates.of(scenario, steps, situations.in()),
                        order.stream().map(Component::id).toList()));
    }

    /// @throws dev.muster.model.MusterException [PlanErrors#UNKNOWN_SCENARIO] with the nearest name
    static Scenario scenario(Strategy strategy, ScenarioId id) {
        Scenario scenario = strategy.scenarios().get(id);
        if (scenario == null) {
            List<String> known =
                    strategy.scenarios().keySet().stream().map(ScenarioId::value).toList();
            throw PlanErrors.UNKNOWN_SCENARIO.error(
                    "no scenario is named '" + id + "'", new Nearest().hint(id.value(), known));
        }
        return scenario;
    }

    private static List<StepDraft> recipe(Case<?> one) {
        List<StepDraft> recipe = one.recipe();
        Set<String> verbs =
                recipe.stream().map(draft -> draft.action().verb()).collect(Collectors.toSet());
        if (verbs.size() < recipe.size()) {
            throw new IllegalArgumentException(one.component().id() + " has a verb twice");
        }
        for (StepDraft draft : recipe) {
            if (!verbs.containsAll(draft.after())) {
                throw new IllegalArgumentException(
                        one.component().id() + " waits for " + draft.after() + ", has " + verbs);
            }
        }
        return recipe;
    }

    private void gate(Component<?> component) {
        Set<ComponentId> waits = new LinkedHashSet<>();
        for (ComponentId needed : component.dependsOn()) {
            if (recipes.getOrDefault(needed, List.of()).isEmpty()) {
                waits.addAll(gates.getOrDefault(needed, Set.of()));
            } else {
                waits.add(needed);
            }
        }
        gates.put(component.id(), waits);
    }

    private List<Step> steps(Case<?> one) {
        ComponentId component = one.component().id();
        Set<StepId> gate = new HashSet<>();
        gates.getOrDefault(component, Set.of()).forEach(needed -> gate.addAll(last(needed)));
        Set<String> fences =
                drafts(component).stream()
                        .filter(Planner::isFence)
                        .map(draft -> draft.action().verb())
                        .collect(Collectors.toSet());
        List<Step> steps = new ArrayList<>();
        for (StepDraft draft : drafts(component)) {
            Set<StepId> after = new HashSet<>();
            draft.after().forEach(verb -> after.add(id(component, verb)));
            if (!isFence(draft) && fences.containsAll(draft.after())) {
                fences.forEach(verb -> after.add(id(component, verb)));
                after.addAll(gate);
            }
            steps.add(step(one, draft, after));
        }
        return steps;
    }

    private static Step step(Case<?> one, StepDraft draft, Set<StepId> after) {
        Action action = draft.action();
        return new Step(
                id(one.component().id(), action.verb()),
                action,
                after,
                draft.why(),
                draft.lateEffect(),
                draft.repeatable(),
                draft.timeout(),
                one.estimate(action),
                draft.pointOfNoReturn());
    }

    /// The steps of a component that no other of its steps waits for. Where there is more than the
    /// fences, a fence is none of them.
    private Set<StepId> last(ComponentId component) {
        List<StepDraft> drafts = drafts(component);
        Set<String> waitedFor = new HashSet<>();
        drafts.forEach(draft -> waitedFor.addAll(draft.after()));
        boolean onlyFences = drafts.stream().allMatch(Planner::isFence);
        return drafts.stream()
                .filter(draft -> onlyFences || !isFence(draft))
                .map(draft -> draft.action().verb())
                .filter(verb -> !waitedFor.contains(verb))
                .map(verb -> id(component, verb))
                .collect(Collectors.toSet());
    }

    private List<StepDraft> drafts(ComponentId component) {
        return recipes.getOrDefault(component, List.of());
    }

    private static boolean isFence(StepDraft draft) {
        return draft.action() instanceof Action.Fence;
    }

    private static StepId id(ComponentId component, String verb) {
        return new StepId(component + "-" + verb);
    }
}
