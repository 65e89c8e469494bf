package dev.muster.record;

import dev.muster.model.MusterException;

/// Why an attempt did not reach its end.
///
/// @param code id of the error, as `muster explain` takes it
/// @param hint what to type; may be empty
/// @param retryable whether the same again may work; the handler's answer
/// @param details what was found out before it failed, such as the checks that did not pass
public record Failure(
        String code, String message, String hint, boolean retryable, Details details) {
    public static Failure of(MusterException error, boolean retryable, Details details) {
        String message = error.getMessage() == null ? error.code().title() : error.getMessage();
        return new Failure(error.code().id(), message, error.hint(), retryable, details);
    }
}
