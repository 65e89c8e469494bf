package dev.muster.operations;

import java.util.ArrayList;
import java.util.List;

/// Tells running work to end. Safe for many threads; once cancelled it stays so.
public final class Cancellation {
    private final List<Runnable> listeners = new ArrayList<>();
    private volatile boolean cancelled;

    public void cancel() {
        List<Runnable> toTell;
        synchronized (listeners) {
            if (cancelled) {
                return;
            }
            cancelled = true;
            toTell = List.copyOf(listeners);
            listeners.clear();
        }
        toTell.forEach(Runnable::run);
    }

    public boolean isCancelled() {
        return cancelled;
    }

    /// @throws InterruptedException when cancelled
    public void check() throws InterruptedException {
        if (cancelled || Thread.currentThread().isInterrupted()) {
            throw new InterruptedException("cancelled");
        }
    }

    /// Runs the listener once, at the cancel or at once if that was before.
    public void onCancel(Runnable listener) {
        synchronized (listeners) {
            if (!cancelled) {
                listeners.add(listener);
                return;
            }
        }
        listener.run();
    }
}
