package dev.muster.model;

import java.time.Duration;
import java.time.InstantSource;

/// Time as it is handed to what needs it, so that tests set it by hand.
///
/// Safe for use by many threads.
public interface Timing extends InstantSource {
    /// A clock that only goes forward, in nanoseconds, for measuring durations.
    long nanos();

    /// Waits.
    ///
    /// @throws InterruptedException when the work was cancelled meanwhile
    void pause(Duration duration) throws InterruptedException;
}
