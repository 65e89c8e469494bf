package dev.muster.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/// How long a newcomer waits: a fresh clone, an empty home and an empty local repository of Maven,
/// until the demo has run to its end. Downloads are counted, so the line is measured too.
final class FirstSuite implements Suite {
    private static final double WHOLE = 360;

    @Override
    public String name() {
        return "first";
    }

    @Override
    public String description() {
        return "a newcomer's first run: download, build and demo from nothing";
    }

    @Override
    public List<Figure> run(Lab lab) throws IOException, InterruptedException {
        List<Double> samples = new ArrayList<>();
        String command = lab.quick() ? "--help" : "demo";
        for (int i = 0; i < (lab.quick() ? 1 : 3); i++) {
            samples.add(once(lab, command));
        }
        return List.of(
                new Figure("first-" + command, Figure.percentile(samples, 1), "s", WHOLE, samples));
    }

    private static double once(Lab lab, String command) throws IOException, InterruptedException {
        Path work = Files.createTempDirectory("muster-bench-first-");
        try {
            Path clone = work.resolve("clone");
            lab.seconds(List.of("git", "clone", "-q", lab.root().toString(), clone.toString()));
            Path home = Files.createDirectory(work.resolve("home"));
            return lab.usage(
                            List.of(clone.resolve("muster").toString(), command),
                            Map.of(
                                    "HOME",
                                    home.toString(),
                                    "MAVEN_OPTS",
                                    "-Dmaven.repo.local=" + home.resolve("repository")))
                    .wall();
        } finally {
            lab.delete(work);
        }
    }
}
