package dev.muster.model;

import java.time.Instant;
import java.util.function.Function;

/// The moment that a restore aims at.
public sealed interface RestoreTarget {
    /// The line of an [AtPosition] whose user named none: the newest one counts.
    String NEWEST_LINE = "newest";

    /// As it is typed after `--to`, by stores whose transactions and names are typed as they are.
    ///
    /// @param position how a position is typed
    default String text(Function<LogPosition, String> position) {
        return switch (this) {
            case Latest _ -> "latest";
            case AtTime at -> at.time().toString();
            case AtPosition at -> position.apply(at.position());
            case AtTransaction at -> at.id();
            case AtName at -> at.name();
        };
    }

    /// Everything that was captured.
    record Latest() implements RestoreTarget {}

    /// The last state committed at or before a time.
    record AtTime(Instant time) implements RestoreTarget {}

    /// A log position, inclusive. A user who types none means [#NEWEST_LINE].
    record AtPosition(LogPosition position) implements RestoreTarget {}

    /// A transaction of the store's own numbering, inclusive.
    record AtTransaction(String id) implements RestoreTarget {}

    /// A point that was named in the store, such as by `pg_create_restore_point`.
    record AtName(String name) implements RestoreTarget {}
}
