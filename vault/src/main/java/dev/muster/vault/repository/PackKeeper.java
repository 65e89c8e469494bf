package dev.muster.vault.repository;

import dev.muster.vault.format.BlobRef;
import dev.muster.vault.format.Commit;
import dev.muster.vault.format.ObjectHash;
import dev.muster.vault.format.PackWriter;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/// Stores finished packs, a few at a time, while others are being filled.
final class PackKeeper {
    private static final int IN_FLIGHT = 3;

    private final Workers workers;
    private final SessionCopies copies;
    private final DedupIndex index;
    private final Semaphore inFlight = new Semaphore(IN_FLIGHT);
    private final ConcurrentLinkedQueue<byte[]> buffers = new ConcurrentLinkedQueue<>();
    private final ConcurrentLinkedQueue<CompletableFuture<Void>> running =
            new ConcurrentLinkedQueue<>();
    private final List<ObjectHash> sectionPacks = new ArrayList<>();
    private final Map<ObjectHash, Integer> sizes = new ConcurrentHashMap<>();
    private final AtomicLong stored = new AtomicLong();
    private final AtomicReference<@Nullable RuntimeException> failure = new AtomicReference<>();

    PackKeeper(Workers workers, SessionCopies copies, DedupIndex index) {
        this.workers = workers;
        this.copies = copies;
        this.index = index;
    }

    /// What a new pack needs.
    static PackWriter.Fresh fresh(Randomness random) {
        return new PackWriter.Fresh(
                random.bytes(16), random.bytes(32), random.bytes(32), random.bytes(32));
    }

    /// A buffer for the next pack; it grows if it must.
    byte[] buffer(int capacity) {
        GcmWarmUp.start();
        byte[] pooled = buffers.poll();
        return pooled != null ? pooled : new byte[capacity];
    }

    /// @throws RuntimeException if a pack could not be stored
    void check() {
        RuntimeException why = failure.get();
        if (why != null) {
            throw why;
        }
    }

    /// Stores a pack with content. Its blobs' places are known when its hash is.
    void keep(PackWriter pack, List<CompletableFuture<BlobRef>> places) {
        inFlight.acquireUninterruptibly();
        running.removeIf(done -> done.isDone() && !done.isCompletedExceptionally());
        running.add(
                CompletableFuture.runAsync(
                                () -> {
                                    List<BlobRef> blobs = hash(pack, places);
                                    store(pack, blobs);
                                    buffers.add(pack.buffer());
                                },
                                workers.io())
                        .whenComplete((done, why) -> {
                            inFlight.release();
                            if (why != null) {
                                RuntimeException cause = Causes.of(why);
                                failure.compareAndSet(null, cause);
                                places.forEach(p -> p.completeExceptionally(cause));
                            }
                        }));
    }

    private static List<BlobRef> hash(PackWriter pack, List<CompletableFuture<BlobRef>> places) {
        pack.finish();
        ObjectHash hash = ObjectHash.of(pack.buffer(), 0, pack.length());
        List<BlobRef> blobs = new ArrayList<>();
        for (int i = 0; i < places.size(); i++) {
            PackWriter.Entry entry = pack.entries().get(i);
            BlobRef blob =
                    new BlobRef(entry.id(), hash, entry.offset(), entry.stored(), entry.raw());
            blobs.add(blob);
            places.get(i).complete(blob);
        }
        return blobs;
    }

    private void store(PackWriter pack, List<BlobRef> blobs) {
        ObjectHash hash = blobs.getFirst().pack();
        put(pack, hash);
        index.stored(new Commit.PackSize(hash, pack.length()), blobs);
    }

    private void put(PackWriter pack, ObjectHash hash) {
        copies.put(PackNames.of(hash), ByteBuffer.wrap(pack.buffer(), 0, pack.length()));
        sizes.put(hash, pack.length());
        stored.addAndGet(pack.length());
    }

    /// Stores a pack with sections in the caller's thread.
    ObjectHash keepNow(PackWriter pack) {
        pack.finish();
        ObjectHash hash = ObjectHash.of(pack.buffer(), 0, pack.length());
        put(pack, hash);
        sectionPacks.add(hash);
        return hash;
    }

    /// The packs with sections that this session stored.
    List<ObjectHash> sectionPacks() {
        return sectionPacks;
    }

    /// Waits for all packs to be stored.
    void await() {
        for (CompletableFuture<Void> one = running.poll(); one != null; one = running.poll()) {
            Causes.join(one);
        }
    }

    /// The packs that this session stored.
    Map<ObjectHash, Integer> sizes() {
        return sizes;
    }

    /// Bytes that this session stored.
    long storedBytes() {
        return stored.get();
    }
}
