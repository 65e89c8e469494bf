package dev.muster.record;

import dev.muster.model.ComponentId;
import java.time.Duration;
import java.util.List;

/// The rules that a run goes by. They are part of its start, so that a replay decides as the run
/// did.
///
/// @param maxInFlight how many steps run side by side
/// @param cancelGrace how long a cancelled attempt has to end
/// @param lease a controller that could not read its epoch at home for so long stops by itself
/// @param callDeadline no single call to a target that cannot compare epochs is let run longer
/// @param limits how many steps of some components run side by side, within the first
public record RunPolicy(
        int maxInFlight,
        RetryPolicy retry,
        Duration cancelGrace,
        Duration lease,
        Duration callDeadline,
        List<Limit> limits) {
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
        limits = List.copyOf(limits);
    }

    /// Without limits.
    public RunPolicy(
            int maxInFlight,
            RetryPolicy retry,
            Duration cancelGrace,
            Duration lease,
            Duration callDeadline) {
        this(maxInFlight, retry, cancelGrace, lease, callDeadline, List.of());
    }

    /// The same with other numbers of steps side by side.
    public RunPolicy with(int sideBySide, List<Limit> others) {
        return new RunPolicy(sideBySide, retry, cancelGrace, lease, callDeadline, others);
    }

    /// How many steps of some components run side by side. A step counts towards the first limit
    /// that names its component.
    ///
    /// @param of what the components have in common, for people: their kind
    /// @param most how many
    public record Limit(String of, int most, List<ComponentId> components) {
        public Limit {
            if (most < 1) {
                throw new IllegalArgumentException("a limit of " + of + " is 1 or more: " + most);
            }
            components = List.copyOf(components);
        }
    }
}
