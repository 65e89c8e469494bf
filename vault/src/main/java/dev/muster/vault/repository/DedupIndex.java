package dev.muster.vault.repository;

import dev.muster.vault.format.BlobRef;
import dev.muster.vault.format.ChunkId;
import dev.muster.vault.format.Commit;
import dev.muster.vault.format.IndexSegment;
import dev.muster.vault.format.ObjectHash;
import dev.muster.vault.format.PackKeys;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;

/// Which content is stored already: segments that this source signed, and this session's own.
///
/// What this session stores leaves memory with each segment that it writes. Many threads.
final class DedupIndex {
    private static final int FIRST_FLUSH = 8;
    private static final int LAST_FLUSH = 128;

    /// Bounds what a session holds in memory, however small its blobs are.
    private static final int MOST_BLOBS = 1 << 17;

    private final Map<ObjectHash, IndexSegment> segments;
    private final Map<ObjectHash, Integer> present;
    private final SegmentWriter writer;
    private final Map<ChunkId, CompletableFuture<BlobRef>> fresh = new ConcurrentHashMap<>();
    private final List<IndexSegment> own = new CopyOnWriteArrayList<>();
    private final Set<ObjectHash> used = ConcurrentHashMap.newKeySet();
    private List<Commit.PackSize> unwrittenPacks = new ArrayList<>();
    private List<BlobRef> unwritten = new ArrayList<>();
    private int flushAt = FIRST_FLUSH;

    /// Encodes and stores a segment.
    interface SegmentWriter {
        Written write(List<BlobRef> blobs, List<Commit.PackSize> packs);
    }

    /// A stored segment, open to look things up in.
    ///
    /// @param bytes of the stored object
    record Written(ObjectHash hash, int bytes, IndexSegment segment) {}

    /// @param present the packs that exist, and their sizes
    DedupIndex(
            Map<ObjectHash, IndexSegment> segments,
            Map<ObjectHash, Integer> present,
            SegmentWriter writer) {
        this.segments = segments;
        this.present = present;
        this.writer = writer;
    }

    /// The place of content that is known, else takes it on: the caller then stores it and
    /// completes `place`.
    Optional<CompletableFuture<BlobRef>> claim(ChunkId id, CompletableFuture<BlobRef> place) {
        CompletableFuture<BlobRef> other = fresh.get(id);
        if (other != null) {
            return Optional.of(other);
        }
        Optional<BlobRef> known = find(id);
        if (known.isPresent()) {
            return known.map(CompletableFuture::completedFuture);
        }
        return Optional.ofNullable(fresh.putIfAbsent(id, place));
    }

    private Optional<BlobRef> find(ChunkId id) {
        for (IndexSegment segment : own) {
            Optional<BlobRef> found = findIn(segment, id);
            if (found.isPresent()) {
                return found;
            }
        }
        for (Map.Entry<ObjectHash, IndexSegment> entry : segments.entrySet()) {
            Optional<BlobRef> found =
                    findIn(entry.getValue(), id).filter(blob -> present.containsKey(blob.pack()));
            if (found.isPresent()) {
                used.add(entry.getKey());
                return found;
            }
        }
        return Optional.empty();
    }

    private static Optional<BlobRef> findIn(IndexSegment segment, ChunkId id) {
        synchronized (segment) {
            return segment.find(id);
        }
    }

    /// A pack was stored with these blobs. Writes a segment now and then, rarer as a session grows
    /// older, so that a killed one loses at most half of its work.
    synchronized void stored(Commit.PackSize pack, List<BlobRef> blobs) {
        unwrittenPacks.add(pack);
        unwritten.addAll(blobs);
        boolean many = unwritten.size() >= MOST_BLOBS;
        if (unwrittenPacks.size() >= flushAt || many) {
            flush();
            flushAt = many ? flushAt : Math.min(LAST_FLUSH, flushAt * 2);
        }
    }

    /// Writes a segment of everything that is in none yet.
    synchronized void flush() {
        if (unwritten.isEmpty()) {
            return;
        }
        Written written = writer.write(unwritten, unwrittenPacks);
        used.add(written.hash());
        own.add(written.segment());
        unwritten.forEach(blob -> fresh.remove(blob.id()));
        unwritten = new ArrayList<>();
        unwrittenPacks = new ArrayList<>();
    }

    /// The segments that this session wrote or found something in.
    List<ObjectHash> used() {
        return used.stream().sorted((a, b) -> a.hex().compareTo(b.hex())).toList();
    }

    /// What the packs of all used segments are sealed to.
    ///
    /// @param others what the session's other packs are sealed to
    PackKeys keys(PackKeys others) {
        PackKeys keys = others;
        for (ObjectHash hash : used()) {
            IndexSegment segment = segments.get(hash);
            keys = segment == null ? keys : keys.and(segment.keys());
        }
        return keys;
    }

    /// Packs that existed when the session began, and their sizes.
    Map<ObjectHash, Integer> present() {
        return present;
    }
}
