package dev.muster.documents.diagram;

import dev.muster.plan.RecoveryPlan;
import dev.muster.plan.Timetable;
import dev.muster.strategy.Strategy;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeSet;
import java.util.function.UnaryOperator;

/// The diagrams as text that other programs draw: Mermaid (`.mmd`) and DOT of Graphviz (`.dot`).
///
/// Made from the same values as the drawings of [Diagrams], so that they say the same.
public final class Sketches {
    private Sketches() {}

    /// Files by their names: `architecture.mmd`, `dependencies.dot` and so on.
    ///
    /// @param words is asked for each word that they show
    public static Map<String, String> ofSystem(Strategy strategy, UnaryOperator<String> words) {
        Map<String, String> files = new LinkedHashMap<>();
        add(files, "architecture", Topologies.steady(strategy).map(words));
        add(files, "dependencies", Topologies.dependencies(strategy).map(words));
        return files;
    }

    /// The files of a plan: `before`, `after`, `timeline`; the timeline has no DOT of its own, but
    /// the `order` of the steps.
    public static Map<String, String> ofPlan(
            Strategy strategy, RecoveryPlan plan, UnaryOperator<String> words) {
        Map<String, String> files = new LinkedHashMap<>();
        add(files, "before", Topologies.before(strategy, plan).map(words));
        add(files, "after", Topologies.after(strategy, plan).map(words));
        Timetable times = Timetable.of(plan, strategy);
        files.put("timeline.mmd", Mermaid.timeline(Timeline.of(times, new TreeSet<>())));
        files.put("order.dot", Dot.order(plan, times));
        return files;
    }

    private static void add(Map<String, String> files, String name, Topology topology) {
        files.put(name + ".mmd", Mermaid.map(topology));
        files.put(name + ".dot", Dot.map(topology));
    }
}
