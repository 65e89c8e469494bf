package dev.muster.bench;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/// What one run measured, by name, and what of it was promised. The last word of a name tells its
/// unit.
final class Samples {
    private final Map<String, List<Double>> samples = new TreeMap<>();
    private final List<Figure> promised = new ArrayList<>();

    void note(String name, double value) {
        samples.computeIfAbsent(name, _ -> new ArrayList<>()).add(value);
    }

    /// @param server seconds of the processors that a server used for it
    void note(String name, Usage usage, double server) {
        note(name + " wall", usage.wall());
        note(name + " cpu", usage.processor() + server);
        note(name + " rss", usage.memory());
    }

    double median(String name) {
        return Figure.percentile(samples.getOrDefault(name, List.of(Double.NaN)), 0.5);
    }

    /// Holds the medians of two against each other.
    void ratio(String name, String one, String other, double target) {
        double value = median(one) / median(other);
        promised.add(new Figure(name, value, "", target, List.of(value)));
    }

    /// Holds the median of one against a bound.
    void bound(String name, double target) {
        promised.add(
                new Figure(
                        name,
                        median(name),
                        unit(name),
                        target,
                        samples.getOrDefault(name, List.of())));
    }

    /// What was promised first, then all that was measured.
    List<Figure> judged() {
        List<Figure> figures = new ArrayList<>(promised);
        List<String> told = promised.stream().map(Figure::figure).toList();
        samples.forEach((name, values) -> {
            if (!told.contains(name)) {
                figures.add(
                        new Figure(
                                name, median(name), unit(name), Double.POSITIVE_INFINITY, values));
            }
        });
        return figures;
    }

    private static String unit(String name) {
        return name.endsWith("wall") || name.endsWith("cpu") ? "s" : "MiB";
    }
}
