package dev.muster.provider;

import dev.muster.model.LogPosition;
import java.time.Instant;

/// What a base backup holds.
///
/// @param startedAt when reading began
/// @param consistentAt when the copied data became consistent
/// @param from where log replay must begin
/// @param consistentFrom the log position at which the data is consistent
/// @param flaws what of it is missing or torn
public record BackupSummary(
        Instant startedAt,
        Instant consistentAt,
        LogPosition from,
        LogPosition consistentFrom,
        BackupFlaws flaws) {
    /// Of a backup that is whole.
    public BackupSummary(
            Instant startedAt, Instant consistentAt, LogPosition from, LogPosition consistentFrom) {
        this(startedAt, consistentAt, from, consistentFrom, BackupFlaws.NONE);
    }
}
