package dev.muster.documents;

import dev.muster.kind.Phase;
import dev.muster.record.Measurement.Outage;
import dev.muster.record.PhaseTime;
import dev.muster.record.Phases;
import dev.muster.record.RunRecord;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// The downtime of a run in its phases, ready to be shown.
///
/// @param outage what a client outside saw; empty where none measured
/// @param phases those of the outage, which they add up to exactly; without one, as Muster saw them
///   from inside
public record Downtime(Optional<Outage> outage, List<PhaseTime> phases) {
    public Downtime {
        phases = List.copyOf(phases);
    }

    public static Downtime of(RunRecord record, Planned planned) {
        Optional<Outage> outage = planned.outage(record);
        return new Downtime(
                outage,
                outage.map(seen -> Phases.measured(record, seen.lastGood(), seen.firstGood()))
                        .orElseGet(() -> Phases.measured(record)));
    }

    /// What the phases add up to.
    public Duration total() {
        return phases.stream().map(PhaseTime::duration).reduce(Duration.ZERO, Duration::plus);
    }

    public Optional<Instant> start() {
        return phases.stream().map(PhaseTime::start).min(Instant::compareTo);
    }

    public Optional<Duration> of(Phase phase) {
        return phases.stream()
                .filter(time -> time.phase() == phase)
                .map(PhaseTime::duration)
                .findFirst();
    }

    /// The part of the total that a phase takes, 0 to 1.
    public double share(PhaseTime time) {
        long total = total().toNanos();
        return total == 0 ? 0 : (double) time.duration().toNanos() / total;
    }
}
