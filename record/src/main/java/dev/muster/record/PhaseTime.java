package dev.muster.record;

import dev.muster.kind.Phase;
import java.time.Duration;
import java.time.Instant;

/// How long one part of a downtime took.
///
/// @param start when it began
/// @param duration the sum, where it was interrupted by others
public record PhaseTime(Phase phase, Instant start, Duration duration) {}
