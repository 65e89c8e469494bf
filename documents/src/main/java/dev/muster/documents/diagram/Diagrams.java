package dev.muster.documents.diagram;

import dev.muster.documents.Planned;
import dev.muster.documents.page.Anchor;
import dev.muster.documents.page.Drawing;
import dev.muster.plan.RecoveryPlan;
import dev.muster.plan.Timetable;
import dev.muster.record.RunRecord;
import dev.muster.strategy.Strategy;
import java.time.Duration;
import java.util.NavigableSet;
import java.util.TreeSet;
import java.util.stream.Collectors;

/// All drawings that documents have.
public final class Diagrams {
    private Diagrams() {}

    /// The system by region while nothing is lost.
    public static Drawing architecture(Strategy strategy) {
        return MapDrawing.of(
                new Anchor("architecture"),
                "Architecture of " + strategy.name(),
                source(strategy),
                Topologies.steady(strategy));
    }

    /// What needs what.
    public static Drawing dependencies(Strategy strategy) {
        return MapDrawing.of(
                new Anchor("dependencies"),
                "What depends on what in " + strategy.name(),
                source(strategy),
                Topologies.dependencies(strategy));
    }

    /// The system before the plan's scenario, with the places where it would come back.
    public static Drawing before(Strategy strategy, RecoveryPlan plan) {
        return MapDrawing.of(
                new Anchor("before"),
                strategy.name() + " before " + plan.scenario(),
                source(strategy),
                Topologies.before(strategy, plan));
    }

    /// The system after the plan was carried out.
    public static Drawing after(Strategy strategy, RecoveryPlan plan) {
        return MapDrawing.of(
                new Anchor("after"),
                strategy.name() + " after recovery from " + plan.scenario() + lost(plan),
                source(strategy),
                Topologies.after(strategy, plan));
    }

    /// When each step is predicted to be done.
    public static Drawing timeline(Strategy strategy, RecoveryPlan plan) {
        return timeline(strategy, plan, Timetable.of(plan, strategy));
    }

    /// The same where more passes before the first step than the strategy says.
    public static Drawing timeline(Strategy strategy, RecoveryPlan plan, Timetable timetable) {
        NavigableSet<Duration> limits = new TreeSet<>();
        strategy.components().values().stream()
                .filter(component -> timetable.back(component.id()).isPresent())
                .forEach(component -> component.rto().ifPresent(limits::add));
        return TimelineDrawing.of(
                new Anchor("timeline"),
                "Predicted recovery from " + plan.scenario() + ", counted from the loss",
                source(strategy),
                Timeline.of(timetable, limits));
    }

    /// When each step of a run was done, beside its planned.
    public static Drawing timeline(RunRecord record, Planned planned) {
        return TimelineDrawing.of(
                new Anchor("timeline"),
                "Run " + record.start().run() + ", counted from the last good answer",
                "run "
                        + record.start().run()
                        + ", strategy "
                        + record.start().plan().strategy().brief(),
                Timeline.of(record, planned));
    }

    private static String source(Strategy strategy) {
        return "strategy " + strategy.digest().brief();
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
