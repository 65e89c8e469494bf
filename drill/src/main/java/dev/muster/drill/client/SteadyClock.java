package dev.muster.drill.client;

import dev.muster.model.Timing;
import java.time.Instant;

/// Wall-clock times that never jump: read once, then carried on by a clock that only goes forward,
/// so that the length of an outage stays true when the machine's clock is set meanwhile.
final class SteadyClock {
    private final Timing timing;
    private final Instant start;
    private final long startNanos;

    SteadyClock(Timing timing) {
        this.timing = timing;
        this.start = timing.instant();
        this.startNanos = timing.nanos();
    }

    Instant now() {
        return start.plusNanos(timing.nanos() - startNanos);
    }
}
