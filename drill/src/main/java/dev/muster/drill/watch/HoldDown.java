package dev.muster.drill.watch;

import java.time.Duration;

/// How sure one must be that something is down.
///
/// @param hold how long a probe must fail without a break
/// @param agree from how many places that must be seen
/// @param longestSilence after which a failing streak is forgotten: whoever did not ask cannot say
///   that it failed without a break
public record HoldDown(Duration hold, int agree, Duration longestSilence) {
    public HoldDown {
        if (hold.isNegative() || !longestSilence.isPositive() || agree < 1) {
            throw new IllegalArgumentException(
                    "not a hold-down: " + hold + ", " + agree + ", " + longestSilence);
        }
    }
}
