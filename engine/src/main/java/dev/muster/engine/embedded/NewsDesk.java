package dev.muster.engine.embedded;

import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Passes news on to the listener, one at a time. A listener that throws must not end a recovery:
/// it is not called again, and the result of the run carries what it threw.
final class NewsDesk {
    private final RunListener listener;
    private @Nullable RuntimeException deaf;

    NewsDesk(RunListener listener) {
        this.listener = listener;
    }

    synchronized void tell(RunNews news) {
        if (deaf != null) {
            return;
        }
        try {
            listener.on(news);
        } catch (RuntimeException error) {
            deaf = error;
        }
    }

    synchronized Optional<RuntimeException> deaf() {
        return Optional.ofNullable(deaf);
    }
}
