package dev.muster.model;

import java.time.Instant;

/// A state that a component can be brought back to: one base backup.
///
/// @param id unique in the vault, sorts by time
/// @param component what was backed up
/// @param startedAt when reading began
/// @param consistentAt the earliest moment that the point can be restored to
/// @param storedAt when the vault stored it; retention goes by this, not by the source's clock
/// @param from the log position where replay must begin
/// @param consistentFrom the log position where the data is consistent; equal to `from` for stores
///   that need no log
/// @param logical bytes of the data as the source has them
/// @param stored bytes that this backup added to the vault
public record RecoveryPoint(
        String id,
        ComponentId component,
        Instant startedAt,
        Instant consistentAt,
        Instant storedAt,
        LogPosition from,
        LogPosition consistentFrom,
        ByteSize logical,
        ByteSize stored) {
    /// [#startedAt], but never after it was stored: the clock of a source may be ahead.
    public Instant begunAt() {
        return startedAt.isAfter(storedAt) ? storedAt : startedAt;
    }

    /// [#consistentAt], but never after it was stored.
    public Instant safeAt() {
        return consistentAt.isAfter(storedAt) ? storedAt : consistentAt;
    }
}
