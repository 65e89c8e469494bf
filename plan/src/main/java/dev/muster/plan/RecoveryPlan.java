package dev.muster.plan;

import dev.muster.model.Digest;
import dev.muster.model.RegionId;
import dev.muster.model.RestoreTarget;
import dev.muster.model.ScenarioId;
import dev.muster.model.StepId;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// A directed acyclic graph of steps that brings the system back.
///
/// @param strategy digest of the strategy that it was compiled from
/// @param lost the regions that the scenario takes away
/// @param in where the system comes back; the home of a run of this plan is the vault copy there
/// @param target the moment that data is brought back to
/// @param steps in an order that respects every `after`: fences first, those of dependents before
///   those of what they depend on; else ties keep the strategy's order
public record RecoveryPlan(
        Digest strategy,
        ScenarioId scenario,
        Set<RegionId> lost,
        RegionId in,
        RestoreTarget target,
        List<Step> steps) {
    public RecoveryPlan {
        lost = Set.copyOf(lost);
        steps = List.copyOf(steps);
    }

    public Optional<Step> step(StepId id) {
        return steps.stream().filter(step -> step.id().equals(id)).findFirst();
    }
}
