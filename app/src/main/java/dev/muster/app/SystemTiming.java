package dev.muster.app;

import dev.muster.model.Timing;
import java.time.Duration;
import java.time.Instant;

/// The clock of this machine.
public final class SystemTiming implements Timing {
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
