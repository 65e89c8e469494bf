package dev.muster.provider.redis.source;

import java.util.List;

/// What a server answers.
public sealed interface Reply {
    /// A word or a text.
    record Text(String value) implements Reply {}

    record Count(long value) implements Reply {}

    record Nothing() implements Reply {}

    /// An error of the server's, such as `NOPERM this user has no permissions ...`.
    record Refusal(String message) implements Reply {}

    record Many(List<Reply> all) implements Reply {
        public Many {
            all = List.copyOf(all);
        }
    }

    /// In one line, for people.
    default String shown() {
        return switch (this) {
            case Text text -> text.value().strip();
            case Count count -> Long.toString(count.value());
            case Nothing _ -> "nothing";
            case Refusal refusal -> refusal.message();
            case Many many -> many.all().size() + " answers";
        };
    }
}
