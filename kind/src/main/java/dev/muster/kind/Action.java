package dev.muster.kind;

import dev.muster.model.ComponentId;
import dev.muster.model.RegionId;
import dev.muster.model.RestoreTarget;
import java.util.List;

/// What a step does: a verb of the field, the component, and the region where it is done.
///
/// The set is closed: each verb has one handler in `operations`, and every document can draw it.
public sealed interface Action {
    ComponentId component();

    /// Where it is done. For [Fence] the region of the old one, else the recovery region.
    RegionId region();

    /// The verb as it stands in names and measurements.
    default String verb() {
        return switch (this) {
            case Fence _ -> "fence";
            case Restore _ -> "restore";
            case Promote _ -> "promote";
            case Start _ -> "start";
            case Verify _ -> "verify";
            case Deploy _ -> "deploy";
            case Route _ -> "route";
            case Confirm _ -> "confirm";
            case Approve _ -> "approve";
            case Perform _ -> "perform";
        };
    }

    /// The part of the downtime that the step counts towards.
    default Phase phase() {
        return switch (this) {
            case Fence _ -> Phase.FENCE;
            case Restore _ -> Phase.RESTORE;
            case Start _, Promote _, Deploy _ -> Phase.START;
            case Verify _ -> Phase.VERIFY;
            case Route _ -> Phase.ROUTE;
            case Confirm _ -> Phase.ANSWER;
            case Approve _ -> Phase.DECIDE;
            case Perform _ -> Phase.START;
        };
    }

    /// Whether an aborted run can take it back: lift the fence, stop what was started, send clients
    /// to where they were. Whether there is something to do, and a way, its provider says then.
    default boolean undoable() {
        return switch (this) {
            case Fence _, Deploy _, Route _ -> true;
            case Restore _, Promote _, Start _, Verify _, Confirm _, OfPeople _ -> false;
        };
    }

    /// Make sure that the old one takes no more writes.
    record Fence(ComponentId component, RegionId region) implements Action {}

    /// Bring the data of a store back to a moment; the store is not started.
    record Restore(ComponentId component, RegionId region, RestoreTarget target)
            implements Action {}

    /// Let a standby of a data store take over: give it what it lacks of the captured log, and make
    /// it take writes. Where that cannot be, the store is restored and started.
    record Promote(ComponentId component, RegionId region) implements Action {}

    /// Start a restored data store and wait until it takes writes.
    record Start(ComponentId component, RegionId region) implements Action {}

    /// Prove that the data is whole: the store's own checks, then the user's assertions.
    record Verify(ComponentId component, RegionId region) implements Action {}

    /// Start a workload and wait until it serves.
    record Deploy(ComponentId component, RegionId region) implements Action {}

    /// Send clients to the region.
    record Route(ComponentId component, RegionId region) implements Action {}

    /// Ask as a client would until the first good answer.
    record Confirm(ComponentId component, RegionId region) implements Action {}

    /// What only people do: Muster asks, waits, and writes down what they say.
    sealed interface OfPeople extends Action {}

    /// Sign that the run may go on. The plan puts it before steps; no recipe holds one.
    ///
    /// @param component the first one that waits for it
    record Approve(ComponentId component, RegionId region, Approval approval) implements OfPeople {}

    /// Do what is written, and say that it is done.
    ///
    /// @param procedure a sentence each
    record Perform(ComponentId component, RegionId region, List<String> procedure)
            implements OfPeople {
        public Perform {
            procedure = List.copyOf(procedure);
        }
    }
}
