package dev.muster.vault.repository;

import dev.muster.model.RegionId;
import java.util.List;

/// What a check found.
///
/// @param objects how many objects were looked at, over all copies
/// @param read how many of them were read and compared with their hash or signature
/// @param problems empty in health
public record CheckReport(int objects, int read, List<Problem> problems) {
    public CheckReport {
        problems = List.copyOf(problems);
    }

    public boolean isHealthy() {
        return problems.isEmpty();
    }

    /// What can be wrong.
    public enum Sort {
        /// The copy does not answer.
        UNREACHABLE,
        /// Something in this copy needs the object, and it is not there.
        MISSING,
        /// Another copy holds it and this one does not: lost there, or not copied yet.
        LACKING,
        /// The bytes are not those that were written, or not signed by who may.
        DAMAGED,
        /// The copy holds a whole object that differs from another copy's of that name.
        DIFFERS,
        /// A commit names a predecessor that is nowhere.
        BROKEN_CHAIN
    }

    /// @param name the object; empty for a whole copy
    public record Problem(RegionId region, Sort sort, String name, String why) {}
}
