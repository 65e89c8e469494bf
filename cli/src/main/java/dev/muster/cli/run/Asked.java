package dev.muster.cli.run;

import dev.muster.cli.CliErrors;
import dev.muster.engine.EngineErrors;
import dev.muster.engine.machine.Demand;
import dev.muster.engine.machine.State;
import dev.muster.engine.machine.StepState;
import dev.muster.kind.Action;
import dev.muster.kind.Approval;
import dev.muster.kind.Approval.Approver;
import dev.muster.model.RunId;
import dev.muster.operations.runs.KnownRun;
import dev.muster.plan.Step;
import dev.muster.record.approval.ApprovalRequest;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/// What a run asks people to sign.
record Asked(Approval approval, Demand.Signatures signatures) {
    ApprovalRequest request() {
        return signatures.request();
    }

    /// Whose signatures count now.
    List<Approver> approvers() {
        return approval.asked(signatures.escalated());
    }

    /// @param step as it was typed; empty for the only one that is asked for
    /// @throws dev.muster.model.MusterException if nothing of that kind is asked for
    static Asked of(KnownRun known, String step) {
        RunId run = known.start().run();
        List<Asked> asked = new ArrayList<>();
        for (Step each : known.start().plan().steps()) {
            if (each.action() instanceof Action.Approve approve
                    && known.state().map(it -> state(it, each)).orElse(null)
                            instanceof StepState.Awaiting(var _, Demand.Signatures signatures)
                    && (step.isEmpty() || each.id().value().equals(step))) {
                asked.add(new Asked(approve.approval(), signatures));
            }
        }
        if (asked.size() > 1) {
            throw CliErrors.WRONG_USAGE.error(
                    "run " + run + " asks for several approvals",
                    "name one: "
                            + asked.stream()
                                    .map(it -> it.request().step().value())
                                    .collect(Collectors.joining(", ")));
        }
        if (asked.isEmpty()) {
            throw EngineErrors.ORDER_REFUSED.error(
                    "run "
                            + run
                            + " does not ask for "
                            + (step.isEmpty() ? "an approval" : "the approval " + step)
                            + " now",
                    "see how it stands: muster run show " + run);
        }
        return asked.getFirst();
    }

    private static StepState state(State state, Step step) {
        return state.step(step.id());
    }
}
