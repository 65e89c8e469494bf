package dev.muster.check;

import dev.muster.kind.Facts;
import dev.muster.model.ComponentId;
import dev.muster.model.MusterException;
import dev.muster.model.RestoreTarget;
import dev.muster.model.ScenarioId;
import dev.muster.plan.Case;
import dev.muster.plan.ExpectedLoss;
import dev.muster.plan.ExpectedLosses;
import dev.muster.plan.PlanErrors;
import dev.muster.plan.Planner;
import dev.muster.plan.RecoveryPlan;
import dev.muster.plan.Situations;
import dev.muster.plan.Timetable;
import dev.muster.strategy.Component;
import dev.muster.strategy.Scenario;
import dev.muster.strategy.Strategy;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// A strategy with what each of its scenarios would mean, computed once for all checks.
///
/// @param views of the scenarios that a plan can be made for
/// @param hopeless the scenarios that no plan can be made for
record Outlook(Strategy strategy, Facts facts, List<View> views, List<Scenario> hopeless) {
    /// One scenario.
    record View(
            Scenario scenario,
            Situations situations,
            RecoveryPlan plan,
            Timetable timetable,
            Map<ComponentId, ExpectedLoss> losses) {
        ScenarioId id() {
            return scenario.id();
        }

        List<Case<?>> affected() {
            return situations.cases().stream().filter(Case::affected).toList();
        }
    }

    static Outlook of(Strategy strategy, Facts facts) {
        List<View> views = new ArrayList<>();
        List<Scenario> hopeless = new ArrayList<>();
        for (Scenario scenario : strategy.scenarios().values()) {
            try {
                views.add(view(strategy, scenario, facts));
            } catch (MusterException told) {
                if (!told.code().equals(PlanErrors.NOWHERE)) {
                    throw told;
                }
                hopeless.add(scenario);
            }
        }
        return new Outlook(strategy, facts, List.copyOf(views), List.copyOf(hopeless));
    }

    static View view(Strategy strategy, Scenario scenario, Facts facts) {
        RestoreTarget latest = new RestoreTarget.Latest();
        RecoveryPlan plan = Planner.plan(strategy, scenario.id(), facts, latest);
        Map<ComponentId, ExpectedLoss> losses = new LinkedHashMap<>();
        ExpectedLosses.of(strategy, scenario.id(), facts)
                .forEach(loss -> losses.put(loss.component(), loss));
        return new View(
                scenario,
                Situations.of(strategy, scenario, latest, facts),
                plan,
                Timetable.of(plan, strategy),
                losses);
    }

    List<Component<?>> components() {
        return List.copyOf(strategy.components().values());
    }
}
