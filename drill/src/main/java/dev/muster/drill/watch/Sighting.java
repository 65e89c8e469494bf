package dev.muster.drill.watch;

import dev.muster.model.ProbeId;
import dev.muster.model.RegionId;
import java.time.Duration;

/// What a probe saw.
///
/// @param place from where it was asked
/// @param asked when, on a clock that only goes forward
/// @param answered when the answer was there, or was given up, on the same clock
/// @param good whether it was 200 to 299
public record Sighting(
        ProbeId probe, RegionId place, Duration asked, Duration answered, boolean good) {
    public Sighting {
        if (answered.compareTo(asked) < 0) {
            throw new IllegalArgumentException("answered before it was asked");
        }
    }
}
