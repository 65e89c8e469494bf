package dev.muster.bench;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;

/// The figures of one run of a suite, for people and for the record.
record Results(String suite, List<Figure> figures) {
    Results {
        figures = List.copyOf(figures);
    }

    boolean allMet() {
        return figures.stream().allMatch(Figure::met);
    }

    String table() {
        StringBuilder table = new StringBuilder();
        table.append(String.format("%-24s %10s %10s  %s%n", "figure", "value", "at most", ""));
        for (Figure it : figures) {
            table.append(
                    String.format(
                            "%-24s %10s %10s  %s%n",
                            it.figure(),
                            text(it.value(), it.unit()),
                            Double.isInfinite(it.target()) ? "" : text(it.target(), it.unit()),
                            it.met() ? "met" : "MISSED"));
        }
        return table.toString();
    }

    private static String text(double value, String unit) {
        return String.format("%.3g %s", value, unit);
    }

    Path write(Lab lab) throws IOException {
        Path file = lab.root().resolve("benchmarks/results").resolve(suite + ".json");
        Files.createDirectories(file.getParent());
        JsonMapper mapper = JsonMapper.builder().enable(SerializationFeature.INDENT_OUTPUT).build();
        Path part = file.resolveSibling(suite + ".json.part");
        Files.writeString(part, mapper.writeValueAsString(record(lab)) + "\n");
        Files.move(part, file, StandardCopyOption.REPLACE_EXISTING);
        return file;
    }

    private Map<String, Object> record(Lab lab) {
        Map<String, Object> record = new LinkedHashMap<>();
        record.put("schema", "muster.bench/1");
        record.put("suite", suite);
        record.put("at", Instant.now().truncatedTo(ChronoUnit.SECONDS).toString());
        record.put("quick", lab.quick());
        record.put("machine", machine());
        record.put("versions", Map.of("java", Runtime.version().toString()));
        record.put("figures", figures.stream().map(Results::json).toList());
        return record;
    }

    private static Map<String, Object> json(Figure figure) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("figure", figure.figure());
        json.put("value", figure.value());
        json.put("unit", figure.unit());
        if (!Double.isInfinite(figure.target())) {
            json.put("target", figure.target());
        }
        json.put("met", figure.met());
        json.put("samples", figure.samples());
        return json;
    }

    private static Map<String, Object> machine() {
        Map<String, Object> machine = new LinkedHashMap<>();
        machine.put(
                "system", System.getProperty("os.name") + " " + System.getProperty("os.version"));
        machine.put("architecture", System.getProperty("os.arch"));
        machine.put("processors", Runtime.getRuntime().availableProcessors());
        machine.put(
                "loadBefore", ManagementFactory.getOperatingSystemMXBean().getSystemLoadAverage());
        return machine;
    }
}
