package dev.muster.demo.world;

import java.time.Duration;

/// How busy the outside client is.
///
/// @param writers how many write at once
/// @param orderEvery how long each waits from one order to the next
public record DemoLoad(int writers, Duration orderEvery) {
    /// Some hundred orders a second would keep a small machine from recovering.
    public static final DemoLoad USUAL = new DemoLoad(4, Duration.ofMillis(40));
}
