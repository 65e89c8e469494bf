package dev.muster.provider.postgresql.export;

import dev.muster.provider.postgresql.log.Line;
import java.util.List;

/// Which log a restore replays, and where it ends.
///
/// @param line the timeline that replay follows
/// @param start where replay begins
/// @param stretches the log to lay out, one timeline after the other, each from the start of a
///   segment; empty where the backup holds all the log it needs
public record ReplayPlan(Line line, long start, List<Stretch> stretches) {
    /// @param to exclusive
    public record Stretch(Line line, long from, long to) {
        public long length() {
            return to - from;
        }
    }

    public ReplayPlan {
        stretches = List.copyOf(stretches);
    }

    public long bytes() {
        return stretches.stream().mapToLong(Stretch::length).sum();
    }
}
