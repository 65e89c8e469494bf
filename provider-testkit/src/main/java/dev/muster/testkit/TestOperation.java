package dev.muster.testkit;

import dev.muster.model.Epoch;
import dev.muster.model.Timing;
import dev.muster.provider.Operation;
import dev.muster.provider.Progress;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicLong;

/// An operation that a test starts, watches and cancels. Safe for many threads.
public final class TestOperation implements Operation {
    private final String token;
    private final Epoch epoch;
    private final Path workspace;
    private final Timing timing;
    private final RecordedProgress progress = new RecordedProgress();
    private volatile boolean cancelled;

    /// @param workspace exists, and is the same for every attempt with the same token
    public TestOperation(String token, Epoch epoch, Path workspace, Timing timing) {
        this.token = token;
        this.epoch = epoch;
        this.workspace = workspace;
        this.timing = timing;
    }

    /// From now on, [#checkCancelled] throws.
    public void cancel() {
        cancelled = true;
    }

    @Override
    public String token() {
        return token;
    }

    @Override
    public Epoch epoch() {
        return epoch;
    }

    @Override
    public Path workspace() {
        return workspace;
    }

    @Override
    public Timing timing() {
        return timing;
    }

    @Override
    public Progress progress() {
        return progress;
    }

    /// Bytes that were reported as done.
    public long done() {
        return progress.done.get();
    }

    /// The stage reported last; empty before the first.
    public String stage() {
        return progress.stage;
    }

    @Override
    public void checkCancelled() throws InterruptedException {
        if (cancelled || Thread.currentThread().isInterrupted()) {
            throw new InterruptedException("the test cancelled " + token);
        }
    }

    private static final class RecordedProgress implements Progress {
        private final AtomicLong done = new AtomicLong();
        private volatile String stage = "";

        @Override
        public void stage(String name) {
            stage = name;
        }

        @Override
        public void total(long bytes) {}

        @Override
        public void advance(long bytes) {
            done.addAndGet(bytes);
        }
    }
}
