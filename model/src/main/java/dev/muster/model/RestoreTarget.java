package dev.muster.model;

import java.time.Instant;

/// The moment that a restore aims at.
public sealed interface RestoreTarget {
    /// Everything that was captured.
    record Latest() implements RestoreTarget {}

    /// The last state committed at or before a time.
    record AtTime(Instant time) implements RestoreTarget {}

    /// A log position, inclusive. `line` may be absent in what a user types; it is then the newest.
    record AtPosition(LogPosition position) implements RestoreTarget {}

    /// A transaction of the store's own numbering, inclusive.
    record AtTransaction(String id) implements RestoreTarget {}

    /// A point that was named in the store, such as by `pg_create_restore_point`.
    record AtName(String name) implements RestoreTarget {}
}
