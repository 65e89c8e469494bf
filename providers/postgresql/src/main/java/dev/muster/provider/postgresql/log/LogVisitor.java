package dev.muster.provider.postgresql.log;

import java.time.Instant;

/// Hears of the records that a restore can aim at, in the order of the log.
public interface LogVisitor {
    /// A transaction ended: it committed or was rolled back.
    ///
    /// @param start where the record begins
    /// @param end where the next record begins
    /// @param transaction its id; 0 where the record names it only inside, for one that was
    ///   prepared before
    /// @param time by the source's clock
    void ended(long start, long end, long transaction, Instant time, boolean committed);

    /// A point was named with `pg_create_restore_point`.
    void named(long start, long end, String name, Instant time);

    /// Hears of nothing.
    LogVisitor DEAF =
            new LogVisitor() {
                @Override
                public void ended(
                        long start, long end, long transaction, Instant time, boolean committed) {}

                @Override
                public void named(long start, long end, String name, Instant time) {}
            };
}
