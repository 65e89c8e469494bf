package dev.muster.record;

import dev.muster.model.ComponentId;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/// Something that was measured from outside, never taken from the plan.
public sealed interface Measurement {
    ComponentId component();

    /// Which acknowledged writes are gone, by comparing the writer's own ledger with the data.
    ///
    /// @param acknowledged how many writes were acknowledged to the writer before the loss
    /// @param lostCount how many of them are missing now
    /// @param lost the missing ones; where there are very many, the oldest
    /// @param doubled how many are there more than once
    /// @param reordered how many are out of order
    /// @param age from the oldest missing write to the last acknowledged one; zero if none is
    ///   missing
    record Loss(
            ComponentId component,
            long acknowledged,
            long lostCount,
            List<LostWrite> lost,
            long doubled,
            long reordered,
            Duration age)
            implements Measurement {
        public Loss {
            lost = List.copyOf(lost);
        }
    }

    /// @param order the writer's own name or number for it
    /// @param acknowledgedAt by the writer's clock
    record LostWrite(String order, Instant acknowledgedAt) {}

    /// The downtime as a client outside saw it.
    ///
    /// @param lastGood its last good answer before
    /// @param firstGood its first good answer after
    /// @param interval how often it asked: the error of the measurement
    record Outage(ComponentId component, Instant lastGood, Instant firstGood, Duration interval)
            implements Measurement {
        public Duration downtime() {
            return Duration.between(lastGood, firstGood);
        }
    }
}
