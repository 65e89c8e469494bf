package dev.muster.documents.diagram;

import dev.muster.documents.diagram.Geometry.Box;
import dev.muster.documents.diagram.Geometry.Path;
import dev.muster.documents.diagram.Geometry.Point;
import dev.muster.documents.diagram.Topology.Flow;
import dev.muster.documents.diagram.Topology.Link;
import dev.muster.documents.diagram.Topology.State;
import dev.muster.documents.markup.Node;
import dev.muster.documents.markup.Node.Element;
import dev.muster.documents.page.Anchor;
import dev.muster.documents.page.Drawing;
import dev.muster.model.RegionId;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;

/// Draws a topology.
final class MapDrawing {
    private static final double NAME_SIZE = 13.5;
    private static final double NOTE_SIZE = 11.5;
    private static final double TEXT_LEFT = 52;
    private static final double MARGIN = 6;

    private final Anchor name;
    private final Topology topology;
    private final double nodeWidth;
    private final MapLayout layout;
    private final List<Node> out = new ArrayList<>();

    private MapDrawing(Anchor name, Topology topology) {
        this.name = name;
        this.topology = topology;
        this.nodeWidth = nodeWidth(topology);
        this.layout = MapLayout.of(topology, nodeWidth);
    }

    static Drawing of(Anchor name, String title, String source, Topology topology) {
        return new MapDrawing(name, topology).draw(title, source);
    }

    private static double nodeWidth(Topology topology) {
        double longest =
                topology.nodes().stream()
                        .mapToDouble(node ->
                                Math.max(
                                        Lettering.width(node.label(), NAME_SIZE),
                                        Lettering.width(secondLine(node), NOTE_SIZE)))
                        .max()
                        .orElse(0);
        return Math.clamp(longest + TEXT_LEFT + 14, 142, 184);
    }

    private Drawing draw(String title, String source) {
        out.add(hatch());
        topology.regions().forEach(this::frame);
        layout.paths().entrySet().stream()
                .sorted(Comparator.comparingInt(entry -> weight(entry.getKey())))
                .forEach(entry -> link(entry.getKey(), entry.getValue()));
        topology.nodes().forEach(this::node);
        layout.paths().forEach(this::label);
        double legendWidth = legend(layout.height() + 30);
        Element shifted =
                Element.of("g", out).with("transform", "translate(" + MARGIN + " " + MARGIN + ")");
        return Drawings.drawing(
                name,
                title,
                topology.description(),
                source,
                Math.max(layout.width(), legendWidth) + 2 * MARGIN,
                layout.height() + 42 + 2 * MARGIN,
                List.of(shifted));
    }

    private static int weight(Link link) {
        return link.flow() == Flow.DEPENDS ? 0 : 1;
    }

    private String hatchId() {
        return name.value() + "-hatch";
    }

    private Element hatch() {
        Element pattern =
                Element.of("pattern", Drawings.line(0, 0, 0, 9, "hatch"))
                        .with("id", hatchId())
                        .with("width", "9")
                        .with("height", "9")
                        .with("patternUnits", "userSpaceOnUse")
                        .with("patternTransform", "rotate(45)");
        return Element.of("defs", pattern);
    }

    private void frame(RegionId region) {
        Box box = Geometry.placed(layout.frames(), region);
        boolean gone = topology.lost().contains(region);
        String suffix = gone ? " gone" : "";
        out.add(Drawings.box(box.x(), box.y(), box.width(), box.height(), 12, "frame" + suffix));
        if (gone) {
            out.add(
                    Element.of("rect")
                            .with("x", box.x())
                            .with("y", box.y())
                            .with("width", box.width())
                            .with("height", box.height())
                            .with("rx", "12")
                            .with("fill", "url(#" + hatchId() + ")"));
        }
        String title = gone ? region + " (lost)" : region.value();
        int most = (int) (box.width() / (14 * 0.58)) - 3;
        out.add(
                Drawings.text(
                        box.x() + 16,
                        box.y() + 25,
                        14,
                        "title" + suffix,
                        Lettering.cut(title, Math.max(8, most))));
    }

