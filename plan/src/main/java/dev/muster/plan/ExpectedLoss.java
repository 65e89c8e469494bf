package dev.muster.plan;

import dev.muster.model.ComponentId;
import java.time.Duration;
import java.util.List;

/// How much of a data store a scenario costs, as time before the loss.
public sealed interface ExpectedLoss {
    ComponentId component();

    /// One sentence for people.
    String reason();

    /// At most so much.
    ///
    /// @param terms add up to the loss
    record AtMost(ComponentId component, List<Term> terms, String reason) implements ExpectedLoss {
        public AtMost {
            terms = List.copyOf(terms);
        }

        public Duration duration() {
            return Term.sum(terms);
        }
    }

    /// Nothing can be brought back.
    record Everything(ComponentId component, String reason) implements ExpectedLoss {}
}
