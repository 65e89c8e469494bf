package dev.muster.vault.repository;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;

/// The threads of a vault: some for the processors' work, as many as needed for waiting on disks.
final class Workers implements AutoCloseable {
    private static final Executor INLINE = Runnable::run;

    /// Behind 50 ms of latency this is 640 requests a second, and half of a store's connections.
    private static final int AT_ONCE = 32;

    private final int parallelism;
    private final Executor compute;
    private final Executor io;

    Workers(int parallelism) {
        this.parallelism = parallelism;
        compute =
                parallelism == 0
                        ? INLINE
                        : Executors.newFixedThreadPool(parallelism, named("vault-compute-"));
        io = parallelism == 0 ? INLINE : Executors.newCachedThreadPool(named("vault-io-"));
    }

    private static ThreadFactory named(String prefix) {
        AtomicInteger counter = new AtomicInteger();
        return task -> {
            Thread thread = new Thread(task, prefix + counter.incrementAndGet());
            thread.setDaemon(true);
            return thread;
        };
    }

    /// All in the caller's thread.
    static Workers inline() {
        return new Workers(0);
    }

    int parallelism() {
        return Math.max(1, parallelism);
    }

    Executor io() {
        return io;
    }

    <T> CompletableFuture<T> compute(Supplier<T> work) {
        return CompletableFuture.supplyAsync(work, compute);
    }

    /// Reads many things with many requests on their way, and gives what was read in their order.
    /// One that fails ends it; what is on its way then is not waited for.
    <T, R> List<R> together(List<T> items, Function<T, R> read) {
        return together(items, AT_ONCE, read);
    }

    /// @param atOnce requests on their way, where what they bring is large
    <T, R> List<R> together(List<T> items, int atOnce, Function<T, R> read) {
        List<R> done = new ArrayList<>(items.size());
        Deque<CompletableFuture<R>> running = new ArrayDeque<>();
        for (T item : items) {
            if (running.size() >= atOnce) {
                done.add(Causes.join(running.remove()));
            }
            running.add(CompletableFuture.supplyAsync(() -> read.apply(item), io));
        }
        while (!running.isEmpty()) {
            done.add(Causes.join(running.remove()));
        }
        return done;
    }

    /// Waits for something in a thread for waiting, then works on it in one for the processors.
    <T> CompletableFuture<Void> read(Supplier<T> read, Consumer<T> work) {
        return CompletableFuture.supplyAsync(read, io).thenAcceptAsync(work, compute);
    }

    @Override
    public void close() {
        if (compute instanceof ExecutorService service) {
            service.shutdown();
        }
        if (io instanceof ExecutorService service) {
            service.shutdown();
        }
    }
}
