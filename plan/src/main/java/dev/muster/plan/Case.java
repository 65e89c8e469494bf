package dev.muster.plan;

import dev.muster.kind.Action;
import dev.muster.kind.ComponentKind;
import dev.muster.kind.Estimate;
import dev.muster.kind.Finding;
import dev.muster.kind.Procedure;
import dev.muster.kind.Situation;
import dev.muster.kind.StepDraft;
import dev.muster.model.Address;
import dev.muster.model.RegionId;
import dev.muster.strategy.Component;
import java.util.List;
import java.util.Optional;

/// One component in one scenario, with the answers of its kind.
///
/// @param affected whether it has to come back or to move
public record Case<S extends Record>(
        Component<S> component, Situation<S> situation, boolean affected) {
    private ComponentKind<S> kind() {
        return component.kind();
    }

    /// The kind's steps; none for what is not affected.
    public List<StepDraft> recipe() {
        return affected ? kind().recipe(situation) : List.of();
    }

    /// As the kind thinks, with what was measured at hand: only it knows whether there is more to
    /// do now than there was in the runs that were measured.
    public Estimate estimate(Action action) {
        return kind().estimate(action, situation);
    }

    public Procedure byHand(Action action) {
        return action instanceof Action.Approve approve
                ? Gates.byHand(approve)
                : kind().byHand(action, situation);
    }

    public List<Finding> rules() {
        return kind().rules(situation);
    }

    public Optional<Address> address(RegionId region) {
        return kind().address(situation, region);
    }
}
