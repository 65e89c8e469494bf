package dev.muster.engine.machine;

import java.time.Instant;
import java.util.Optional;

/// How often a step was tried.
///
/// @param attempt the number of the latest attempt, each is another; 0 before the first
/// @param failures how many attempts count against the retry policy
/// @param since when the first of those began
public record Tries(int attempt, int failures, Optional<Instant> since) {
    static final Tries NONE = new Tries(0, 0, Optional.empty());

    Tries next() {
        return new Tries(attempt + 1, failures, since);
    }

    Tries begunAt(Instant now) {
        return since.isPresent() ? this : new Tries(attempt, failures, Optional.of(now));
    }

    Tries failed() {
        return new Tries(attempt, failures + 1, since);
    }

    /// The count begins anew, the numbering does not.
    Tries forgiven() {
        return new Tries(attempt, 0, Optional.empty());
    }
}
