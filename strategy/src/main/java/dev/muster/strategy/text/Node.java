package dev.muster.strategy.text;

import java.util.List;
import java.util.Optional;

/// A piece of YAML with its place.
public sealed interface Node {
    Place place();

    /// What a person calls it.
    default String noun() {
        return switch (this) {
            case Scalar scalar -> scalar.isAbsent() ? "nothing" : "a single value";
            case Sequence _ -> "a list";
            case Mapping _ -> "a mapping";
        };
    }

    /// One value. Its meaning is decided by what reads it, never by YAML: `no` and `1:20` are text.
    ///
    /// @param plain written without quotes
    record Scalar(Place place, String text, boolean plain) implements Node {
        /// Whether nothing was written, as in `key:`.
        public boolean isAbsent() {
            return plain && (text.isEmpty() || text.equals("~") || text.equals("null"));
        }
    }

    record Sequence(Place place, List<Node> items) implements Node {
        public Sequence {
            items = List.copyOf(items);
        }
    }

    /// Keys may occur twice: whoever reads it says so.
    record Mapping(Place place, List<Entry> entries) implements Node {
        public Mapping {
            entries = List.copyOf(entries);
        }

        public Optional<Entry> entry(String key) {
            return entries.stream().filter(entry -> entry.key().text().equals(key)).findFirst();
        }
    }

    record Entry(Scalar key, Node value) {}
}
