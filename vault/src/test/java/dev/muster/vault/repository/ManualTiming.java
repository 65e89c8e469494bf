package dev.muster.vault.repository;

import dev.muster.model.Timing;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicLong;

/// A clock that only tests and pauses move.
public final class ManualTiming implements Timing {
    private final AtomicLong nanos = new AtomicLong();
    private final Instant start = Instant.parse("2026-03-01T10:00:00Z");

    /// Another one that shows the same time and goes on apart: thousands of worlds that moved one
    /// clock would move it past the 292 years that it counts.
    public ManualTiming fork() {
        ManualTiming fork = new ManualTiming();
        fork.nanos.set(nanos.get());
        return fork;
    }

    @Override
    public Instant instant() {
        return start.plusNanos(nanos.get());
    }

    @Override
    public long nanos() {
        return nanos.get();
    }

    @Override
    public void pause(Duration duration) throws InterruptedException {
        advance(duration);
        // what is waited for is another thread's real work
        Thread.sleep(duration);
    }

    public void advance(Duration duration) {
        nanos.addAndGet(duration.toNanos());
    }
}
