package dev.muster.bench;

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
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// A plan of waves: each step waits for the step of its place in the wave before, and the first of
/// each wave for two of them.
///
/// @param width the steps of a wave
record SyntheticPlan(List<Step> steps, int width) {
    private static final RegionId HERE = new RegionId("here");

    SyntheticPlan {
        steps = List.copyOf(steps);
    }

    static SyntheticPlan waves(int count, int waves) {
        int width = count / waves;
        List<Step> steps = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            steps.add(step(i, before(i, width)));
        }
        return new SyntheticPlan(steps, width);
    }

    private static Set<StepId> before(int number, int width) {
        if (number < width) {
            return Set.of();
        }
        boolean first = number % width == 0 && width > 1;
        return first ? Set.of(id(number - width), id(number - 1)) : Set.of(id(number - width));
    }

    private static StepId id(int number) {
        return new StepId("s" + number);
    }

    static int number(Step step) {
        return Integer.parseInt(step.id().value().substring(1));
    }

    private static Step step(int number, Set<StepId> after) {
        return new Step(
                id(number),
                new Action.Start(new ComponentId("c" + number), HERE),
                after,
                "to be measured",
                LateEffect.IDEMPOTENT,
                true,
                Duration.ofMinutes(5),
                new Estimate(Duration.ofSeconds(1), Estimate.Basis.ESTIMATED, "a guess"),
                false);
    }

    RunStart start(String run, Instant now, int sideBySide) {
        RunPolicy usual = RunPolicy.DEFAULT;
        return new RunStart(
                new RunId(run),
                "bench",
                new Purpose.Recovery(),
                new RecoveryPlan(
                        Digest.of("bench"),
                        new ScenarioId("bench"),
                        Set.of(),
                        HERE,
                        new RestoreTarget.Latest(),
                        steps),
                new Trigger(Optional.empty(), now, now, new Actor("bench"), "to be measured"),
                new RunPolicy(
                        sideBySide,
                        RetryPolicy.DEFAULT,
                        usual.cancelGrace(),
                        usual.lease(),
                        usual.callDeadline()),
                Machine.VERSION);
    }

    /// How long the longest chain takes, in milliseconds.
    double longest(long[] millis) {
        long[] finish = new long[steps.size()];
        long longest = 0;
        for (int i = 0; i < finish.length; i++) {
            long begin = 0;
            for (StepId before : steps.get(i).after()) {
                begin = Math.max(begin, finish[Integer.parseInt(before.value().substring(1))]);
            }
            finish[i] = begin + millis[i];
            longest = Math.max(longest, finish[i]);
        }
        return longest;
    }
}
