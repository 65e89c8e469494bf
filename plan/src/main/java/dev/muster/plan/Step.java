package dev.muster.plan;

import dev.muster.kind.Action;
import dev.muster.kind.Estimate;
import dev.muster.model.LateEffect;
import dev.muster.model.StepId;
import java.time.Duration;
import java.util.HashSet;
import java.util.Set;

/// One step of a plan.
///
/// @param id `component-verb`, such as `orders-db-restore`; unique in the plan
/// @param after the steps that must be done before
/// @param why one sentence
/// @param lateEffect what a frozen process could still do after a takeover
/// @param repeatable whether running it again after an unknown outcome is safe
/// @param timeout when an attempt is given up
/// @param estimate how long it should take
/// @param pointOfNoReturn whether going back is impossible or loses data once this is done
public record Step(
        StepId id,
        Action action,
        Set<StepId> after,
        String why,
        LateEffect lateEffect,
        boolean repeatable,
        Duration timeout,
        Estimate estimate,
        boolean pointOfNoReturn) {
    public Step {
        after = Set.copyOf(after);
    }

    /// The same step, waiting for another one, too.
    Step after(StepId other) {
        Set<StepId> more = new HashSet<>(after);
        more.add(other);
        return new Step(
                id, action, more, why, lateEffect, repeatable, timeout, estimate, pointOfNoReturn);
    }
}
