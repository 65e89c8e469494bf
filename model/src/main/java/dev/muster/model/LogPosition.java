package dev.muster.model;

/// A place in a data store's log.
///
/// @param line the branch of history: a PostgreSQL timeline, a binlog server's UUID, a replication
///   id. Only positions on one line can be compared.
/// @param offset bytes from the start of that line's numbering (for PostgreSQL the LSN)
public record LogPosition(String line, long offset) {
    public LogPosition {
        if (line.isEmpty() || line.length() > 128 || line.contains("/") || line.startsWith(".")) {
            throw new IllegalArgumentException("not a log line: '" + line + "'");
        }
    }

    public LogPosition plus(long bytes) {
        return new LogPosition(line, offset + bytes);
    }

    /// Compares as unsigned numbers, as PostgreSQL and MySQL do.
    ///
    /// @throws IllegalArgumentException for positions on different lines
    public boolean isBefore(LogPosition other) {
        if (!line.equals(other.line)) {
            throw new IllegalArgumentException(this + " and " + other + " are on different lines");
        }
        return Long.compareUnsigned(offset, other.offset) < 0;
    }
}
