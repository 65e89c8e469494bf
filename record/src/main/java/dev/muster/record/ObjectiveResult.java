package dev.muster.record;

import dev.muster.model.ComponentId;
import java.time.Duration;
import java.util.Optional;

/// One objective of one component, and what became of it.
///
/// @param asked what the strategy asks
/// @param predicted what the plan said before; empty where it could not
/// @param measured what was measured; empty where nothing did, which is not the same as met
/// @param basis how it was measured, such as `0 of 1,204 acknowledged orders`
public record ObjectiveResult(
        ComponentId component,
        Objective objective,
        Duration asked,
        Optional<Duration> predicted,
        Optional<Duration> measured,
        String basis) {
    public Verdict verdict() {
        return measured.map(value -> value.compareTo(asked) <= 0 ? Verdict.MET : Verdict.MISSED)
                .orElse(Verdict.NOT_MEASURED);
    }

    /// Which objective.
    public enum Objective {
        /// Recovery point objective: the loss that is accepted.
        RPO,
        /// Recovery time objective: the downtime that is accepted.
        RTO
    }

    /// Whether it was met.
    public enum Verdict {
        MET,
        MISSED,
        NOT_MEASURED
    }
}
