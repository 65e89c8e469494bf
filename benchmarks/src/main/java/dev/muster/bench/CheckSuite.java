package dev.muster.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/// How long large strategies take: read and checked, planned and drawn in a fresh JVM with a heap
/// of 256 MiB, checked and written as documents from the shell.
final class CheckSuite implements Suite {
    private static final int MANY = 10_000;
    private static final int SOME = 50;
    private static final int DOCUMENTED = 100;
    private static final int DRAWN = 200;
    private static final double MIB = 1 << 20;

    @Override
    public String name() {
        return "check";
    }

    @Override
    public String description() {
        return "large strategies: checked, planned, drawn, written as documents";
    }

    @Override
    public List<Figure> run(Lab lab) throws IOException, InterruptedException {
        Path work = Files.createTempDirectory("muster-bench-check-");
        int times = lab.quick() ? 2 : 9;
        List<Figure> figures = new ArrayList<>();
        try {
            figures.add(part(lab, "check", MANY, 1, times));
            figures.add(part(lab, "plan", MANY, 1, times));
            figures.add(part(lab, "draw", DRAWN, 2, times));
            figures.add(shell(lab, work, times));
            documents(lab, work, figures, lab.quick() ? 1 : 3);
        } finally {
            lab.delete(work);
        }
        return figures;
    }

    private static Figure part(Lab lab, String part, int components, double target, int times)
            throws IOException, InterruptedException {
        List<String> command =
                List.of(
                        ProcessHandle.current().info().command().orElse("java"),
                        "-Xmx256m",
                        "-cp",
                        System.getProperty("java.class.path"),
                        ManyComponents.class.getName(),
                        part,
                        "" + components);
        List<Double> samples = new ArrayList<>();
        for (int i = 0; i < times; i++) {
            samples.add(Double.parseDouble(lab.printed(command).text().strip()));
        }
        return new Figure(
                part + "-" + components, Figure.percentile(samples, 0.5), "s", target, samples);
    }

    private static Path strategy(Path work, int components) throws IOException {
        Path folder = Files.createDirectories(work.resolve("of-" + components));
        return Files.writeString(folder.resolve("muster.yaml"), LargeStrategy.text(components));
    }

    private static List<String> muster(Lab lab, Path strategy, String... words) {
        List<String> command =
                new ArrayList<>(
                        List.of(
                                lab.root().resolve("muster").toString(),
                                "--strategy",
                                strategy.toString()));
        command.addAll(List.of(words));
        return command;
    }

    private static Figure shell(Lab lab, Path work, int times)
            throws IOException, InterruptedException {
        List<String> command = muster(lab, strategy(work, SOME), "check");
        // builds, makes the cache, and brings both into memory
        lab.seconds(command);
        lab.seconds(command);
        List<Double> samples = new ArrayList<>();
        for (int i = 0; i < 2 * times; i++) {
            samples.add(lab.seconds(command));
        }
        return new Figure(
                "shell-check-" + SOME, Figure.percentile(samples, 0.5), "s", 0.5, samples);
    }

    private static void documents(Lab lab, Path work, List<Figure> figures, int times)
            throws IOException, InterruptedException {
        Path strategy = strategy(work, DOCUMENTED);
        List<Double> samples = new ArrayList<>();
        for (int i = 0; i < times; i++) {
            samples.add(
                    lab.seconds(
                            muster(lab, strategy, "docs", "--to", work.resolve("docs" + i) + "")));
        }
        figures.add(
                new Figure(
                        "docs-" + DOCUMENTED, Figure.percentile(samples, 0.5), "s", 10, samples));
        double largest;
        try (Stream<Path> files = Files.walk(work.resolve("docs0"))) {
            largest =
                    files.filter(file -> file.toString().endsWith(".html"))
                            .mapToLong(file -> file.toFile().length())
                            .max()
                            .orElse(0);
        }
        figures.add(
                new Figure("docs-largest-html", largest / MIB, "MiB", 2, List.of(largest / MIB)));
    }
}
