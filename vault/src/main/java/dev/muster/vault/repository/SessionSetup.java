package dev.muster.vault.repository;

import dev.muster.model.Epoch;
import dev.muster.model.Timing;
import java.util.concurrent.atomic.AtomicLong;

/// What a backup session is made of.
record SessionSetup(
        SourceKey key,
        Epoch epoch,
        Timing timing,
        SessionParts parts,
        PackKeeper keeper,
        DedupIndex index,
        AtomicLong segments,
        Committer committer) {
    /// Bytes of index segments that this session stored.
    long segmentBytes() {
        return segments.get();
    }
}
