package dev.muster.engine;

import dev.muster.model.Timing;
import java.time.Duration;
import java.time.Instant;

/// Time that passes faster than outside, for tests of waits that are long.
public final class FastTiming implements Timing {
    private final long factor;
    private final long began = System.nanoTime();

    public FastTiming(long factor) {
        this.factor = factor;
    }

    @Override
    public long nanos() {
        return (System.nanoTime() - began) * factor;
    }

    @Override
    public Instant instant() {
        return Plans.BEGAN.plusNanos(nanos());
    }

    @Override
    public void pause(Duration duration) throws InterruptedException {
        Thread.sleep(duration.dividedBy(factor));
    }
}
