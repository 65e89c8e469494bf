package dev.muster.record;

import java.time.Duration;

/// How often and how soon a failed attempt is repeated.
///
/// @param attempts how many attempts may fail before the step does
/// @param first the wait after the first failure; it doubles each time
/// @param longest no wait is longer
/// @param deadline counted from the step's first attempt; no attempt begins later
public record RetryPolicy(int attempts, Duration first, Duration longest, Duration deadline) {
    public static final RetryPolicy DEFAULT =
            new RetryPolicy(
                    3, Duration.ofMillis(500), Duration.ofSeconds(30), Duration.ofMinutes(10));

    public RetryPolicy {
        if (attempts < 1 || first.isNegative() || longest.isNegative() || deadline.isNegative()) {
            throw new IllegalArgumentException("a retry policy has attempts and no negative time");
        }
    }

    /// The wait after a number of failures: the full wait less up to half of it, so that many that
    /// failed together do not come back together.
    public Duration delay(int failures, double jitter) {
        Duration full = first;
        for (int i = 1; i < failures && full.compareTo(longest) < 0; i++) {
            full = full.multipliedBy(2);
        }
        if (full.compareTo(longest) > 0) {
            full = longest;
        }
        return Duration.ofMillis(Math.round(full.toMillis() * (1 - jitter / 2)));
    }
}
