package dev.muster.vault.repository;

import dev.muster.model.ByteSize;
import dev.muster.model.RegionId;
import java.time.Instant;
import java.util.Optional;

/// What a copy is owed: objects that another copy holds and it does not.
///
/// @param why why the copy cannot be asked; empty if it answers
/// @param points how many backups it shows
/// @param newest when the newest object that it holds was stored there; empty if it holds nothing
/// @param objects how many it lacks; all that is known if it does not answer
/// @param bytes how much
/// @param oldest when the first of them was stored elsewhere; empty if nothing is owed
public record CopyLag(
        RegionId region,
        Optional<String> why,
        int points,
        Optional<Instant> newest,
        int objects,
        ByteSize bytes,
        Optional<Instant> oldest) {
    public boolean isCaughtUp() {
        return why.isEmpty() && objects == 0;
    }
}
