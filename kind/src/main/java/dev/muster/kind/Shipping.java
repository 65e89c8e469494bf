package dev.muster.kind;

import dev.muster.model.Durations;
import java.time.Duration;
import java.util.Optional;

/// How captured log travels to the other region.
@Example(
        value = {"stream", "every 10s"},
        noun = "a way of shipping",
        pattern = "stream|every .+")
public sealed interface Shipping {
    /// Over a held connection, in milliseconds.
    record Stream() implements Shipping {
        @Override
        public String toString() {
            return "stream";
        }
    }

    /// As numbered objects, nothing when idle.
    record Every(Duration interval) implements Shipping {
        @Override
        public String toString() {
            return "every " + Durations.text(interval);
        }
    }

    /// Reads `stream` or `every DURATION`.
    static Optional<Shipping> parse(String text) {
        if (text.equals("stream")) {
            return Optional.of(new Stream());
        }
        if (text.startsWith("every ")) {
            return Durations.parse(text.substring("every ".length()))
                    .filter(Duration::isPositive)
                    .map(Every::new);
        }
        return Optional.empty();
    }
}
