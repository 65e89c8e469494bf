package dev.muster.engine.machine;

import dev.muster.record.approval.ApprovalRequest;
import dev.muster.record.approval.Signed;
import java.util.List;

/// What a step waits for that only people can do.
public sealed interface Demand {
    /// That enough of them sign.
    ///
    /// @param request what is to be signed
    /// @param signed what came so far, each with another key
    /// @param expired earlier requests, the latest last; only so many that a late signature can be
    ///   told from a wrong one
    record Signatures(ApprovalRequest request, List<Signed> signed, List<ApprovalRequest> expired)
            implements Demand {
        public Signatures {
            signed = List.copyOf(signed);
            expired = List.copyOf(expired);
        }

        /// Whether nobody answered in time before, so that the next one is asked, too.
        public boolean escalated() {
            return request.number() > 1;
        }
    }

    /// That somebody does what is written, and says so.
    record Deed() implements Demand {}
}
