package dev.muster.testkit;

import dev.muster.model.Timing;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicLong;

/// A clock that stands still until somebody waits on it or moves it.
///
/// A pause returns at once, and the clock is then that much later. Safe for many threads.
public final class ManualTiming implements Timing {
    private final Instant start;
    private final AtomicLong elapsed = new AtomicLong();

    public ManualTiming(Instant start) {
        this.start = start;
    }

    /// Moves the clock forward.
    public void advance(Duration duration) {
        elapsed.addAndGet(duration.toNanos());
    }

    @Override
    public Instant instant() {
        return start.plusNanos(elapsed.get());
    }

    @Override
    public long nanos() {
        return elapsed.get();
    }

    @Override
    public void pause(Duration duration) throws InterruptedException {
        if (Thread.interrupted()) {
            throw new InterruptedException("interrupted while waiting");
        }
        advance(duration);
    }
}
