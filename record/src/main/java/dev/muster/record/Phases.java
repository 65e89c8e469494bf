package dev.muster.record;

import dev.muster.kind.Phase;
import dev.muster.model.StepId;
import dev.muster.plan.Step;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Divides a measured downtime into its phases, so that they add up to it exactly.
///
/// Steps overlap, so their durations do not add up. What counts is the measured critical path: from
/// the step that finished last, back through the dependency that it waited for longest. Each step
/// on it is charged with the time since that dependency finished.
public final class Phases {
    private final Map<Phase, PhaseTime> times = new EnumMap<>(Phase.class);
    private final Instant until;
    private Instant reached;

    private Phases(Instant from, Instant until) {
        this.reached = from;
        this.until = until;
    }

    /// As Muster knows it from inside: from the last good answer of its probes (without one, from
    /// the trigger) to the end of the last step.
    public static List<PhaseTime> measured(RunRecord record) {
        Trigger trigger = record.start().trigger();
        List<Receipt> path = criticalPath(record);
        Instant end = path.isEmpty() ? trigger.began() : path.getLast().finished();
        return measured(record, trigger.lastGood().orElse(trigger.fired()), end);
    }

    /// As a client outside saw it: from its last good answer to its first one after. The phases add
    /// up to exactly that.
    public static List<PhaseTime> measured(RunRecord record, Instant lastGood, Instant firstGood) {
        Trigger trigger = record.start().trigger();
        Phases phases = new Phases(lastGood, firstGood);
        phases.charge(Phase.DETECT, trigger.fired());
        phases.charge(Phase.DECIDE, trigger.began());
        Map<StepId, Step> steps = new HashMap<>();
        record.start().plan().steps().forEach(step -> steps.put(step.id(), step));
        for (Receipt receipt : criticalPath(record)) {
            Step step = steps.get(receipt.step());
            if (step != null) {
                phases.charge(step.action().phase(), receipt.finished());
            }
        }
        phases.charge(Phase.ANSWER, firstGood);
        return List.copyOf(phases.times.values());
    }

    /// Charges a phase with the time from where the last one ended to a moment, as far as that lies
    /// within the downtime.
    private void charge(Phase phase, Instant end) {
        Instant to = end.isAfter(until) ? until : end;
        if (!to.isAfter(reached)) {
            return;
        }
        PhaseTime more = new PhaseTime(phase, reached, Duration.between(reached, to));
        times.merge(
                phase,
                more,
                (old, added) ->
                        new PhaseTime(phase, old.start(), old.duration().plus(added.duration())));
        reached = to;
    }

    /// The receipts of the measured critical path, first to last; empty if no step is done.
    public static List<Receipt> criticalPath(RunRecord record) {
        Map<StepId, Receipt> receipts = new HashMap<>();
        record.receipts().forEach(receipt -> receipts.put(receipt.step(), receipt));
        List<Receipt> path = new ArrayList<>();
        Optional<Receipt> next = latest(record.receipts());
        while (next.isPresent()) {
            path.addFirst(next.get());
            receipts.remove(next.get().step());
            next =
                    record.start()
                            .plan()
                            .step(next.get().step())
                            .flatMap(step -> latest(dependencies(step, receipts)));
        }
        return path;
    }

    private static List<Receipt> dependencies(Step step, Map<StepId, Receipt> receipts) {
        List<Receipt> found = new ArrayList<>();
        for (StepId before : step.after()) {
            Receipt receipt = receipts.get(before);
            if (receipt != null) {
                found.add(receipt);
            }
        }
        return found;
    }

    private static Optional<Receipt> latest(List<Receipt> receipts) {
        return receipts.stream()
                .max(Comparator.comparing(Receipt::finished).thenComparing(Receipt::step));
    }
}
