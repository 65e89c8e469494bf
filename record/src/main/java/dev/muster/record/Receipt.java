package dev.muster.record;

import dev.muster.model.Epoch;
import dev.muster.model.RunId;
import dev.muster.model.StepId;
import java.time.Duration;
import java.time.Instant;

/// The proof that a step of a run is done. It is written once, put if absent, at the run's home; a
/// step with a receipt is never run again, by anyone.
///
/// @param attempt the attempt that got it
/// @param epoch the controller that wrote it
/// @param origin how it is known that the step is done
/// @param started when that attempt began
/// @param finished when it was known to be done
public record Receipt(
        RunId run,
        StepId step,
        int attempt,
        Epoch epoch,
        Origin origin,
        Instant started,
        Instant finished,
        Details details) {
    public Receipt {
        if (attempt < 1) {
            throw new IllegalArgumentException("an attempt is 1 or more, not " + attempt);
        }
        if (finished.isBefore(started)) {
            throw new IllegalArgumentException(
                    "step " + step + " finished at " + finished + " before it began at " + started);
        }
    }

    public Token token() {
        return new Token(run, step);
    }

    public Duration duration() {
        return Duration.between(started, finished);
    }

    /// How it is known that a step is done.
    public enum Origin {
        /// It was run to its end; its times are the step's own.
        RAN,
        /// A probe saw that an earlier attempt had done it; its times are the probe's.
        PROBED,
        /// A person said so.
        ANSWERED,
        /// It is not done: a person said that the run goes on without it.
        SKIPPED
    }
}
