package dev.muster.vault.repository;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.function.Supplier;

/// The threads of a vault: some for the processors' work, as many as needed for waiting on disks.
final class Workers implements AutoCloseable {
    private static final Executor INLINE = Runnable::run;

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

    int parallelism() {
        return Math.max(1, parallelism);
    }

    Executor io() {
        return io;
    }

    <T> CompletableFuture<T> compute(Supplier<T> work) {
        return CompletableFuture.supplyAsync(work, compute);
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
