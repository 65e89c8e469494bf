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

    private PlanErrors() {}

    public static List<ErrorCode> all() {
        return List.of(UNKNOWN_SCENARIO, NOWHERE);
    }
}
