package dev.muster.testkit;

import dev.muster.model.Timing;
import java.time.Duration;
import java.time.Instant;

/// The machine's own clock, for tests against real servers.
public final class RealTiming implements Timing {
    @Override
    public Instant instant() {
        return Instant.now();
    }

    @Override
    public long nanos() {
        return System.nanoTime();
    }

    @Override
    public void pause(Duration duration) throws InterruptedException {
        Thread.sleep(duration);
    }
}
