package dev.muster.documents.diagram;

import dev.muster.model.RegionId;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;

/// What stands where, and what flows between.
///
/// @param regions in the strategy's order
/// @param lost the regions that are drawn as gone
/// @param nodes ids are unique
/// @param links both ends are nodes
record Topology(List<RegionId> regions, Set<RegionId> lost, List<Node> nodes, List<Link> links) {
    Topology {
        regions = List.copyOf(regions);
        lost = Set.copyOf(lost);
        nodes = List.copyOf(nodes);
        links = List.copyOf(links);
    }

    /// @param id unique in the drawing, never shown
    /// @param region empty for what stands outside regions
    /// @param label what it is called
    /// @param note what it is
    record Node(
            String id,
            Optional<RegionId> region,
            Icon icon,
            String label,
            String note,
            State state) {
        /// What it is, and how it is where that is not as usual.
        String words() {
            return switch (state) {
                case RUNNING -> note;
                case AWAITED, BACK, LOST -> note + ", " + state.words();
            };
        }
    }

    /// How a node is.
    enum State {
        RUNNING("running"),
        AWAITED("comes back here"),
        BACK("brought back"),
        LOST("lost");

        private final String words;

        State(String words) {
            this.words = words;
        }

        String words() {
            return words;
        }
    }

    /// @param label said on the line; empty where the legend is enough
    record Link(String from, String to, Flow flow, String label) {}

    /// What a link carries.
    enum Flow {
        DEPENDS("depends on"),
        BACKUP("kept in"),
        CAPTURE("log capture"),
        COPY("vault copy"),
        RESTORE("restored from");

        private final String words;

        Flow(String words) {
            this.words = words;
        }

        String words() {
            return words;
        }
    }

    /// The same with every word that it shows changed.
    Topology map(UnaryOperator<String> change) {
        return new Topology(
                regions,
                lost,
                nodes.stream()
                        .map(node ->
                                new Node(
                                        node.id(),
                                        node.region(),
                                        node.icon(),
                                        change.apply(node.label()),
                                        change.apply(node.note()),
                                        node.state()))
                        .toList(),
                links);
    }

    /// Short names, which every language of diagrams allows, by the nodes' ids.
    Map<String, String> shortNames() {
        Map<String, String> names = new HashMap<>();
        nodes.forEach(node -> names.put(node.id(), "n" + names.size()));
        return names;
    }

    Node node(String id) {
        return nodes.stream().filter(node -> node.id().equals(id)).findFirst().orElseThrow();
    }

    List<Node> in(Optional<RegionId> region) {
        return nodes.stream().filter(node -> node.region().equals(region)).toList();
    }

    /// Everything that the drawing says, in words.
    String description() {
        StringBuilder out = new StringBuilder();
        sentence(out, regions.isEmpty() ? "Parts" : "Outside regions", in(Optional.empty()));
        for (RegionId region : regions) {
            String name = "Region " + region + (lost.contains(region) ? " (lost)" : "");
            sentence(out, name, in(Optional.of(region)));
        }
        for (Link link : links) {
            out.append(place(node(link.from())))
                    .append(' ')
                    .append(
                            switch (link.flow()) {
                                case DEPENDS -> "depends on";
                                case BACKUP -> "is kept in";
                                case CAPTURE -> "has its log captured by";
                                case COPY -> "is copied to";
                                case RESTORE -> "is restored from";
                            })
                    .append(' ')
                    .append(place(node(link.to())))
                    .append(". ");
        }
        return out.toString().strip();
    }

    private static void sentence(StringBuilder out, String where, List<Node> nodes) {
        if (nodes.isEmpty()) {
            return;
        }
        out.append(where)
                .append(": ")
                .append(
                        String.join(
                                ", ",
                                nodes.stream()
                                        .map(node ->
                                                node.label()
                                                        + " ("
                                                        + node.note()
                                                        + ", "
                                                        + node.state().words()
                                                        + ")")
                                        .toList()))
                .append(". ");
    }

    private static String place(Node node) {
        return node.label() + node.region().map(region -> " in " + region).orElse("");
    }
}
