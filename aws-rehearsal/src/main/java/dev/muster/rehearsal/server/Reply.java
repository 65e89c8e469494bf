package dev.muster.rehearsal.server;

import java.io.IOException;
import java.io.OutputStream;
import java.util.Optional;
import software.amazon.awssdk.core.SdkPojo;

/// What a handler answers.
///
/// @param status zero for what is usual
/// @param body what streams behind the headers
public record Reply(SdkPojo answer, int status, Optional<Body> body) {
    /// Bytes that are not held in memory.
    public interface Body extends AutoCloseable {
        long length();

        void writeTo(OutputStream to) throws IOException;

        /// Called once it was sent, or will not be.
        @Override
        default void close() {}
    }

    public static Reply of(SdkPojo answer) {
        return new Reply(answer, 0, Optional.empty());
    }

    public static Reply of(int status, SdkPojo answer) {
        return new Reply(answer, status, Optional.empty());
    }

    public Reply with(Body content) {
        return new Reply(answer, status, Optional.of(content));
    }
}
