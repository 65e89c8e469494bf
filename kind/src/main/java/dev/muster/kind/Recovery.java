package dev.muster.kind;

import dev.muster.model.RegionId;
import java.util.Optional;

/// How a component comes back: the common keys under `recover`.
public record Recovery(
        @Doc("The region where it comes back; without it, the scenario's first.")
                Optional<RegionId> in,
        @Doc("`restore`, `redeploy`, `switch` or `promote`; without it, the best that is possible.")
                Optional<Method> method) {
    public static final Recovery UNSAID = new Recovery(Optional.empty(), Optional.empty());

    /// The ways back, in the words of the field.
    public enum Method {
        /// A standby, replica or global table becomes the primary.
        PROMOTE,
        /// From recovery points, to a time.
        RESTORE,
        /// From its description, without data of its own.
        REDEPLOY,
        /// It is already active there; only traffic moves.
        SWITCH
    }
}
