package dev.muster.documents;

import dev.muster.kind.Phase;
import dev.muster.model.StepId;
import dev.muster.plan.Timetable;
import dev.muster.plan.Timetable.Slot;
import dev.muster.record.Measurement.Outage;
import dev.muster.record.ObjectiveResult;
import dev.muster.record.ObjectiveResult.Objective;
import dev.muster.record.RunRecord;
import dev.muster.strategy.Strategy;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/// What the plan of a run had predicted, as far as that is still known.
///
/// @param timetable empty where the strategy has changed since, so that nobody can say
public record Planned(Optional<Timetable> timetable) {
    /// Of a run whose strategy is not at hand.
    public static final Planned UNKNOWN = new Planned(Optional.empty());

    /// Of a run, if the strategy is still the one that it was planned from.
    public static Planned of(RunRecord record, Strategy strategy) {
        return strategy.digest().equals(record.start().plan().strategy())
                ? new Planned(Optional.of(Timetable.of(record.start().plan(), strategy)))
                : UNKNOWN;
    }

    public Optional<Slot> slot(StepId step) {
        return timetable.flatMap(known -> known.slot(step));
    }

    public Optional<Duration> phase(Phase phase) {
        return timetable.map(known -> known.phases().getOrDefault(phase, Duration.ZERO));
    }

    /// The outage that a run is told by: that of the component with a downtime objective whose
    /// client waited longest; without one, the longest of all.
    public Optional<Outage> outage(RunRecord record) {
        List<Outage> all =
                record.measurements().stream()
                        .filter(Outage.class::isInstance)
                        .map(Outage.class::cast)
                        .toList();
        Comparator<Outage> byTime = Comparator.comparing(Outage::downtime);
        return all.stream()
                .filter(outage -> hasObjective(record.objectives(), outage))
                .max(byTime)
                .or(() -> all.stream().max(byTime));
    }

    private static boolean hasObjective(List<ObjectiveResult> objectives, Outage outage) {
        return objectives.stream()
                .anyMatch(one ->
                        one.objective() == Objective.RTO
                                && one.component().equals(outage.component()));
    }
}
