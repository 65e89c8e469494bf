package dev.muster.kind;

import dev.muster.model.Durations;
import java.time.Duration;
import java.util.Optional;

/// What happens to a synchronous source whose receiver is gone.
@Example(
        value = {"stall", "degrade-after 30s"},
        noun = "a policy for lost capture",
        pattern = "stall|degrade-after .+")
public sealed interface OnCaptureLost {
    /// Its commits wait. The loss stays zero, and a receiver that stops acknowledging is a fence.
    record Stall() implements OnCaptureLost {
        @Override
        public String toString() {
            return "stall";
        }
    }

    /// A watchdog beside it lets commits through after a while; from then on data can be lost.
    record DegradeAfter(Duration delay) implements OnCaptureLost {
        @Override
        public String toString() {
            return "degrade-after " + Durations.text(delay);
        }
    }

    /// Reads `stall` or `degrade-after DURATION`.
    static Optional<OnCaptureLost> parse(String text) {
        if (text.equals("stall")) {
            return Optional.of(new Stall());
        }
        if (text.startsWith("degrade-after ")) {
            return Durations.parse(text.substring("degrade-after ".length()))
                    .filter(Duration::isPositive)
                    .map(DegradeAfter::new);
        }
        return Optional.empty();
    }
}
