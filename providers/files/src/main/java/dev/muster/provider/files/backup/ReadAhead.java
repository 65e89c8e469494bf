package dev.muster.provider.files.backup;

import java.io.IOException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/// Reads small files by a few threads, and gives back all in the order in which it came. Called by
/// one thread.
final class ReadAhead implements AutoCloseable {
    /// Threads of the platform: a call of the C library would hold a virtual one's carrier anyway.
    private static final int THREADS = 4;

    private static final int WAITING = 1024;
    private static final long BYTES = 32 << 20;

    private final ExecutorService threads =
            Executors.newFixedThreadPool(
                    THREADS,
                    task -> Thread.ofPlatform().daemon().name("files-read-", 0).unstarted(task));
    private final Deque<Waiting> waiting = new ArrayDeque<>();
    private long bytes;

    /// What is done in its turn.
    interface Turn {
        void run() throws IOException, InterruptedException;
    }

    /// What is done with a file that was read, or not.
    interface Taker {
        void take(SmallFile file) throws IOException, InterruptedException;

        void fail(IOException why) throws IOException, InterruptedException;
    }

    private interface Reading {
        SmallFile read() throws IOException;
    }

    private record Waiting(CompletableFuture<?> ready, long bytes, Turn turn) {}

    void inTurn(Turn turn) throws IOException, InterruptedException {
        if (waiting.isEmpty()) {
            turn.run();
        } else {
            add(new Waiting(CompletableFuture.completedFuture(null), 0, turn));
        }
    }

    /// Reads a file that its folder was retained for; that is released.
    void read(SharedFolder folder, byte[] name, long size, Taker taker)
            throws IOException, InterruptedException {
        Reading reading = () -> SmallFile.read(folder.directory(), name);
        CompletableFuture<SmallFile> read = new CompletableFuture<>();
        threads.execute(() -> {
            try {
                read.complete(reading.read());
            } catch (IOException | RuntimeException e) {
                read.completeExceptionally(e);
            } finally {
                folder.release();
            }
        });
        add(new Waiting(read, size, () -> take(read, taker)));
    }

    private static void take(CompletableFuture<SmallFile> read, Taker taker)
            throws IOException, InterruptedException {
        SmallFile file;
        try {
            file = read.get();
        } catch (ExecutionException e) {
            if (e.getCause() instanceof IOException why) {
                taker.fail(why);
                return;
            }
            throw new IllegalStateException("a file could not be read", e.getCause());
        }
        taker.take(file);
    }

    private void add(Waiting next) throws IOException, InterruptedException {
        waiting.add(next);
        bytes += next.bytes();
        while (!waiting.isEmpty()
                && (waiting.element().ready().isDone()
                        || waiting.size() > WAITING
                        || bytes > BYTES)) {
            takeNext();
        }
    }

    private void takeNext() throws IOException, InterruptedException {
        Waiting next = waiting.remove();
        bytes -= next.bytes();
        next.turn().run();
    }

    void finish() throws IOException, InterruptedException {
        while (!waiting.isEmpty()) {
            takeNext();
        }
    }

    @Override
    public void close() {
        threads.close();
    }
}
