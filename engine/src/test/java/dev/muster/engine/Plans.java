package dev.muster.engine;

import dev.muster.engine.machine.Machine;
import dev.muster.kind.Action;
import dev.muster.kind.Estimate;
import dev.muster.model.ComponentId;
import dev.muster.model.Digest;
import dev.muster.model.LateEffect;
import dev.muster.model.RegionId;
import dev.muster.model.RestoreTarget;
import dev.muster.model.RunId;
import dev.muster.model.ScenarioId;
import dev.muster.model.StepId;
import dev.muster.plan.RecoveryPlan;
import dev.muster.plan.Step;
import dev.muster.record.Actor;
import dev.muster.record.Purpose;
import dev.muster.record.RetryPolicy;
import dev.muster.record.RunPolicy;
import dev.muster.record.RunStart;
import dev.muster.record.Trigger;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.stream.Collectors;

/// Plans and runs for tests.
public final class Plans {
    public static final Instant BEGAN = Instant.parse("2026-03-01T02:00:00Z");
    public static final RunId RUN = new RunId("run-1");
    public static final RegionId SOUTH = new RegionId("south");

    /// Of a step; long, for time passes fast in tests and the machine may be busy.
    public static final Duration TIMEOUT = Duration.ofMinutes(5);

    private Plans() {}

    /// Whether the full counts are asked for.
    public static boolean soak() {
        return Set.of("engine", "all").contains(System.getProperty("muster.soak", ""));
    }

    /// A step `name` that waits for others.
    public static Step step(String name, String... after) {
        return step(name, LateEffect.IDEMPOTENT, true, after);
    }

    public static Step step(
            String name, LateEffect lateEffect, boolean repeatable, String... after) {
        return new Step(
                new StepId(name),
                new Action.Start(new ComponentId(name), SOUTH),
                Arrays.stream(after).map(StepId::new).collect(Collectors.toSet()),
                "because",
                lateEffect,
                repeatable,
                TIMEOUT,
                new Estimate(Duration.ofSeconds(1), Estimate.Basis.ESTIMATED, "a guess"),
                false);
    }

    /// A step that an aborted run takes back.
    public static Step undoable(String name, String... after) {
        return undoable(step(name, after), false);
    }

    /// @param pointOfNoReturn whether nothing is taken back by itself once it is done
    public static Step undoable(Step step, boolean pointOfNoReturn) {
        return new Step(
                step.id(),
                new Action.Deploy(step.action().component(), SOUTH),
                step.after(),
                step.why(),
                step.lateEffect(),
                step.repeatable(),
                step.timeout(),
                step.estimate(),
                pointOfNoReturn);
    }

    /// As [#random], with steps that are taken back by an abort, and some points of no return.
    public static List<Step> randomUndoable(Random random, int most) {
        return random(random, most).stream()
                .map(step ->
                        random.nextInt(4) == 0 ? step : undoable(step, random.nextInt(10) == 0))
                .toList();
    }

    /// A run of the machine as it is now.
    public static RunStart runNow(RunPolicy policy, List<Step> steps) {
        RunStart old = run(RUN, policy, steps);
        return new RunStart(
                old.run(),
                old.system(),
                old.purpose(),
                old.plan(),
                old.trigger(),
                policy,
                Machine.VERSION);
    }

    public static RecoveryPlan plan(List<Step> steps) {
        return new RecoveryPlan(
                Digest.of("strategy"),
                new ScenarioId("region-loss"),
                Set.of(new RegionId("north")),
                SOUTH,
                new RestoreTarget.Latest(),
                steps);
    }

    public static RunStart run(Step... steps) {
        return run(policy(32, 3), steps);
    }

    public static RunStart run(RunPolicy policy, Step... steps) {
        return run(RUN, policy, List.of(steps));
    }

    public static RunStart run(RunId run, RunPolicy policy, List<Step> steps) {
        return new RunStart(
                run,
                "shop",
                new Purpose.Recovery(),
                plan(steps),
                new Trigger(Optional.empty(), BEGAN, BEGAN, new Actor("you"), "a test"),
                policy,
                1);
    }

    public static RunPolicy policy(int maxInFlight, int attempts) {
        return policy(maxInFlight, attempts, Duration.ofHours(1));
    }

    public static RunPolicy policy(int maxInFlight, int attempts, Duration cancelGrace) {
        return new RunPolicy(
                maxInFlight,
                new RetryPolicy(
                        attempts,
                        Duration.ofMillis(10),
                        Duration.ofMillis(100),
                        Duration.ofHours(10)),
                cancelGrace,
                Duration.ofSeconds(3),
                Duration.ofSeconds(1));
    }

    /// A plan of 1 to `most` steps, each after some earlier ones.
    public static List<Step> random(Random random, int most) {
        int size = 1 + random.nextInt(most);
        List<Step> steps = new ArrayList<>();
        for (int i = 0; i < size; i++) {
            Set<String> after = new HashSet<>();
            for (int edges = random.nextInt(4); edges > 0 && i > 0; edges--) {
                after.add("s" + random.nextInt(i));
            }
            LateEffect lateEffect = LateEffect.values()[random.nextInt(3)];
            steps.add(
                    step("s" + i, lateEffect, random.nextBoolean(), after.toArray(String[]::new)));
        }
        return steps;
    }

    /// The same steps, all to be run again where nobody knows: so that nobody is asked.
    public static List<Step> repeatable(List<Step> steps) {
        return steps.stream()
                .map(step ->
                        new Step(
                                step.id(),
                                step.action(),
                                step.after(),
                                step.why(),
                                step.lateEffect(),
                                true,
                                step.timeout(),
                                step.estimate(),
                                step.pointOfNoReturn()))
                .toList();
    }

    /// The same steps without a time-out that could come true.
    public static List<Step> patient(List<Step> steps) {
        return steps.stream()
                .map(step ->
                        new Step(
                                step.id(),
                                step.action(),
                                step.after(),
                                step.why(),
                                step.lateEffect(),
                                step.repeatable(),
                                Duration.ofDays(10),
                                step.estimate(),
                                step.pointOfNoReturn()))
                .toList();
    }
}
