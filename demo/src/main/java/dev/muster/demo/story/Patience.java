package dev.muster.demo.story;

import dev.muster.demo.DemoErrors;
import dev.muster.model.Durations;
import dev.muster.model.Timing;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Supplier;

/// Waits for something that another process brings about.
record Patience(Timing timing, Path log) {
    private static final Duration LOOK_EVERY = Duration.ofMillis(50);

    /// Looks until there is an answer.
    ///
    /// @param what it is, for the error
    /// @throws dev.muster.model.MusterException when the limit passes
    <T> T await(String what, Duration limit, Supplier<Optional<T>> look)
            throws InterruptedException {
        long deadline = timing.nanos() + limit.toNanos();
        while (true) {
            Optional<T> found = look.get();
            if (found.isPresent()) {
                return found.get();
            }
            if (timing.nanos() - deadline > 0) {
                throw DemoErrors.PROGRAM.error(
                        what + " did not happen within " + Durations.text(limit), "tail " + log);
            }
            timing.pause(LOOK_EVERY);
        }
    }
}
