package dev.muster.operations.capture;

import dev.muster.provider.DataStore.Commits;
import java.time.Duration;

/// Decides when commits have waited for a lost capture for long enough.
///
/// Capture is lost where what the source had written at one look is still not acknowledged after
/// the delay, whether nobody is connected or a receiver hangs. Time that nobody looked does not
/// count: what was acknowledged meanwhile is not known.
final class Patience {
    private static final Duration GAP = Duration.ofSeconds(5);

    private final Duration delay;
    private boolean counting;
    private long mark;
    private long since;
    private long lookedAt;

    Patience(Duration delay) {
        this.delay = delay;
    }

    /// @param nanos a clock that only goes forward
    boolean isOver(Commits seen, long nanos) {
        if (!seen.waiting()) {
            counting = false;
            return false;
        }
        boolean acknowledged =
                seen.acknowledged().isPresent()
                        && Long.compareUnsigned(seen.acknowledged().getAsLong(), mark) >= 0;
        if (!counting || acknowledged) {
            begin(seen, nanos);
        } else if (nanos - lookedAt > GAP.toNanos()) {
            since += nanos - lookedAt;
        }
        lookedAt = nanos;
        return nanos - since >= delay.toNanos();
    }

    private void begin(Commits seen, long nanos) {
        counting = true;
        mark = seen.end();
        since = nanos;
    }
}
