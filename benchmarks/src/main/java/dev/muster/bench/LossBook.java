package dev.muster.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// What many kills measured, kept after each of them: a run that was ended goes on.
final class LossBook {
    private final Path file;
    private final Map<String, List<Double>> samples = new LinkedHashMap<>();

    private LossBook(Path file) {
        this.file = file;
    }

    /// @param resume whether what the file holds counts
    static LossBook open(Path file, boolean resume) throws IOException {
        LossBook book = new LossBook(file);
        Files.createDirectories(file.toAbsolutePath().getParent());
        if (!resume) {
            Files.deleteIfExists(file);
        } else if (Files.exists(file)) {
            String text = Files.readString(file);
            // what follows the last line break was cut off
            String whole = text.substring(0, text.lastIndexOf('\n') + 1);
            Files.writeString(file, whole);
            whole.lines().forEach(book::take);
        }
        return book;
    }

    private void take(String line) {
        String[] words = line.split("\t", 2);
        samples.computeIfAbsent(words[0], _ -> new ArrayList<>()).add(Double.parseDouble(words[1]));
    }

    /// Notes what belongs together, all of it or nothing.
    void note(Map<String, Double> values) throws IOException {
        StringBuilder lines = new StringBuilder();
        values.forEach((name, value) -> lines.append(name + "\t" + value + "\n"));
        Files.writeString(file, lines, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
        lines.toString().lines().forEach(this::take);
    }

    List<Double> of(String name) {
        return List.copyOf(samples.getOrDefault(name, List.of()));
    }
}
