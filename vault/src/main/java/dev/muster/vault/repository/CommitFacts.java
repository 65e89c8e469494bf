package dev.muster.vault.repository;

import dev.muster.model.ByteSize;
import dev.muster.model.ComponentId;
import dev.muster.model.LogPosition;
import dev.muster.vault.format.Commit;
import java.time.Instant;

/// What decides about a commit, without its list of packs.
record CommitFacts(
        ComponentId source,
        String point,
        Instant startedAt,
        Instant storedAt,
        LogPosition from,
        LogPosition consistentFrom,
        ByteSize stored) {
    static CommitFacts of(Commit commit) {
        return new CommitFacts(
                commit.point().component(),
                commit.point().id(),
                commit.point().startedAt(),
                commit.point().storedAt(),
                commit.point().from(),
                commit.point().consistentFrom(),
                commit.point().stored());
    }
}
