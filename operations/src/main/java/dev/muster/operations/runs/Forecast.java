package dev.muster.operations.runs;

import dev.muster.engine.machine.StepState;
import dev.muster.model.StepId;
import dev.muster.plan.Step;
import dev.muster.record.Receipt;
import dev.muster.record.RunStart;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// When a run will be over, as far as one can say now: steps that are done took what they took, the
/// others take what was predicted, and one that is late is over at the earliest now.
///
/// @param predicted how long the steps were to take when the run began
/// @param expected how long they will have taken, counted from the beginning
/// @param critical the chain of steps that decides this
record Forecast(Duration predicted, Duration expected, Set<StepId> critical) {
    Forecast {
        critical = Set.copyOf(critical);
    }

    static Forecast of(KnownRun run, Map<StepId, Begun> begun, Instant now) {
        RunStart start = run.start();
        Instant began = start.trigger().began();
        Map<StepId, Duration> plan = new HashMap<>();
        Map<StepId, Duration> real = new HashMap<>();
        Duration elapsed = positive(Duration.between(began, now));
        for (Step step : start.plan().steps()) {
            Duration takes = step.estimate().duration();
            plan.put(step.id(), latest(step, plan).plus(takes));
            Duration earliest = latest(step, real);
            real.put(step.id(), finish(run, step, begun, began, earliest, elapsed));
        }
        return new Forecast(longest(plan), longest(real), critical(start.plan().steps(), real));
    }

    private static Duration finish(
            KnownRun run,
            Step step,
            Map<StepId, Begun> begun,
            Instant began,
            Duration earliest,
            Duration elapsed) {
        Receipt receipt = run.receipts().get(step.id());
        if (receipt != null) {
            return positive(Duration.between(began, receipt.finished()));
        }
        Optional<Instant> running =
                run.step(step)
                        .filter(StepState.Running.class::isInstance)
                        .map(_ -> begun.get(step.id()))
                        .map(Begun::last);
        Duration from =
                running.map(at -> positive(Duration.between(began, at)))
                        .orElse(max(earliest, elapsed));
        return max(from.plus(step.estimate().duration()), elapsed);
    }

    private static Set<StepId> critical(List<Step> steps, Map<StepId, Duration> finish) {
        Map<StepId, Step> byId = new HashMap<>();
        steps.forEach(step -> byId.put(step.id(), step));
        Set<StepId> chain = new HashSet<>();
        Optional<StepId> next = last(byId.keySet(), finish);
        while (next.isPresent() && chain.add(next.get())) {
            Step step = byId.get(next.get());
            next = step == null ? Optional.empty() : last(step.after(), finish);
        }
        return chain;
    }

    private static Optional<StepId> last(Set<StepId> steps, Map<StepId, Duration> finish) {
        return steps.stream()
                .sorted()
                .reduce((one, other) ->
                        at(one, finish).compareTo(at(other, finish)) >= 0 ? one : other);
    }

    private static Duration latest(Step step, Map<StepId, Duration> finish) {
        return last(step.after(), finish).map(it -> at(it, finish)).orElse(Duration.ZERO);
    }

    private static Duration at(StepId step, Map<StepId, Duration> finish) {
        return finish.getOrDefault(step, Duration.ZERO);
    }

    private static Duration longest(Map<StepId, Duration> finish) {
        return finish.values().stream().max(Duration::compareTo).orElse(Duration.ZERO);
    }

    private static Duration max(Duration one, Duration other) {
        return one.compareTo(other) >= 0 ? one : other;
    }

    private static Duration positive(Duration duration) {
        return duration.isNegative() ? Duration.ZERO : duration;
    }
}
