package dev.muster.kind;

import dev.muster.model.VaultId;
import java.util.Optional;

/// How a data store is protected: the mapping under `protect`.
public record Protection(
        @Doc("The vault that keeps the backups and logs.") VaultId vault,
        @Doc("When a full backup is taken: five cron fields, in UTC.") CronText full,
        @Doc("Continuous capture of the store's log. Without it, only backups can be restored.")
                Optional<LogCapture> logs,
        @Doc("How long recovery points are kept; without it, for ever.")
                Optional<Retention> keep) {}
