package dev.muster.plan;

import dev.muster.model.ErrorCode;
import dev.muster.model.ErrorKind;
import java.util.List;

/// Why no plan can be made.
public final class PlanErrors {
    public static final ErrorCode UNKNOWN_SCENARIO =
            new ErrorCode(
                    "MUS-1050",
                    ErrorKind.USAGE,
                    "no such scenario",
                    "A plan is made for one of the scenarios that the strategy names.",
                    "`muster plan` without a name lists them.");

    public static final ErrorCode NOWHERE =
            new ErrorCode(
                    "MUS-1051",
                    ErrorKind.STRATEGY,
                    "a scenario leaves no region to recover in",
                    "What is lost cannot come back where it was lost. The scenario, or the component"
                            + " that it loses, must name another region.",
                    "Add `recover-in: [ REGION ]` to the scenario.");

    public static final ErrorCode NO_SUCH_CHANGE =
            new ErrorCode(
                    "MUS-1052",
                    ErrorKind.USAGE,
                    "what was asked cannot be so",
                    "`--what-if` names something that the strategy does not have, or something that"
                            + " cannot be lost beside this scenario.",
                    "Name a component, region, vault copy or contact of the strategy.");

    private PlanErrors() {}

    public static List<ErrorCode> all() {
        return List.of(UNKNOWN_SCENARIO, NOWHERE, NO_SUCH_CHANGE);
    }
}
