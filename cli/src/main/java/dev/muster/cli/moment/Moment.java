package dev.muster.cli.moment;

import java.time.Instant;

/// What a text says about a moment.
public sealed interface Moment {
    /// Exactly one moment.
    record At(Instant instant) implements Moment {}

    /// None, or more than one.
    ///
    /// @param why lower case, without a full stop
    /// @param hint what to type instead
    record Unclear(String why, String hint) implements Moment {}
}
