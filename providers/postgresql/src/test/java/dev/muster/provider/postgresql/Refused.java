package dev.muster.provider.postgresql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.muster.model.ErrorCode;
import dev.muster.model.MusterException;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;

/// Expects that something is refused.
final class Refused {
    private Refused() {}

    /// @param message a part of what is said
    /// @param hint a part of what to type
    static void by(ThrowingCallable call, ErrorCode code, String message, String hint) {
        assertThatThrownBy(call)
                .isInstanceOfSatisfying(
                        MusterException.class,
                        error -> {
                            assertThat(error.code()).isEqualTo(code);
                            assertThat(error).hasMessageContaining(message);
                            assertThat(error.hint()).contains(hint);
                        });
    }
}
