package dev.muster.documents.handbook;

import dev.muster.check.Checker;
import dev.muster.check.Prediction;
import dev.muster.check.Prediction.Objective;
import dev.muster.documents.Sources;
import dev.muster.documents.page.Page.Source;
import dev.muster.kind.Facts;
import dev.muster.kind.Finding;
import dev.muster.model.ComponentId;
import dev.muster.model.MusterException;
import dev.muster.model.RestoreTarget;
import dev.muster.model.ScenarioId;
import dev.muster.plan.PlanErrors;
import dev.muster.plan.Planner;
import dev.muster.strategy.Scenario;
import dev.muster.strategy.Strategy;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/// A strategy with everything that its documents show, computed once.
///
/// @param findings of the check, worst first
/// @param outlooks of the scenarios that a plan can be made for
/// @param hopeless the scenarios that leave no region to recover in
public record Overview(
        Strategy strategy,
        Facts facts,
        List<Finding> findings,
        List<Outlook> outlooks,
        List<Scenario> hopeless) {
    public Overview {
        findings = List.copyOf(findings);
        outlooks = List.copyOf(outlooks);
        hopeless = List.copyOf(hopeless);
    }

    /// One scenario, with what it would mean.
    public record Outlook(Scenario scenario, Sources sources, List<Prediction> predictions) {
        public Outlook {
            predictions = List.copyOf(predictions);
        }

        ScenarioId id() {
            return scenario.id();
        }

        /// What is predicted worst of all components; empty where everything is lost, or nothing is
        /// affected.
        Optional<Duration> worst(Objective objective) {
            return predictions.stream()
                    .filter(one -> one.objective() == objective)
                    .flatMap(one -> one.predicted().stream())
                    .max(Comparator.naturalOrder());
        }

        boolean losesEverything() {
            return predictions.stream().anyMatch(one -> one.predicted().isEmpty());
        }
    }

    public static Overview of(Strategy strategy, Facts facts) {
        List<Finding> findings = Checker.check(strategy, facts);
        List<Outlook> outlooks = new ArrayList<>();
        List<Scenario> hopeless = new ArrayList<>();
        for (Scenario scenario : strategy.scenarios().values()) {
            try {
                Sources sources = sources(strategy, scenario.id(), facts, findings);
                outlooks.add(new Outlook(scenario, sources, sources.predictions()));
            } catch (MusterException told) {
                // the documents say so, as the check does
                if (!told.code().equals(PlanErrors.NOWHERE)) {
                    throw told;
                }
                hopeless.add(scenario);
            }
        }
        return new Overview(strategy, facts, findings, outlooks, hopeless);
    }

    private static Sources sources(
            Strategy strategy, ScenarioId scenario, Facts facts, List<Finding> findings) {
        return new Sources(
                strategy,
                Planner.plan(strategy, scenario, facts, new RestoreTarget.Latest()),
                facts,
                findings);
    }

    /// What all scenarios mean for a component and one of its objectives.
    Stream<Prediction> predictions(ComponentId component, Objective objective) {
        return outlooks.stream()
                .flatMap(outlook -> outlook.predictions().stream())
                .filter(one -> one.component().equals(component) && one.objective() == objective);
    }

    /// The worst of them: everything lost, else the longest time.
    Optional<Prediction> worst(ComponentId component, Objective objective) {
        return predictions(component, objective)
                .max(
                        Comparator.comparing((Prediction one) -> one.predicted().isEmpty())
                                .thenComparing(one -> one.predicted().orElse(Duration.ZERO)));
    }

    /// What pages of the strategy alone are compiled from.
    List<Source> sources() {
        return List.of(new Source("strategy", strategy.digest().hex()));
    }
}
