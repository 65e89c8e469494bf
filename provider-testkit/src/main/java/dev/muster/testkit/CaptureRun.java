package dev.muster.testkit;

import dev.muster.model.LogPosition;
import dev.muster.provider.DataStore;
import dev.muster.provider.LogSink;
import dev.muster.provider.Target;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/// A capture in a thread of its own, as a daemon runs it.
///
/// @param <S> settings of the kind
public final class CaptureRun<S extends Record> implements AutoCloseable {
    private static final Duration POLL = Duration.ofMillis(2);

    private final DataStore<S> store;
    private final Target<S> source;
    private final TestOperation operation;
    private final CountDownLatch ended = new CountDownLatch(1);
    private volatile @Nullable Throwable failure;
    private volatile @Nullable MemoryLog log;

    public CaptureRun(DataStore<S> store, Target<S> source, TestOperation operation) {
        this.store = store;
        this.source = source;
        this.operation = operation;
    }

    /// Begins; it ends with the connection, with an error, or with [#cancel].
    public void start(LogSink sink) {
        log = sink instanceof MemoryLog memory ? memory : null;
        Thread.ofPlatform().name("capture").start(() -> run(sink));
    }

    private void run(LogSink sink) {
        try {
            store.capture(source, sink, operation);
        } catch (InterruptedException | RuntimeException end) {
            failure = end;
        } finally {
            ended.countDown();
        }
    }

    /// Waits until everything before a position of the source's log is durable.
    public void awaitAll(LogPosition end) throws InterruptedException {
        MemoryLog known = log;
        if (known == null) {
            throw new IllegalStateException("only a log in memory can be asked");
        }
        while (!known.has(end)) {
            if (ended.getCount() == 0) {
                throw new AssertionError("the capture ended: " + operation.stage(), failure);
            }
            operation.timing().pause(POLL);
        }
    }

    public void cancel() {
        operation.cancel();
    }

    public void awaitEnd() throws InterruptedException {
        ended.await();
    }

    public boolean endsWithin(Duration patience) throws InterruptedException {
        return ended.await(patience.toMillis(), TimeUnit.MILLISECONDS);
    }

    /// What ended it; null where it ended by itself.
    public @Nullable Throwable failure() {
        return failure;
    }

    /// What it is doing.
    public String stage() {
        return operation.stage();
    }

    /// Cancels it and waits for its end.
    @Override
    public void close() {
        cancel();
        boolean interrupted = false;
        while (ended.getCount() > 0) {
            try {
                awaitEnd();
            } catch (InterruptedException again) {
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
