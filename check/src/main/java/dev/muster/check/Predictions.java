package dev.muster.check;

import dev.muster.check.Outlook.View;
import dev.muster.check.Prediction.Objective;
import dev.muster.kind.Facts;
import dev.muster.model.ScenarioId;
import dev.muster.plan.Case;
import dev.muster.plan.Chains;
import dev.muster.plan.ExpectedLoss;
import dev.muster.plan.PlanErrors;
import dev.muster.plan.Term;
import dev.muster.plan.Timetable.Slot;
import dev.muster.strategy.Component;
import dev.muster.strategy.Scenario;
import dev.muster.strategy.Strategy;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// What a scenario means for the objectives of the components that it affects.
public final class Predictions {
    private Predictions() {}

    /// For each affected component in the order of the file: its loss, if it holds data, and its
    /// downtime, if it has steps.
    ///
    /// @throws dev.muster.model.MusterException [PlanErrors] if no plan can be made
    public static List<Prediction> of(Strategy strategy, ScenarioId id, Facts facts) {
        Scenario scenario = strategy.scenarios().get(id);
        if (scenario == null) {
            throw PlanErrors.UNKNOWN_SCENARIO.error("no scenario is named '" + id + "'", "");
        }
        return of(Outlook.view(strategy, scenario, facts));
    }

    static List<Prediction> of(View view) {
        List<Prediction> predictions = new ArrayList<>();
        Chains chains = Chains.of(view.timetable());
        for (Case<?> one : view.affected()) {
            Component<?> component = one.component();
            ExpectedLoss loss = view.losses().get(component.id());
            if (loss != null) {
                predictions.add(rpo(component, view.id(), loss));
            }
            List<Slot> chain = chains.to(component.id());
            if (!chain.isEmpty()) {
                predictions.add(rto(component, view, chain));
            }
        }
        return List.copyOf(predictions);
    }

    private static Prediction rpo(Component<?> component, ScenarioId scenario, ExpectedLoss loss) {
        return switch (loss) {
            case ExpectedLoss.AtMost atMost ->
                    new Prediction(
                            component.id(),
                            Objective.RPO,
                            scenario,
                            component.rpo(),
                            Optional.of(atMost.duration()),
                            atMost.terms(),
                            loss.reason());
            case ExpectedLoss.Everything _ ->
                    new Prediction(
                            component.id(),
                            Objective.RPO,
                            scenario,
                            component.rpo(),
                            Optional.empty(),
                            List.of(),
                            loss.reason());
        };
    }

    private static Prediction rto(Component<?> component, View view, List<Slot> chain) {
        List<Term> terms = new ArrayList<>(view.timetable().lead().detection());
        terms.addAll(view.timetable().lead().decision());
        for (Slot slot : chain) {
            terms.add(
                    new Term(
                            slot.step().id().value(),
                            slot.step().estimate().duration(),
                            slot.step().estimate().reason()));
        }
        Duration back = chain.getLast().finish();
        return new Prediction(
                component.id(),
                Objective.RTO,
                view.id(),
                component.rto(),
                Optional.of(back),
                terms,
                "detection, decision and the longest chain of steps");
    }
}
