package dev.muster.provider.redis.export;

import java.util.List;

/// What of the captured stream is run again on a base backup.
///
/// @param stretches one after the other; empty where the base alone is the target
/// @param line the replication id that the end has
/// @param end the offset after the last byte; a boundary at or before it is what is reached
public record ReplayPlan(List<Stretch> stretches, String line, long end) {
    public ReplayPlan {
        stretches = List.copyOf(stretches);
    }

    public long bytes() {
        return stretches.stream().mapToLong(stretch -> stretch.to() - stretch.from()).sum();
    }

    /// @param from the offset of the first byte
    /// @param to the offset after the last one
    public record Stretch(String line, long from, long to) {}
}
