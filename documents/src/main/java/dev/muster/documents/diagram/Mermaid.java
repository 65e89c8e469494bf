package dev.muster.documents.diagram;

import dev.muster.documents.diagram.Topology.Flow;
import dev.muster.documents.diagram.Topology.Link;
import dev.muster.documents.diagram.Topology.Node;
import dev.muster.documents.markup.Legible;
import dev.muster.model.RegionId;
import java.util.Map;
import java.util.Optional;

/// Writes what is drawn in the language of Mermaid.
final class Mermaid {
    /// Letters whose meaning no statement of the language depends on.
    private static final String SAFE = " -.,/";

    private Mermaid() {}

    static String map(Topology topology) {
        StringBuilder out = new StringBuilder("flowchart LR\n");
        Map<String, String> ids = topology.shortNames();
        topology.in(Optional.empty()).forEach(node -> out.append(node(node, ids, "  ")));
        int frame = 0;
        for (RegionId region : topology.regions()) {
            String title = region + (topology.lost().contains(region) ? " (lost)" : "");
            out.append("  subgraph r" + frame++ + "[\"" + words(title) + "\"]\n");
            topology.in(Optional.of(region)).forEach(node -> out.append(node(node, ids, "    ")));
            out.append("  end\n");
        }
        topology.links().forEach(link -> out.append(link(link, ids)));
        return out.toString();
    }

    private static String node(Node node, Map<String, String> ids, String indent) {
        return indent
                + ids.get(node.id())
                + "[\""
                + words(node.label())
                + "<br/>"
                + words(node.words())
                + "\"]\n";
    }

    private static String link(Link link, Map<String, String> ids) {
        String said = link.label().isEmpty() ? link.flow().words() : link.label();
        String from = ids.get(link.from());
        String to = ids.get(link.to());
        return link.flow() == Flow.DEPENDS
                ? "  " + from + " --> " + to + "\n"
                : "  " + from + " -. \"" + words(said) + "\" .-> " + to + "\n";
    }

    /// A chart whose axis counts seconds from the loss.
    static String timeline(Timeline timeline) {
        StringBuilder out = new StringBuilder("gantt\n");
        out.append("  title counted from the loss\n");
        out.append("  dateFormat x\n");
        out.append("  axisFormat %H:%M:%S\n");
        for (Timeline.Row row : timeline.rows()) {
            row.predicted()
                    .ifPresent(span ->
                            out.append("  " + task(row.label()) + " :")
                                    .append(row.critical() ? "crit, " : "")
                                    .append(span.start().toMillis())
                                    .append(", ")
                                    .append(span.end().toMillis())
                                    .append('\n'));
        }
        return out.toString();
    }

    /// A task's name ends at a colon, and knows no way to write one.
    private static String task(String label) {
        return Legible.line(label).replaceAll("[^\\p{L}\\p{N} .-]", " ").strip();
    }

    /// Everything that could mean something is written by its number, as the language allows.
    private static String words(String raw) {
        StringBuilder out = new StringBuilder();
        Legible.line(raw)
                .codePoints()
                .forEach(point -> {
                    if (Character.isLetterOrDigit(point) || SAFE.indexOf(point) >= 0) {
                        out.appendCodePoint(point);
                    } else {
                        out.append('#').append(point).append(';');
                    }
                });
        return out.toString();
    }
}
