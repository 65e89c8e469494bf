package dev.muster.bench;

import dev.muster.engine.embedded.ActiveRun;
import dev.muster.engine.embedded.EmbeddedDriver;
import dev.muster.engine.embedded.RunNews;
import dev.muster.engine.embedded.RunResult;
import dev.muster.engine.shell.StepHandlers;
import dev.muster.model.RegionId;
import dev.muster.operations.recovery.RunHome;
import dev.muster.record.Details;
import dev.muster.record.EndState;
import dev.muster.record.Outcome;
import dev.muster.record.RunStart;
import dev.muster.vault.repository.KeyFolder;
import dev.muster.vault.repository.Vault;
import dev.muster.vault.repository.VaultPorts;
import dev.muster.vault.store.Copy;
import dev.muster.vault.store.FolderStore;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;

/// What a run costs beside its steps: journal synced, receipts signed and synced in a vault of this
/// disk, all in one process that is warm.
final class EngineSuite implements Suite {
    private static final RegionId HERE = new RegionId("here");
    private static final int WAVES = 20;
    private static final int ROUNDS = 3;
    private static final int SIDE_BY_SIDE = 32;
    private static final StepHandlers NOTHING = _ -> _ -> new Outcome.Done(Details.NONE);

    private final Clock clock = new Clock();
    private final List<Figure> figures = new ArrayList<>();
    private final AtomicInteger runs = new AtomicInteger();

    @Override
    public String name() {
        return "engine";
    }

    @Override
    public String description() {
        return "what a step of a run costs, and going on in the middle of one";
    }

    @Override
    public List<Figure> run(Lab lab) throws IOException, InterruptedException {
        Path work = Files.createTempDirectory("muster-bench-engine-");
        Files.createDirectory(work.resolve("vault"));
        Files.createDirectory(work.resolve("keys"));
        List<Copy> copies = List.of(new Copy(HERE, new FolderStore(work.resolve("vault"))));
        KeyFolder keys = new KeyFolder(work.resolve("keys"));
        try (Vault vault = Vault.create("bench", copies, keys, VaultPorts.of(clock))) {
            RunHome home = RunHome.of(vault.runs(HERE, keys.controller()));
            Bed bed = new Bed(work.resolve("runs"), home);
            int steps = lab.quick() ? 1_000 : 5_000;
            bed.drive(plan(SyntheticPlan.waves(steps, WAVES), SIDE_BY_SIDE), NOTHING);
            waves(bed, steps);
            chain(bed, lab.quick() ? 200 : 1_000);
            makespan(bed, lab.quick() ? 200 : steps, lab.quick() ? 4 : WAVES);
            resume(bed, steps);
        } finally {
            lab.delete(work);
        }
        return figures;
    }

    private RunStart plan(SyntheticPlan plan, int sideBySide) {
        return plan.start("bench-" + runs.incrementAndGet(), clock.instant(), sideBySide);
    }

    private void waves(Bed bed, int steps) {
        List<Double> perStep = new ArrayList<>();
        List<Double> syncs = new ArrayList<>();
        for (int i = 0; i < ROUNDS; i++) {
            RunStart start = plan(SyntheticPlan.waves(steps, WAVES), SIDE_BY_SIDE);
            Bed.Driven driven = bed.drive(start, NOTHING);
            perStep.add(driven.millis() / steps);
            syncs.add(driven.commits() / (double) steps);
        }
        add("a step in 20 waves", perStep, "ms", 0.5);
        add("journal syncs, waves", syncs, "", Double.POSITIVE_INFINITY);
    }

    private void chain(Bed bed, int steps) {
        List<Double> perStep = new ArrayList<>();
        List<Double> syncs = new ArrayList<>();
        for (int i = 0; i < ROUNDS; i++) {
            Bed.Driven driven =
                    bed.drive(plan(SyntheticPlan.waves(steps, steps), SIDE_BY_SIDE), NOTHING);
            perStep.add(driven.millis() / steps);
            syncs.add(driven.commits() / (double) steps);
        }
        add("a step in a chain", perStep, "ms", Double.POSITIVE_INFINITY);
        add("journal syncs, chain", syncs, "", 1.2);
    }

    /// Steps that only wait, with room for all of a wave side by side.
    private void makespan(Bed bed, int steps, int waves) {
        Random random = new Random(1);
        long[] millis = random.longs(steps, 10, 2_000).toArray();
        SyntheticPlan plan = SyntheticPlan.waves(steps, waves);
        StepHandlers waits =
                _ ->
                        step -> {
                            step.timing()
                                    .pause(
                                            Duration.ofMillis(
                                                    millis[SyntheticPlan.number(step.step())]));
                            return new Outcome.Done(Details.NONE);
                        };
        Bed.Driven driven = bed.drive(plan(plan, steps), waits);
        double ratio = driven.millis() / plan.longest(millis);
        add("makespan, critical path", List.of(ratio), "", 1.02);
    }

    private void resume(Bed bed, int steps) {
        List<Double> seconds = new ArrayList<>();
        for (int i = 0; i < ROUNDS; i++) {
            seconds.add(
                    bed.resumed(plan(SyntheticPlan.waves(steps, WAVES), SIDE_BY_SIDE), steps / 2));
        }
        add("going on in the middle", seconds, "s", 1);
    }

    private void add(String name, List<Double> samples, String unit, double target) {
        figures.add(new Figure(name, Figure.percentile(samples, 0.5), unit, target, samples));
    }

    /// Where runs are driven.
    private final class Bed {
        private final CountedJournals journals;
        private final RunHome home;

        Bed(Path folder, RunHome home) {
            this.journals = new CountedJournals(folder, clock);
            this.home = home;
        }

        record Driven(double millis, long commits) {}

        private EmbeddedDriver driver(StepHandlers handlers) {
            return new EmbeddedDriver(journals, home, handlers, clock, () -> 0.5);
        }

        Driven drive(RunStart start, StepHandlers handlers) {
            long commits = journals.commits();
            long began = clock.nanos();
            RunResult result = driver(handlers).start(start, _ -> {}).await();
            double millis = (clock.nanos() - began) / 1e6;
            requireDone(result);
            return new Driven(millis, journals.commits() - commits);
        }

        /// @return seconds from the word to go on until the first step begins
        double resumed(RunStart start, int stopAfter) {
            AtomicInteger done = new AtomicInteger();
            CompletableFuture<ActiveRun> run = new CompletableFuture<>();
            run.complete(
                    driver(NOTHING)
                            .start(
                                    start,
                                    news -> {
                                        if (news instanceof RunNews.StepDone
                                                && done.incrementAndGet() == stopAfter) {
                                            run.join().stop();
                                        }
                                    }));
            run.join().await();
            AtomicLong firstStep = new AtomicLong();
            long began = clock.nanos();
            RunResult result =
                    driver(NOTHING)
                            .resume(
                                    start.run(),
                                    List.of(),
                                    news -> {
                                        if (news instanceof RunNews.StepStarted) {
                                            firstStep.compareAndSet(0, clock.nanos() - began);
                                        }
                                    })
                            .await();
            requireDone(result);
            return firstStep.get() / 1e9;
        }

        private static void requireDone(RunResult result) {
            if (result.record().end() != EndState.SUCCEEDED) {
                throw new IllegalStateException("the run did not succeed: " + result.stop());
            }
        }
    }
}
