package dev.muster.vault.repository;

import dev.muster.model.Epoch;
import dev.muster.model.Timing;
import dev.muster.vault.format.PackKeys;
import java.util.concurrent.atomic.AtomicLong;

/// What a backup session is made of.
///
/// @param keys what its own packs and those of the backup before are sealed to
record SessionSetup(
        SourceKey key,
        Epoch epoch,
        Timing timing,
        SessionParts parts,
        WriteSession session,
        PackKeeper keeper,
        DedupIndex index,
        PackKeys keys,
        AtomicLong segments,
        Committer committer) {
    /// Bytes of index segments that this session stored.
    long segmentBytes() {
        return segments.get();
    }
}
