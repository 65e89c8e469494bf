package dev.muster.cli;

import dev.muster.model.Timing;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.CountDownLatch;

/// A clock that only tests move; who waits on it waits until interrupted.
public final class StillTiming implements Timing {
    private final Instant start;
    private volatile Duration elapsed = Duration.ZERO;

    public StillTiming(Instant start) {
        this.start = start;
    }

    public void advance(Duration by) {
        elapsed = elapsed.plus(by);
    }

    @Override
    public Instant instant() {
        return start.plus(elapsed);
    }

    @Override
    public long nanos() {
        return elapsed.toNanos();
    }

    @Override
    public void pause(Duration duration) throws InterruptedException {
        new CountDownLatch(1).await();
    }
}
