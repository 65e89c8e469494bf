package dev.muster.plan;

import dev.muster.kind.Phase;
import dev.muster.model.ComponentId;
import dev.muster.model.StepId;
import dev.muster.strategy.Scenario;
import dev.muster.strategy.Strategy;
import java.time.Duration;
import java.util.Collections;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// When each step of a plan can be done at the earliest, counted from the loss.
///
/// @param lead what passes before the first step
/// @param slots the steps in the plan's order
/// @param critical the chain of steps that decides the total, in order
/// @param total from the loss until the last step is done
/// @param phases what each phase adds to the total; they add up to it
public record Timetable(
        Lead lead,
        List<Slot> slots,
        List<StepId> critical,
        Duration total,
        Map<Phase, Duration> phases) {
    public Timetable {
        slots = List.copyOf(slots);
        critical = List.copyOf(critical);
        phases = Collections.unmodifiableMap(new EnumMap<>(phases));
    }

    /// When a step is done.
    ///
    /// @param slack how much longer it may take without making the total longer
    public record Slot(Step step, Duration start, Duration finish, Duration slack) {}

    public static Timetable of(RecoveryPlan plan, Strategy strategy) {
        Scenario scenario = Planner.scenario(strategy, plan.scenario());
        return of(plan, Lead.of(strategy, scenario, plan.lost()));
    }

    static Timetable of(RecoveryPlan plan, Lead lead) {
        return CriticalPath.timetable(plan, lead);
    }

    public Optional<Slot> slot(StepId id) {
        return slots.stream().filter(slot -> slot.step().id().equals(id)).findFirst();
    }

    /// When the last step of a component is done; empty if it has none.
    public Optional<Duration> back(ComponentId component) {
        return slots.stream()
                .filter(slot -> slot.step().action().component().equals(component))
                .map(Slot::finish)
                .max(Comparator.naturalOrder());
    }

    /// The chain of steps that decides when a component is back, in order; empty if it has none.
    /// For many components, ask [Chains].
    public List<Slot> chain(ComponentId component) {
        return Chains.of(this).to(component);
    }
}
