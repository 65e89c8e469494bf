package dev.muster.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/// How much memory an index of very many chunks takes, in a heap of 256 MiB: the first backup, one
/// that finds all of them stored, one of which half is new, and a prune of the first two.
final class IndexSuite implements Suite {
    private static final int WHOLE = 16_000_000;
    private static final int QUICK = 400_000;
    private static final double MOST_MEMORY = 512;

    @Override
    public String name() {
        return "index";
    }

    @Override
    public String description() {
        return "memory of backup and prune over 16 million chunks";
    }

    @Override
    public List<Figure> run(Lab lab) throws IOException, InterruptedException {
        lab.require("time");
        Path work = Files.createTempDirectory("muster-bench-index-");
        Files.createDirectory(work.resolve("vault"));
        int count = lab.quick() ? QUICK : WHOLE;
        List<Figure> figures = new ArrayList<>();
        try {
            step(lab, work, List.of("init", "" + count));
            measured(figures, "first", step(lab, work, List.of("backup", "" + count, "0")));
            stored(figures, "first", work);
            measured(figures, "same", step(lab, work, List.of("backup", "" + count, "0")));
            measured(
                    figures,
                    "half-new",
                    step(lab, work, List.of("backup", "" + count, "" + count / 2)));
            measured(figures, "prune", step(lab, work, List.of("prune", "" + count)));
            stored(figures, "prune", work);
        } finally {
            lab.delete(work);
        }
        return figures;
    }

    private static Usage step(Lab lab, Path work, List<String> words)
            throws IOException, InterruptedException {
        List<String> command =
                new ArrayList<>(
                        List.of(
                                ProcessHandle.current().info().command().orElse("java"),
                                "-Xmx256m",
                                "--enable-native-access=ALL-UNNAMED",
                                "-cp",
                                System.getProperty("java.class.path"),
                                ManyChunks.class.getName(),
                                words.getFirst(),
                                work.toString()));
        command.addAll(words.subList(1, words.size()));
        return lab.usage(command, Map.of());
    }

    private static void measured(List<Figure> figures, String what, Usage usage) {
        add(figures, what + " rss", usage.memory(), "MiB", MOST_MEMORY);
        add(figures, what + " wall", usage.wall(), "s", Double.POSITIVE_INFINITY);
        add(figures, what + " cpu", usage.processor(), "s", Double.POSITIVE_INFINITY);
    }

    private static void stored(List<Figure> figures, String what, Path work) throws IOException {
        Optional<Long> bytes;
        try (Stream<Path> all = Files.walk(work.resolve("vault"))) {
            bytes =
                    all.filter(Files::isRegularFile)
                            .map(file -> file.toFile().length())
                            .reduce(Long::sum);
        }
        add(
                figures,
                "stored after " + what,
                bytes.orElse(0L) / (double) (1 << 20),
                "MiB",
                Double.POSITIVE_INFINITY);
    }

    private static void add(
            List<Figure> figures, String name, double value, String unit, double target) {
        figures.add(new Figure(name, value, unit, target, List.of(value)));
    }
}
