package dev.muster.model;

import java.time.Instant;
import java.util.List;

/// The stretch of time that any moment of can be brought back.
///
/// @param from the earliest moment
/// @param to the latest moment that is captured
/// @param end the log position of the latest moment
/// @param holes stretches inside that cannot be brought back, in order; empty is the healthy state
public record RestorableWindow(Instant from, Instant to, LogPosition end, List<Hole> holes) {
    public RestorableWindow {
        holes = List.copyOf(holes);
    }

    /// A stretch of the log that was never captured.
    public record Hole(Instant from, Instant to) {}
}
