package dev.muster.provider;

import dev.muster.model.LogPosition;
import java.time.Instant;
import java.util.List;

/// What a base backup holds.
///
/// @param startedAt when reading began
/// @param consistentAt when the copied data became consistent
/// @param from where log replay must begin
/// @param consistentFrom the log position at which the data is consistent
/// @param flaws what of it is missing or torn
/// @param remarks what the user should know of how it was made, such as why all was read; whole
///   sentences without a full stop
public record BackupSummary(
        Instant startedAt,
        Instant consistentAt,
        LogPosition from,
        LogPosition consistentFrom,
        BackupFlaws flaws,
        List<String> remarks) {
    public BackupSummary {
        remarks = List.copyOf(remarks);
    }

    /// Of a backup of which there is nothing to remark.
    public BackupSummary(
            Instant startedAt,
            Instant consistentAt,
            LogPosition from,
            LogPosition consistentFrom,
            BackupFlaws flaws) {
        this(startedAt, consistentAt, from, consistentFrom, flaws, List.of());
    }

    /// Of a backup that is whole.
    public BackupSummary(
            Instant startedAt, Instant consistentAt, LogPosition from, LogPosition consistentFrom) {
        this(startedAt, consistentAt, from, consistentFrom, BackupFlaws.NONE);
    }
}
