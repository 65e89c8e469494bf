package dev.muster.engine.shell;

import dev.muster.model.Epoch;
import dev.muster.record.Failure;
import dev.muster.record.Receipt;
import java.util.Optional;

/// How the shell's work on one attempt ended.
public sealed interface AttemptResult {
    /// The receipt is durable at home.
    record Done(Receipt receipt) implements AttemptResult {}

    /// @param error what was thrown, for those who look for a fault; empty where nothing was
    record Failed(Failure failure, Optional<Throwable> error) implements AttemptResult {}

    /// @param probed whether a probe could not tell, and repeating is not safe
    /// @param error what was thrown, if anything
    record Lost(String reason, boolean probed, Optional<Throwable> error)
            implements AttemptResult {}

    /// Another controller has taken the run over; nothing was done.
    record Superseded(Epoch by) implements AttemptResult {}
}
