package dev.muster.plan;

import dev.muster.kind.Phase;
import dev.muster.model.StepId;
import dev.muster.plan.Timetable.Slot;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// The critical path method over a plan whose order respects every `after`.
final class CriticalPath {
    private final RecoveryPlan plan;
    private final Lead lead;
    private final Map<StepId, Duration> starts = new LinkedHashMap<>();
    private final Map<StepId, Duration> finishes = new HashMap<>();

    /// The step that a step waits for the longest.
    private final Map<StepId, StepId> decides = new HashMap<>();

    private CriticalPath(RecoveryPlan plan, Lead lead) {
        this.plan = plan;
        this.lead = lead;
    }

    static Timetable timetable(RecoveryPlan plan, Lead lead) {
        return new CriticalPath(plan, lead).timetable();
    }

    private Timetable timetable() {
        Duration begin = lead.detects().plus(lead.decides());
        Duration total = begin;
        Optional<StepId> last = Optional.empty();
        for (Step step : plan.steps()) {
            Duration finish = place(step, begin);
            if (last.isEmpty() || finish.compareTo(total) > 0) {
                total = finish;
                last = Optional.of(step.id());
            }
        }
        List<StepId> critical = last.map(this::chain).orElse(List.of());
        return new Timetable(lead, slots(total), critical, total, phases(critical));
    }

    private Duration place(Step step, Duration begin) {
        Duration start = begin;
        // By name, so that of several that end at once always the same one is named.
        for (StepId before : step.after().stream().sorted().toList()) {
            Duration end = finish(before);
            if (!decides.containsKey(step.id()) || end.compareTo(start) > 0) {
                start = end;
                decides.put(step.id(), before);
            }
        }
        Duration finish = start.plus(step.estimate().duration());
        starts.put(step.id(), start);
        finishes.put(step.id(), finish);
        return finish;
    }

    private Duration finish(StepId id) {
        Duration finish = finishes.get(id);
        if (finish == null) {
            throw new IllegalArgumentException("the plan does not respect its own order at " + id);
        }
        return finish;
    }

    private List<StepId> chain(StepId last) {
        List<StepId> chain = new ArrayList<>();
        for (StepId at = last; at != null; at = decides.get(at)) {
            chain.add(at);
        }
        Collections.reverse(chain);
        return chain;
    }

    /// Backwards: a step may end when the first of those that wait for it must begin.
    private List<Slot> slots(Duration total) {
        Map<StepId, Duration> latest = new HashMap<>();
        List<Slot> slots = new ArrayList<>();
        for (Step step : plan.steps().reversed()) {
            Duration until = latest.getOrDefault(step.id(), total);
            Duration finish = finish(step.id());
            Duration slack = until.minus(finish);
            Duration start = finish.minus(step.estimate().duration());
            for (StepId before : step.after()) {
                latest.merge(before, start.plus(slack), CriticalPath::earlier);
            }
            slots.add(new Slot(step, start, finish, slack));
        }
        Collections.reverse(slots);
        return slots;
    }

    private static Duration earlier(Duration a, Duration b) {
        return a.compareTo(b) <= 0 ? a : b;
    }

    private Map<Phase, Duration> phases(List<StepId> critical) {
        Set<StepId> chain = Set.copyOf(critical);
        Map<Phase, Duration> phases = new EnumMap<>(Phase.class);
        phases.put(Phase.DETECT, lead.detects());
        phases.put(Phase.DECIDE, lead.decides());
        for (Step step : plan.steps()) {
            if (chain.contains(step.id())) {
                phases.merge(step.action().phase(), step.estimate().duration(), Duration::plus);
            }
        }
        return phases;
    }
}
