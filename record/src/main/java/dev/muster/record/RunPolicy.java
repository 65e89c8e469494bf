package dev.muster.record;

import java.time.Duration;

/// The rules that a run goes by. They are part of its start, so that a replay decides as the run
/// did.
///
/// @param maxInFlight how many steps run side by side
/// @param cancelGrace how long a cancelled attempt has to end
/// @param lease a controller that could not read its epoch at home for so long stops by itself
/// @param callDeadline no single call to a target that cannot compare epochs is let run longer
public record RunPolicy(
        int maxInFlight,
        RetryPolicy retry,
        Duration cancelGrace,
        Duration lease,
        Duration callDeadline) {
    public static final RunPolicy DEFAULT =
            new RunPolicy(
                    32,
                    RetryPolicy.DEFAULT,
                    Duration.ofSeconds(10),
                    Duration.ofSeconds(15),
                    Duration.ofSeconds(10));

    public RunPolicy {
        if (maxInFlight < 1) {
            throw new IllegalArgumentException(
                    "at least 1 step runs at a time, not " + maxInFlight);
        }
        if (cancelGrace.isNegative() || !lease.isPositive() || callDeadline.isNegative()) {
            throw new IllegalArgumentException("a run policy has a lease and no negative time");
        }
    }
}
