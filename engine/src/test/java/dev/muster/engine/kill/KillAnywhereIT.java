package dev.muster.engine.kill;

import static org.assertj.core.api.Assertions.assertThat;

import dev.muster.engine.Plans;
import dev.muster.plan.Step;
import dev.muster.record.Token;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Kills a real controller with SIGKILL at random moments and starts it again, until the run is
/// done: on the same machine, or on one without its journal.
class KillAnywhereIT {
    private static final long SEED = Long.getLong("muster.seed", System.nanoTime());
    private static final int KILLS = Plans.soak() ? 1_000 : 20;

    @TempDir Path folder;

    @Test
    void aKilledControllerRepeatsNothingThatIsDone() throws Exception {
        System.out.println("muster.seed=" + SEED + " kills=" + KILLS);
        Random random = new Random(SEED);
        int kills = 0;
        for (int run = 0; kills < KILLS; run++) {
            kills += killUntilDone(random, Files.createDirectory(folder.resolve("run" + run)));
        }
    }

    private static int killUntilDone(Random random, Path home) throws Exception {
        long seed = random.nextLong();
        FolderLedger ledger = new FolderLedger(home, () -> {});
        List<Step> steps = Controller.start(seed).plan().steps();
        Map<String, Integer> settled = new HashMap<>();
        int kills = 0;
        boolean over = false;
        for (int start = 0; !over; start++) {
            boolean elsewhere = random.nextInt(3) == 0;
            Path journals = home.resolve(elsewhere ? "elsewhere" + start : "here");
            Process process = launch(home, journals, seed);
            over = !killedAfter(process, 1 + random.nextInt(70), random.nextInt(2_000_000));
            kills += over ? 0 : 1;
            Map<String, Integer> effects = effects(home);
            for (Step step : steps) {
                String id = step.id().value();
                if (settled.containsKey(id)) {
                    assertThat(effects)
                            .as("muster.seed=%d", SEED)
                            .containsEntry(id, settled.get(id));
                } else if (ledger.has(new Token(Plans.RUN, step.id()))) {
                    settled.put(id, effects.getOrDefault(id, 0));
                }
            }
            assertThat(start).as("muster.seed=%d: starts of one run", SEED).isLessThan(200);
        }
        check(home, steps);
        return kills;
    }

    private static void check(Path home, List<Step> steps) throws IOException {
        assertThat(home.resolve("wrong")).as("muster.seed=%d", SEED).doesNotExist();
        Map<String, Integer> effects = effects(home);
        for (Step step : steps) {
            String id = step.id().value();
            if (step.repeatable()) {
                assertThat(effects.get(id)).as("muster.seed=%d %s", SEED, id).isPositive();
            } else {
                assertThat(effects).as("muster.seed=%d", SEED).containsEntry(id, 1);
            }
        }
    }

    private static Map<String, Integer> effects(Path home) throws IOException {
        Map<String, Integer> effects = new HashMap<>();
        Path file = home.resolve("effects");
        if (Files.exists(file)) {
            Files.readAllLines(file).forEach(line -> effects.merge(line, 1, Integer::sum));
        }
        return effects;
    }

    private static Process launch(Path home, Path journals, long seed) throws IOException {
        return new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-XX:TieredStopAtLevel=1",
                        "-XX:+UseSerialGC",
                        "-Xshare:auto",
                        "-cp",
                        System.getProperty("java.class.path"),
                        Controller.class.getName(),
                        home.toString(),
                        journals.toString(),
                        Long.toString(seed))
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
    }

    /// Kills a controller a moment after it passed a number of points.
    ///
    /// @return false if it was done before
    private static boolean killedAfter(Process process, int points, int nanos) throws Exception {
        try (InputStream out = process.getInputStream();
                Stream<ProcessHandle> children = process.descendants()) {
            assertThat(children).isEmpty();
            for (int passed = 0; passed < points; passed++) {
                if (out.read() < 0) {
                    assertThat(process.waitFor()).as("muster.seed=%d: exit status", SEED).isZero();
                    return false;
                }
            }
            long until = System.nanoTime() + nanos;
            while (System.nanoTime() < until) {
                Thread.onSpinWait();
            }
            process.destroyForcibly();
            return process.waitFor() != 0;
        }
    }
}
