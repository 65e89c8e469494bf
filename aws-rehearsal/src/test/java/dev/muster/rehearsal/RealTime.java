package dev.muster.rehearsal;

import dev.muster.model.Timing;
import java.time.Duration;
import java.time.Instant;

/// The machine's own clock.
public final class RealTime implements Timing {
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
