package dev.muster.operations.capture;

import dev.muster.model.MusterException;
import java.time.Duration;
import java.time.Instant;

/// Something that the watchdog over a source's waiting commits has to tell.
public sealed interface WatchdogNews {
    /// Commits pass without being captured.
    ///
    /// @param since when they were let through
    /// @param after how long the capture had been lost
    record LetThrough(Instant since, Duration after) implements WatchdogNews {}

    /// Commits are captured before they are acknowledged again.
    ///
    /// @param since when they had been let through
    record WaitAgain(Instant since) implements WatchdogNews {}

    /// The source cannot be looked at, or refuses to let its commits through.
    record Blind(MusterException error) implements WatchdogNews {}

    /// The source is looked at again.
    record Sees() implements WatchdogNews {}
}
