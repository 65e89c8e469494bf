package dev.muster.provider.postgresql.promote;

import dev.muster.provider.postgresql.export.ReplayPlan;

/// What the captured log has that a server lacks.
sealed interface Beyond {
    /// Nothing.
    record Nothing() implements Beyond {}

    /// Whole records, which would follow on what the server has.
    ///
    /// @param until where the last of them ends
    /// @param plan the log to lay out for the server
    record Records(long until, ReplayPlan plan) implements Beyond {}

    /// Records that the server can never have: it took another way.
    record Elsewhere(String why) implements Beyond {}
}
