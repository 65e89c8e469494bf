package dev.muster.vault.log;

import dev.muster.vault.log.SegmentShelf.Opened;
import dev.muster.vault.repository.Vault;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;

/// Reads segments before their turn comes, so that a row of small ones does not cost a round trip
/// each. Bounded by number and by bytes of log. One thread.
final class SegmentAhead {
    private static final int AT_ONCE = 16;
    private static final long IN_FLIGHT = 64L << 20;

    private final Vault vault;
    private final SegmentShelf shelf;
    private final Deque<ArchivedSegment> waiting;
    private final Map<ArchivedSegment, CompletableFuture<Opened>> running = new HashMap<>();
    private long bytes;

    /// @param due in the order in which they will be wanted
    SegmentAhead(Vault vault, SegmentShelf shelf, List<ArchivedSegment> due) {
        this.vault = vault;
        this.shelf = shelf;
        this.waiting = new ArrayDeque<>(due);
    }

    /// The next one, in the order that was given.
    Opened open(ArchivedSegment segment) {
        fill();
        Opened opened = vault.await(Objects.requireNonNull(running.get(segment)));
        drop(segment);
        return opened;
    }

    /// The next one is not wanted.
    void skip(ArchivedSegment segment) {
        if (!waiting.remove(segment)) {
            drop(segment);
        }
    }

    private void drop(ArchivedSegment segment) {
        running.remove(segment);
        bytes -= segment.end() - segment.start();
    }

    private void fill() {
        while (!waiting.isEmpty() && mayStart(waiting.getFirst())) {
            ArchivedSegment next = waiting.removeFirst();
            bytes += next.end() - next.start();
            running.put(next, vault.later(() -> shelf.open(next)));
        }
    }

    private boolean mayStart(ArchivedSegment next) {
        long length = next.end() - next.start();
        return running.isEmpty() || (running.size() < AT_ONCE && bytes + length <= IN_FLIGHT);
    }
}
