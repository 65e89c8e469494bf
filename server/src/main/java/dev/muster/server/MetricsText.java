package dev.muster.server;

import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/// Figures in the text that Prometheus reads. What belongs to one name comes together, as the
/// format wants it, in whatever order it is added.
final class MetricsText {
    /// The format, version and all.
    static final String TYPE = "text/plain; version=0.0.4; charset=utf-8";

    private static final double MILLIS = 1000;

    private final Map<String, StringBuilder> families = new LinkedHashMap<>();

    /// Announces a figure that may go up and down.
    MetricsText gauge(String name, String help) {
        families.put(
                name,
                new StringBuilder("# HELP " + name + " " + help + "\n# TYPE " + name + " gauge\n"));
        return this;
    }

    /// @param labels names to values, in order
    void add(String name, Map<String, String> labels, double value) {
        StringBuilder family = families.get(name);
        if (family == null) {
            throw new IllegalArgumentException(name + " was not announced");
        }
        family.append(name).append(labels(labels)).append(' ').append(text(value)).append('\n');
    }

    void add(String name, Map<String, String> labels, Instant value) {
        add(name, labels, value.toEpochMilli() / MILLIS);
    }

    void add(String name, Map<String, String> labels, Duration value) {
        add(name, labels, value.toMillis() / MILLIS);
    }

    void add(String name, Map<String, String> labels, boolean value) {
        add(name, labels, value ? 1 : 0);
    }

    private static String labels(Map<String, String> labels) {
        return labels.isEmpty()
                ? ""
                : labels.entrySet().stream()
                        .map(it -> it.getKey() + "=\"" + escaped(it.getValue()) + "\"")
                        .collect(Collectors.joining(",", "{", "}"));
    }

    private static String escaped(String value) {
        return value.replace("\\", "\\\\").replace("\"", "\\\"").replace("\n", "\\n");
    }

    private static String text(double value) {
        return value == Math.rint(value) && Math.abs(value) < Long.MAX_VALUE
                ? Long.toString((long) value)
                : Double.toString(value);
    }

    Set<String> names() {
        return Set.copyOf(families.keySet());
    }

    /// A name without a figure is left out.
    @Override
    public String toString() {
        return families.values().stream()
                .map(StringBuilder::toString)
                .filter(family -> family.lines().count() > 2)
                .collect(Collectors.joining());
    }
}
