package dev.muster.bench;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/// How long a person waits for the shortest command, launcher included.
final class HelpSuite implements Suite {
    private static final double PROMISED = 0.25;

    @Override
    public String name() {
        return "help";
    }

    @Override
    public String description() {
        return "start-up: muster --help with a warm AOT cache";
    }

    @Override
    public List<Figure> run(Lab lab) throws IOException, InterruptedException {
        List<String> help = List.of(lab.root().resolve("muster").toString(), "--help");
        // builds, makes the cache, and brings both into memory
        lab.seconds(help);
        lab.seconds(help);
        List<Double> samples = new ArrayList<>();
        for (int i = 0; i < (lab.quick() ? 20 : 100); i++) {
            samples.add(lab.seconds(help));
        }
        return List.of(
                new Figure("help-median", Figure.percentile(samples, 0.5), "s", PROMISED, samples),
                new Figure("help-p95", Figure.percentile(samples, 0.95), "s", PROMISED, samples));
    }
}
