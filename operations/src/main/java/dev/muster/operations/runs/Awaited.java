package dev.muster.operations.runs;

import dev.muster.engine.machine.Demand;
import dev.muster.kind.Action;
import dev.muster.kind.Approval.Approver;
import java.util.stream.Collectors;

/// What people are asked, in one line.
final class Awaited {
    private Awaited() {}

    static String words(Action action, Demand demand) {
        return switch (demand) {
            case Demand.Signatures asked when action instanceof Action.Approve approve ->
                    approve.approval().of()
                            + " of "
                            + Approver.names(approve.approval().asked(asked.escalated()))
                            + " must sign until "
                            + asked.request().until()
                            + signed(asked);
            case Demand.Signatures asked -> "signatures until " + asked.request().until();
            case Demand.Deed _ ->
                    action instanceof Action.Perform perform
                            ? String.join(" ", perform.procedure())
                            : "people are to do it";
        };
    }

    private static String signed(Demand.Signatures asked) {
        return asked.signed().isEmpty()
                ? ""
                : "; signed: "
                        + asked.signed().stream()
                                .map(it -> it.by().name())
                                .collect(Collectors.joining(", "));
    }
}
