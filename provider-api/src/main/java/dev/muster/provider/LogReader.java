package dev.muster.provider;

import dev.muster.model.LogPosition;
import java.io.OutputStream;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Gives back captured log: the vault's and what only the spool holds, as one.
public interface LogReader {
    /// What was captured, without holes inside each range, ordered by line and offset. Neighbouring
    /// ranges of a line with a hole between them stay apart.
    List<Range> ranges();

    /// By name, what was kept with [LogSink#history].
    Map<String, byte[]> histories();

    /// Copies the bytes from `from` (inclusive) to `to` (exclusive), both inside one range.
    void copy(LogPosition from, LogPosition to, OutputStream sink);

    /// The end of what had arrived at a moment, on the given line; empty if that line had nothing.
    Optional<LogPosition> arrivedBy(String line, Instant moment);

    /// @param from position of the first byte
    /// @param to position after the last byte
    record Range(LogPosition from, LogPosition to, Instant firstArrival, Instant lastArrival) {}
}
