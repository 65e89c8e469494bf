package dev.muster.engine.embedded;

import dev.muster.engine.shell.AttemptControl;
import dev.muster.engine.shell.StepProgress;
import dev.muster.model.StepId;
import org.jspecify.annotations.Nullable;

/// An attempt that runs on a thread of this process.
final class LiveAttempt implements AttemptControl {
    private final StepId step;
    private final int attempt;
    private final StepProgress progress;
    private @Nullable Thread interruptible;
    private boolean cancelled;

    LiveAttempt(StepId step, int attempt, StepProgress progress) {
        this.step = step;
        this.attempt = attempt;
        this.progress = progress;
    }

    StepId step() {
        return step;
    }

    int attempt() {
        return attempt;
    }

    @Override
    public StepProgress progress() {
        return progress;
    }

    @Override
    public synchronized void checkCancelled() throws InterruptedException {
        if (cancelled) {
            throw new InterruptedException();
        }
    }

    /// Tells the attempt to end. It is interrupted only inside [#interruptibly].
    synchronized void cancel() {
        cancelled = true;
        if (interruptible != null) {
            interruptible.interrupt();
        }
    }

    @Override
    public <T> T interruptibly(Work<T> work) throws InterruptedException {
        synchronized (this) {
            checkCancelled();
            interruptible = Thread.currentThread();
        }
        try {
            return work.run();
        } finally {
            synchronized (this) {
                interruptible = null;
                // Cleared, so that the receipt of work that was done all the same can be written.
                Thread.interrupted();
            }
        }
    }
}
