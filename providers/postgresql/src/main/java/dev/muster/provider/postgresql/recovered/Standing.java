package dev.muster.provider.postgresql.recovered;

import java.time.Instant;
import java.util.Optional;

/// Where a standby stands.
///
/// @param position the end of what it has replayed
/// @param lastTransaction when the last transaction ended that it replayed, by the source's clock
/// @param paused it has stopped at its target
/// @param atEnd it has replayed all that it has
public record Standing(
        long position, Optional<Instant> lastTransaction, boolean paused, boolean atEnd) {}
