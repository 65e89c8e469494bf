package dev.muster.bench;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;

/// Folders beside restic: very many small files, and a damaged folder that is mended in place. All
/// is synced to disk at the end of what is timed.
final class FilesSuite implements Suite {
    private static final int SMALL = 4 << 10;
    private static final int IN_A_FOLDER = 1000;
    private static final int LARGE = 16 << 20;
    private static final int DAMAGE = 1 << 20;

    @Override
    public String name() {
        return "files";
    }

    @Override
    public String description() {
        return "a million files beside restic, and a folder with 1 % damage mended in place";
    }

    @Override
    public List<Figure> run(Lab lab) throws IOException, InterruptedException {
        lab.require("restic", "time");
        Path work = Files.createTempDirectory("muster-bench-files-");
        try {
            Run run = new Run(lab, work);
            run.many(lab.quick() ? 20_000 : 1_000_000);
            run.damaged(lab.quick() ? 16 : 256);
            return run.judged();
        } finally {
            lab.delete(work);
        }
    }

    /// One run in one folder.
    private static final class Run {
        private final Lab lab;
        private final Path work;
        private final String muster;
        private final Map<String, Double> values = new TreeMap<>();

        Run(Lab lab, Path work) {
            this.lab = lab;
            this.work = work;
            this.muster = lab.root().resolve("muster").toString();
        }

        void many(int count) throws IOException, InterruptedException {
            Path source = work.resolve("many");
            byte[] content = new byte[SMALL];
            Random random = new Random(1);
            for (int i = 0; i < count; i++) {
                Path folder = source.resolve("d" + i / IN_A_FOLDER);
                if (i % IN_A_FOLDER == 0) {
                    Files.createDirectories(folder);
                }
                random.nextBytes(content);
                Files.write(folder.resolve("f" + i), content);
            }
            both(source, "many");
            lab.delete(source);
        }

        /// The same folder by both, one after the other, each with a fresh repository.
        private void both(Path source, String what) throws IOException, InterruptedException {
            Path ours = Files.createDirectory(work.resolve("muster"));
            Path theirs = Files.createDirectory(work.resolve("restic"));
            init(ours, source);
            timed(theirs, List.of("restic", "init"));
            warm(source);
            note("muster " + what + " backup", timed(ours, words("backup")));
            note(
                    "restic " + what + " backup",
                    timed(theirs, List.of("restic", "backup", source.toString())));
            note("muster " + what + " again", timed(ours, words("backup")));
            note(
                    "restic " + what + " again",
                    timed(theirs, List.of("restic", "backup", source.toString())));
            note("muster " + what + " list", timed(ours, words("files", "list", "data")));
            note("restic " + what + " list", timed(theirs, List.of("restic", "ls", "latest")));
            Path back = work.resolve("back");
            note(
                    "muster " + what + " restore",
                    timed(ours, words("restore", "data", "--into", back.toString())));
            lab.delete(back);
            note(
                    "restic " + what + " restore",
                    timed(
                            theirs,
                            List.of("restic", "restore", "latest", "--target", back.toString())));
            lab.delete(back);
            lab.delete(ours);
            lab.delete(theirs);
        }

        void damaged(int count) throws IOException, InterruptedException {
            Path source = Files.createDirectory(work.resolve("large"));
            byte[] content = new byte[LARGE];
            Random random = new Random(2);
            for (int i = 0; i < count; i++) {
                random.nextBytes(content);
                Files.write(source.resolve("f" + i), content);
            }
            Path ours = Files.createDirectory(work.resolve("muster"));
            init(ours, source);
            timed(ours, words("backup"));
            Path back = work.resolve("back");
            note(
                    "muster large restore",
                    timed(ours, words("restore", "data", "--into", back.toString())));
            damage(back, count, random);
            note(
                    "muster large in-place",
                    timed(
                            ours,
                            words(
                                    "restore",
                                    "data",
                                    "--into",
                                    back.toString(),
                                    "--in-place",
                                    "--yes")));
            lab.seconds(List.of("diff", "-r", source.toString(), back.toString()));
        }

        /// One byte in a hundred, in runs of a mebibyte, in place.
        private static void damage(Path folder, int count, Random random) throws IOException {
            byte[] bytes = new byte[DAMAGE];
            long runs = (long) count * LARGE / DAMAGE / 100;
            for (long i = 0; i < runs; i++) {
                Path file = folder.resolve("f" + random.nextInt(count));
                try (RandomAccessFile open = new RandomAccessFile(file.toFile(), "rw")) {
                    open.seek(random.nextInt(LARGE - DAMAGE));
                    random.nextBytes(bytes);
                    open.write(bytes);
                }
            }
        }

        private void warm(Path source) throws IOException, InterruptedException {
            lab.seconds(List.of("sh", "-c", "tar cf - '" + source + "' | cat >/dev/null"));
        }

        private void init(Path folder, Path source) throws IOException, InterruptedException {
            Files.writeString(
                    folder.resolve("muster.yaml"), new Home(folder).filesStrategy(source, ""));
            timed(folder, words("vault", "init"));
        }

        private List<String> words(String... words) {
            List<String> all = new ArrayList<>(List.of(muster));
            all.addAll(List.of(words));
            return all;
        }

        private Usage timed(Path repository, List<String> command)
                throws IOException, InterruptedException {
            List<String> synced =
                    new ArrayList<>(
                            List.of(
                                    "sh",
                                    "-c",
                                    "cd \"$0\" && \"$@\" >out && sync -f .",
                                    repository.toString()));
            synced.addAll(command);
            Map<String, String> environment = new HashMap<>(new Home(repository).environment());
            environment.put("RESTIC_REPOSITORY", repository + "/repository");
            environment.put("RESTIC_PASSWORD", "bench");
            environment.put("RESTIC_CACHE_DIR", repository + "/cache");
            return lab.usage(synced, environment);
        }

        private void note(String what, Usage usage) {
            values.put(what + " wall", usage.wall());
            values.put(what + " cpu", usage.processor());
            values.put(what + " rss", usage.memory());
        }

        List<Figure> judged() {
            List<Figure> figures = new ArrayList<>();
            for (String what : List.of("backup", "again", "list", "restore")) {
                ratio(
                        figures,
                        "many " + what + " / restic",
                        "muster many " + what + " wall",
                        "restic many " + what + " wall",
                        1);
            }
            ratio(
                    figures,
                    "in-place / restore",
                    "muster large in-place wall",
                    "muster large restore wall",
                    0.2);
            values.forEach((name, value) ->
                    figures.add(
                            new Figure(
                                    name,
                                    value,
                                    name.endsWith("rss") ? "MiB" : "s",
                                    Double.POSITIVE_INFINITY,
                                    List.of(value))));
            return figures;
        }

        private void ratio(
                List<Figure> figures, String name, String one, String other, double target) {
            double value = values.getOrDefault(one, 0.0) / values.getOrDefault(other, 0.0);
            figures.add(new Figure(name, value, "", target, List.of(value)));
        }
    }
}
