package dev.muster.provider.postgresql.restore;

import dev.muster.provider.postgresql.log.Line;
import java.util.List;

/// Which log a restore replays, and where it ends.
///
/// @param line the timeline that replay follows
/// @param start where replay begins
/// @param stretches the log to lay out, one timeline after the other, each from the start of a
///   segment; empty where the backup holds all the log it needs
record ReplayPlan(Line line, long start, List<Stretch> stretches) {
    /// @param to exclusive
    record Stretch(Line line, long from, long to) {
        long length() {
            return to - from;
        }
    }

    ReplayPlan {
        stretches = List.copyOf(stretches);
    }

    long bytes() {
        return stretches.stream().mapToLong(Stretch::length).sum();
    }
}