    private void node(Topology.Node node) {
        Box box = Geometry.placed(layout.nodes(), node.id());
        String look = look(node.state());
        List<Element> parts = new ArrayList<>();
        parts.add(
                Element.of(
                        "title", node.label() + ": " + node.note() + ", " + node.state().words()));
        parts.add(Drawings.box(0, 0, box.width(), box.height(), 9, "node" + look));
        parts.add(Drawings.box(9, 11, 34, 34, 8, "tile" + look));
        parts.add(
                Element.of("g", node.icon().shapes())
                        .with("class", "icon" + look)
                        .with("transform", "translate(16 18) scale(.84)"));
        parts.addAll(words(node, look));
        out.add(Element.of("g", parts).with("transform", translate(box.x(), box.y())));
    }

    private List<Element> words(Topology.Node node, String look) {
        List<String> lines = Lettering.lines(node.label(), NAME_SIZE, nodeWidth - TEXT_LEFT - 8);
        List<Element> words = new ArrayList<>();
        String note = secondLine(node);
        if (lines.size() == 1) {
            words.add(Drawings.text(TEXT_LEFT, 25, NAME_SIZE, "name" + look, lines.getFirst()));
            words.add(note(note, 42, look));
        } else {
            words.add(Drawings.text(TEXT_LEFT, 18, 12, "name" + look, lines.getFirst()));
            words.add(Drawings.text(TEXT_LEFT, 32, 12, "name" + look, lines.getLast()));
            words.add(note(note, 47, look));
        }
        return words;
    }

    private Element note(String note, double y, String look) {
        int most = (int) ((nodeWidth - TEXT_LEFT - 6) / (NOTE_SIZE * 0.56));
        return Drawings.text(TEXT_LEFT, y, NOTE_SIZE, "note" + look, Lettering.cut(note, most));
    }

    private static String secondLine(Topology.Node node) {
        return switch (node.state()) {
            case RUNNING -> node.note();
            case AWAITED, BACK, LOST -> node.state().words();
        };
    }

    private static String look(State state) {
        return switch (state) {
            case RUNNING -> "";
            case AWAITED -> " awaited";
            case BACK -> " back";
            case LOST -> " lost";
        };
    }

    private void link(Link link, Path path) {
        String look = look(link);
        Path drawn = link.flow() == Flow.RESTORE ? path.reversed() : path;
        out.add(Drawings.rounded(drawn, "line" + look));
        out.add(Drawings.head(drawn, "head" + look));
    }

    private String look(Link link) {
        if (topology.node(link.from()).state() == State.LOST) {
            return " faded";
        }
        return switch (link.flow()) {
            case DEPENDS -> "";
            case BACKUP, CAPTURE, COPY, RESTORE ->
                    " " + link.flow().name().toLowerCase(Locale.ROOT);
        };
    }

    private void label(Link link, Path path) {
        if (link.label().isEmpty()) {
            return;
        }
        Point at = labelPlace(path);
        out.add(Drawings.text(at.x(), at.y(), 11, "soft halo", link.label()));
    }

    /// Above the first stretch to the side, or beside a line that goes straight down.
    private static Point labelPlace(Path path) {
        List<Point> points = path.points();
        for (int at = 1; at + 1 < points.size(); at++) {
            Point from = points.get(at);
            Point to = points.get(at + 1);
            if (from.y() == to.y()) {
                return new Point(Math.min(from.x(), to.x()) + 10, from.y() - 6);
            }
        }
        Point start = points.getFirst();
        return new Point(start.x() + 8, (start.y() + points.getLast().y()) / 2 + 4);
    }

    private double legend(double y) {
        double x = 0;
        for (Flow flow : Flow.values()) {
            if (topology.links().stream().noneMatch(link -> link.flow() == flow)) {
                continue;
            }
            String look = flow == Flow.DEPENDS ? "" : " " + flow.name().toLowerCase(Locale.ROOT);
            Path sample = new Path(List.of(new Point(x, y - 4), new Point(x + 34, y - 4)));
            out.add(Drawings.rounded(sample, "line" + look));
            out.add(Drawings.head(sample, "head" + look));
            out.add(Drawings.text(x + 42, y, 11, "soft", flow.words()));
            x += 42 + Lettering.width(flow.words(), 11) + 18;
        }
        return x;
    }

    private static String translate(double x, double y) {
        return "translate(" + Math.round(x * 10) / 10.0 + " " + Math.round(y * 10) / 10.0 + ")";
    }
}
