package dev.muster.check;

import dev.muster.model.ComponentId;
import dev.muster.model.ScenarioId;
import dev.muster.plan.Term;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/// What one component asks for in one scenario, and what the plan gives.
///
/// @param asked the objective; empty where none is stated
/// @param predicted what follows from the strategy and the facts; empty for everything, which only
///   a loss can be
/// @param terms add up to what is predicted, so that the number can be followed back
/// @param reason one sentence
public record Prediction(
        ComponentId component,
        Objective objective,
        ScenarioId scenario,
        Optional<Duration> asked,
        Optional<Duration> predicted,
        List<Term> terms,
        String reason) {
    public Prediction {
        terms = List.copyOf(terms);
    }

    /// The two objectives of recovery (NIST SP 800-34).
    public enum Objective {
        /// How much may be lost, as time before the loss.
        RPO,
        /// How long it may be down.
        RTO
    }

    /// Whether the objective is kept; one that is not stated always is.
    public boolean met() {
        return asked.isEmpty()
                || predicted.filter(time -> time.compareTo(asked.get()) <= 0).isPresent();
    }
}
