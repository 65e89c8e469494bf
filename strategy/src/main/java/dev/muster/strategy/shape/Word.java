package dev.muster.strategy.shape;

import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// How a single value is read.
///
/// @param type what it becomes
/// @param noun what people call it, with an article: `a duration`
/// @param examples as written; at least one
/// @param choices all that is allowed, where that is a fixed set; else empty
/// @param pattern a regular expression for editors, without anchors
/// @param parser the way from the text
public record Word(
        Class<?> type,
        String noun,
        List<String> examples,
        List<String> choices,
        Optional<String> pattern,
        Function<String, Reading> parser) {
    public Word {
        examples = List.copyOf(examples);
        choices = List.copyOf(choices);
    }

    public String expected() {
        return choices.isEmpty()
                ? noun + ", for example " + String.join(" or ", examples)
                : "one of " + String.join(", ", choices);
    }

    /// What a text is that cannot be read: `not a duration`, `none of start, tell`.
    public String refusal() {
        return choices.isEmpty() ? "not " + noun : "none of " + String.join(", ", choices);
    }

    /// The outcome of reading one text.
    public sealed interface Reading {
        record Good(Object value) implements Reading {}

        /// @param detail what is wrong in particular; empty where the expected form says it all
        /// @param sort which problem it is
        record Bad(Sort sort, String detail) implements Reading {}

        static Reading of(@Nullable Object value) {
            return value == null ? new Bad(Sort.VALUE, "") : new Good(value);
        }
    }

    /// The sorts of bad values that have a code of their own.
    public enum Sort {
        VALUE,
        NAME,
        SCHEDULE,
        URL
    }
}
