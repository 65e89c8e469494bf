package dev.muster.record;

import dev.muster.model.StepId;

/// Something that a run waits for. Firing twice, or too late, does no harm: attempt and purpose say
/// what it was for.
public record Timer(StepId step, int attempt, Purpose purpose) {
    /// What happens when the time is up.
    public enum Purpose {
        /// The next attempt begins.
        RETRY,
        /// The attempt is given up and cancelled.
        TIMEOUT,
        /// A cancelled attempt that still has not ended is left alone.
        GRACE,
        /// A request for approval was not answered in time; its attempt is the request's number.
        EXPIRY
    }
}
