package dev.muster.vault.repository;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/// Keeps a backup's work in order while workers do it in any order. One thread.
///
/// Two queues: what a worker is at, bounded by its bytes; and what waits until the packs of its
/// content are finished, bounded by their memory. Both are worked off in the caller's thread.
final class Pipeline {
    static final long BYTES = 24 << 20;

    /// What a step holds beside its bytes: the file that it is of, and who waits for it.
    private static final int STEP = 1 << 10;

    /// About 300 bytes each.
    private static final int WAITING = 1 << 15;

    private static final CompletableFuture<?> KNOWN = CompletableFuture.completedFuture(null);

    private final Deque<Step> steps = new ArrayDeque<>();
    private final Deque<Waiting> waiting = new ArrayDeque<>();
    private final Runnable finishPacks;
    private long bytes;
    private int weight;

    private record Step(CompletableFuture<?> work, int bytes, Runnable then) {}

    private record Waiting(CompletableFuture<?> known, int weight, Runnable then) {}

    /// @param finishPacks makes the places of all content known soon
    Pipeline(Runnable finishPacks) {
        this.finishPacks = finishPacks;
    }

    /// Waits until there is room for so many bytes of work.
    void room(int wanted) {
        while (!steps.isEmpty() && (bytes + wanted > BYTES || isReady())) {
            runStep();
        }
        workOffWaiting();
    }

    /// Queues work that runs; `then` runs in the caller's thread, after the ones before it.
    void submit(CompletableFuture<?> work, int size, Runnable then) {
        steps.add(new Step(work, size + STEP, then));
        bytes += size + STEP;
    }

    /// Queues what needs to know where content lies.
    void later(List<CompletableFuture<?>> places, Runnable then) {
        later(places, 1, then);
    }

    /// @param heavy how many times as much memory as usual it holds meanwhile
    void later(List<CompletableFuture<?>> places, int heavy, Runnable then) {
        CompletableFuture<?> known =
                switch (places.size()) {
                    case 0 -> KNOWN;
                    case 1 -> places.getFirst();
                    default -> CompletableFuture.allOf(places.toArray(CompletableFuture[]::new));
                };
        waiting.add(new Waiting(known, heavy, then));
        weight += heavy;
    }

    /// Does everything that is queued.
    void finish() {
        settle(0);
    }

    /// Works off what waits, down to some.
    private void settle(int rest) {
        // all content must be with a pack before the last pack is finished, else its place would
        // never become known
        while (!steps.isEmpty()) {
            runStep();
        }
        finishPacks.run();
        while (weight > rest) {
            runWaiting();
        }
    }

    private boolean isReady() {
        Step head = steps.peek();
        return head != null && head.work().isDone();
    }

    private void runStep() {
        Step step = steps.remove();
        bytes -= step.bytes();
        Causes.join(step.work());
        step.then().run();
    }

    private void workOffWaiting() {
        while (!waiting.isEmpty() && waiting.element().known().isDone()) {
            runWaiting();
        }
        if (weight > WAITING) {
            settle(WAITING / 2);
        }
    }

    private void runWaiting() {
        Waiting head = waiting.remove();
        weight -= head.weight();
        Causes.join(head.known());
        head.then().run();
    }
}
