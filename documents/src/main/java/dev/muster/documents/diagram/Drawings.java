package dev.muster.documents.diagram;

import dev.muster.documents.diagram.Geometry.Path;
import dev.muster.documents.diagram.Geometry.Point;
import dev.muster.documents.markup.Node;
import dev.muster.documents.markup.Node.Element;
import dev.muster.documents.markup.Node.Style;
import dev.muster.documents.page.Anchor;
import dev.muster.documents.page.Drawing;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/// What all drawings have in common.
final class Drawings {
    private Drawings() {}

    /// @param source what it was made from, so that one that is stale can be told
    static Drawing drawing(
            Anchor name,
            String title,
            String description,
            String source,
            double width,
            double height,
            List<? extends Node> content) {
        List<Node> all = new ArrayList<>();
        String titleId = name.value() + "-title";
        String descriptionId = name.value() + "-description";
        all.add(Element.of("title", title).with("id", titleId));
        all.add(Element.of("desc", description).with("id", descriptionId));
        all.add(Element.of("style", new Style(DiagramStyle.CSS)));
        all.addAll(content);
        all.add(text(2, height + 10, 9, "soft", source));
        Element svg =
                Element.of("svg", all)
                        .with("xmlns", "http://www.w3.org/2000/svg")
                        .with("class", "mu")
                        .with("role", "img")
                        .with("aria-labelledby", titleId + " " + descriptionId)
                        .with("viewBox", "0 0 " + whole(width) + " " + whole(height + 14))
                        .with("preserveAspectRatio", "xMinYMin meet")
                        .with("width", whole(width))
                        .with("height", whole(height + 14));
        return new Drawing(name, title, description, svg);
    }

    static String whole(double value) {
        return Long.toString((long) Math.ceil(value));
    }

    static Element text(double x, double y, double size, String cssClass, String words) {
        return Element.of("text", words)
                .with("x", x)
                .with("y", y)
                .with("font-size", size)
                .with("class", cssClass);
    }

    static Element box(
            double x, double y, double width, double height, double radius, String cssClass) {
        return Element.of("rect")
                .with("x", x)
                .with("y", y)
                .with("width", width)
                .with("height", height)
                .with("rx", radius)
                .with("class", cssClass);
    }

    static Element line(double x1, double y1, double x2, double y2, String cssClass) {
        return Element.of("line")
                .with("x1", x1)
                .with("y1", y1)
                .with("x2", x2)
                .with("y2", y2)
                .with("class", cssClass);
    }

    /// A line with round corners that ends short of the last point, where its head begins.
    static Element rounded(Path path, String cssClass) {
        List<Point> points = path.points();
        StringBuilder data = new StringBuilder(at("M", points.getFirst()));
        for (int i = 1; i < points.size() - 1; i++) {
            Point corner = points.get(i);
            Point in = towards(corner, points.get(i - 1), 7);
            Point out = towards(corner, points.get(i + 1), 7);
            data.append(at("L", in)).append(at("Q", corner)).append(at(" ", out));
        }
        Point last = points.getLast();
        data.append(at("L", towards(last, points.get(points.size() - 2), 6)));
        return Element.of("path").with("d", data.toString()).with("class", cssClass);
    }

    static Element head(Path path, String cssClass) {
        Point tip = path.points().getLast();
        Point before = path.points().get(path.points().size() - 2);
        Point base = towards(tip, before, 9);
        double dx = (base.y() - tip.y()) / 9 * 4.5;
        double dy = (tip.x() - base.x()) / 9 * 4.5;
        String data =
                at("M", tip) + at("L", base.plus(dx, dy)) + at("L", base.plus(-dx, -dy)) + "Z";
        return Element.of("path").with("d", data).with("class", cssClass);
    }

    private static Point towards(Point from, Point to, double most) {
        double length = Math.hypot(to.x() - from.x(), to.y() - from.y());
        if (length == 0) {
            return from;
        }
        double part = Math.min(most, length / 2) / length;
        return new Point(
                from.x() + (to.x() - from.x()) * part, from.y() + (to.y() - from.y()) * part);
    }

    private static String at(String command, Point point) {
        return String.format(Locale.ROOT, "%s%.1f %.1f", command, point.x(), point.y());
    }
}
