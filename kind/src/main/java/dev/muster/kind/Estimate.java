package dev.muster.kind;

import java.time.Duration;

/// How long something takes, and how that is known.
///
/// @param basis in a few words, for people: `measured in 3 runs`, `96 MiB at 300 MiB/s`
public record Estimate(Duration duration, Basis basis, String reason) {
    /// Where an estimate comes from.
    public enum Basis {
        MEASURED,
        ESTIMATED
    }
}
