package dev.muster.documents;

import dev.muster.check.Checker;
import dev.muster.check.Prediction;
import dev.muster.check.Predictions;
import dev.muster.kind.Facts;
import dev.muster.kind.Finding;
import dev.muster.model.Digest;
import dev.muster.model.RestoreTarget;
import dev.muster.model.ScenarioId;
import dev.muster.plan.Planner;
import dev.muster.plan.RecoveryPlan;
import dev.muster.plan.Situations;
import dev.muster.plan.Timetable;
import dev.muster.record.json.RecordJson;
import dev.muster.strategy.Scenario;
import dev.muster.strategy.Strategy;
import java.util.List;

/// What documents about a recovery are compiled from.
///
/// @param findings of the check, worst first
public record Sources(Strategy strategy, RecoveryPlan plan, Facts facts, List<Finding> findings) {
    public Sources {
        findings = List.copyOf(findings);
        if (!plan.strategy().equals(strategy.digest())) {
            throw new IllegalArgumentException(
                    "the plan is of strategy "
                            + plan.strategy().brief()
                            + ", not of "
                            + strategy.digest().brief());
        }
    }

    /// A scenario as it would be planned and judged now.
    ///
    /// @throws dev.muster.model.MusterException if no plan can be made
    public static Sources of(Strategy strategy, ScenarioId scenario, Facts facts) {
        return new Sources(
                strategy,
                Planner.plan(strategy, scenario, facts, new RestoreTarget.Latest()),
                facts,
                Checker.check(strategy, facts));
    }

    /// Identifies the plan by its content.
    public Digest planDigest() {
        return RecordJson.STANDARD.digest(plan);
    }

    public Timetable timetable() {
        return Timetable.of(plan, strategy);
    }

    /// What each affected component loses and how long it is down.
    public List<Prediction> predictions() {
        return Predictions.of(strategy, plan.scenario(), facts);
    }

    /// Every component in the light of the scenario.
    public Situations situations() {
        Scenario scenario = strategy.scenarios().get(plan.scenario());
        if (scenario == null) {
            throw new IllegalStateException("the strategy has no scenario " + plan.scenario());
        }
        return Situations.of(strategy, scenario, plan.target(), facts);
    }
}
