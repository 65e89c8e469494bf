package dev.muster.documents.diagram;

import dev.muster.documents.page.Anchor;
import dev.muster.documents.page.Drawing;
import dev.muster.plan.RecoveryPlan;
import dev.muster.strategy.Strategy;
import java.util.stream.Collectors;

/// All drawings that documents have.
public final class Diagrams {
    private Diagrams() {}

    /// The system by region while nothing is lost.
    public static Drawing architecture(Strategy strategy) {
        return MapDrawing.of(
                new Anchor("architecture"),
                "Architecture of " + strategy.name(),
                Topologies.steady(strategy));
    }

    /// The system before the plan's scenario, with the places where it would come back.
    public static Drawing before(Strategy strategy, RecoveryPlan plan) {
        return MapDrawing.of(
                new Anchor("before"),
                strategy.name() + " before " + plan.scenario(),
                Topologies.before(strategy, plan));
    }

    /// The system after the plan was carried out.
    public static Drawing after(Strategy strategy, RecoveryPlan plan) {
        return MapDrawing.of(
                new Anchor("after"),
                strategy.name() + " after recovery from " + plan.scenario() + lost(plan),
                Topologies.after(strategy, plan));
    }

    private static String lost(RecoveryPlan plan) {
        return plan.lost().isEmpty()
                ? ""
                : ", "
                        + plan.lost().stream()
                                .sorted()
                                .map(Object::toString)
                                .collect(Collectors.joining(", "))
                        + " gone";
    }
}
