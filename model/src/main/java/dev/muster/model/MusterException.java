package dev.muster.model;

import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// The one exception that crosses rooms. What it says is meant for users.
///
/// The message is lower case and names component, value and limit with unit; the hint says what to
/// type.
public final class MusterException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final transient ErrorCode code;
    private final String hint;

    MusterException(ErrorCode code, String message, String hint, @Nullable Throwable cause) {
        super(message, cause);
        this.code = code;
        this.hint = hint;
    }

    @Override
    public String getMessage() {
        return Objects.requireNonNull(super.getMessage());
    }

    public ErrorCode code() {
        return code;
    }

    /// What to type or change; empty where there is nothing better to say than the message.
    public String hint() {
        return hint;
    }
}
