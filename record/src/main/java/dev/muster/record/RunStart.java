package dev.muster.record;

import dev.muster.model.RunId;
import dev.muster.plan.RecoveryPlan;

/// Everything that is fixed when a run begins. It is durable at the run's home before the first
/// step starts, so that any machine that reaches the home can go on.
///
/// @param system the name of the strategy
/// @param machine the version of the state machine that the run's events are for
public record RunStart(
        RunId run,
        String system,
        Purpose purpose,
        RecoveryPlan plan,
        Trigger trigger,
        RunPolicy policy,
        int machine) {
    public RunStart {
        if (machine < 1) {
            throw new IllegalArgumentException("a machine version is 1 or more, not " + machine);
        }
    }
}
