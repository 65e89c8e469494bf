package dev.muster.documents.diagram;

import dev.muster.documents.diagram.Topology.Flow;
import dev.muster.documents.diagram.Topology.Link;
import dev.muster.documents.diagram.Topology.Node;
import dev.muster.documents.markup.Legible;
import dev.muster.model.Durations;
import dev.muster.model.RegionId;
import dev.muster.model.StepId;
import dev.muster.plan.RecoveryPlan;
import dev.muster.plan.Timetable;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// Writes what is drawn in DOT, the language of Graphviz.
final class Dot {
    private static final String HEAD =
            "digraph muster {\n  rankdir=LR;\n  node [shape=box, style=rounded];\n";

    private Dot() {}

    static String map(Topology topology) {
        StringBuilder out = new StringBuilder(HEAD);
        Map<String, String> ids = topology.shortNames();
        topology.in(Optional.empty()).forEach(node -> out.append(node(node, ids, "  ")));
        int frame = 0;
        for (RegionId region : topology.regions()) {
            boolean gone = topology.lost().contains(region);
            out.append("  subgraph cluster_r" + frame++ + " {\n");
            out.append("    label=" + quoted(region + (gone ? " (lost)" : "")) + ";\n");
            topology.in(Optional.of(region)).forEach(node -> out.append(node(node, ids, "    ")));
            out.append("  }\n");
        }
        topology.links().forEach(link -> out.append(link(link, ids)));
        return out.append("}\n").toString();
    }

    private static String node(Node node, Map<String, String> ids, String indent) {
        return indent
                + ids.get(node.id())
                + " [label="
                + quoted(node.label(), node.words())
                + "];\n";
    }

    private static String link(Link link, Map<String, String> ids) {
        String said = link.label().isEmpty() ? link.flow().words() : link.label();
        String look =
                link.flow() == Flow.DEPENDS ? "" : " [style=dashed, label=" + quoted(said) + "]";
        return "  " + ids.get(link.from()) + " -> " + ids.get(link.to()) + look + ";\n";
    }

    /// The steps and what each waits for; those that decide the whole time are bold.
    static String order(RecoveryPlan plan, Timetable times) {
        StringBuilder out = new StringBuilder(HEAD);
        Set<StepId> critical = Set.copyOf(times.critical());
        for (Timetable.Slot slot : times.slots()) {
            StepId id = slot.step().id();
            String look = critical.contains(id) ? ", penwidth=3" : "";
            String takes = Durations.text(slot.step().estimate().duration());
            out.append("  " + quoted(id.value()) + " [label=" + quoted(id.value(), takes));
            out.append(look + "];\n");
        }
        plan.steps()
                .forEach(step ->
                        step.after().stream()
                                .map(StepId::value)
                                .sorted()
                                .forEach(before ->
                                        out.append("  " + quoted(before) + " -> ")
                                                .append(quoted(step.id().value()) + ";\n")));
        return out.append("}\n").toString();
    }

    /// Lines of a label as one string of the language.
    private static String quoted(String... lines) {
        return "\""
                + String.join(
                        "\\n",
                        List.of(lines).stream()
                                .map(Legible::line)
                                .map(line -> line.replace("\\", "\\\\").replace("\"", "\\\""))
                                .toList())
                + "\"";
    }
}
