package dev.muster.documents.diagram;

import java.util.List;
import java.util.Map;

/// Places on a drawing; x grows to the right and y downwards, one unit is a pixel at full size.
final class Geometry {
    private Geometry() {}

    /// What was placed under a name; everything that is drawn was placed before.
    static <K, V> V placed(Map<K, V> places, K name) {
        V place = places.get(name);
        if (place == null) {
            throw new IllegalStateException(name + " was not placed");
        }
        return place;
    }

    record Point(double x, double y) {
        Point plus(double dx, double dy) {
            return new Point(x + dx, y + dy);
        }
    }

    record Box(double x, double y, double width, double height) {
        double right() {
            return x + width;
        }

        double bottom() {
            return y + height;
        }

        double middle() {
            return y + height / 2;
        }

        Box plus(double dx, double dy) {
            return new Box(x + dx, y + dy, width, height);
        }
    }

    /// A line from the first point to the last.
    record Path(List<Point> points) {
        Path {
            points = List.copyOf(points);
        }

        Path plus(double dx, double dy) {
            return new Path(points.stream().map(point -> point.plus(dx, dy)).toList());
        }

        Path reversed() {
            return new Path(points.reversed());
        }
    }
}
