package dev.muster.rehearsal.s3;

import java.time.Instant;
import java.util.Optional;

/// What Object Lock says of a version.
///
/// @param mode `GOVERNANCE`, `COMPLIANCE`, or empty
/// @param legal whether a legal hold is on
record Hold(String mode, Optional<Instant> until, boolean legal) {
    static final Hold NONE = new Hold("", Optional.empty(), false);
    static final String COMPLIANCE = "COMPLIANCE";

    boolean retains(Instant now) {
        return until.filter(now::isBefore).isPresent();
    }

    /// Whether a deletion is refused.
    boolean forbids(Instant now, boolean bypass) {
        return legal || (retains(now) && !(bypass && !mode.equals(COMPLIANCE)));
    }
}
