package dev.muster.kind;

import dev.muster.model.ErrorCode;
import java.util.List;

/// Something that a strategy should know of itself.
///
/// @param code its registered id, with title, explanation and remedy
/// @param severity how bad it is
/// @param path the keys from the file's root to the place, such as `components`, `orders-db`,
///   `protect`
/// @param message what is so, with the numbers
/// @param fix what to type
public record Finding(
        ErrorCode code, Severity severity, List<String> path, String message, String fix) {
    public Finding {
        path = List.copyOf(path);
    }

    /// How bad a finding is.
    public enum Severity {
        /// The objectives cannot be met, or data is lost.
        ERROR,
        /// A recovery may fail or take longer.
        WARNING,
        /// Could be better.
        HINT
    }
}
