package dev.muster.engine.embedded;

import dev.muster.model.StepId;
import dev.muster.model.Timing;
import dev.muster.record.Timer;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Consumer;

/// The times that a run waits for: a sleeping virtual thread each. Used by the thread of the run.
final class Timers {
    private final Timing timing;
    private final Consumer<Timer> fired;
    private final Map<Timer, Thread> sleeping = new HashMap<>();

    Timers(Timing timing, Consumer<Timer> fired) {
        this.timing = timing;
        this.fired = fired;
    }

    void set(Timer timer, Duration delay) {
        Thread thread =
                Thread.ofVirtual()
                        .name("timer-" + timer.step())
                        .unstarted(() -> sleep(timer, delay));
        sleeping.put(timer, thread);
        thread.start();
    }

    private void sleep(Timer timer, Duration delay) {
        try {
            timing.pause(delay.isNegative() ? Duration.ZERO : delay);
            fired.accept(timer);
        } catch (InterruptedException noLongerNeeded) {
            // It was for an attempt that has ended, or the run stops.
            Thread.currentThread().interrupt();
        }
    }

    /// Forgets what was set for an attempt that has ended.
    void attemptEnded(StepId step, int attempt) {
        drop(new Timer(step, attempt, Timer.Purpose.TIMEOUT));
        drop(new Timer(step, attempt, Timer.Purpose.GRACE));
    }

    void drop(Timer timer) {
        Thread thread = sleeping.remove(timer);
        if (thread != null) {
            thread.interrupt();
        }
    }

    void dropAll() {
        sleeping.values().forEach(Thread::interrupt);
        sleeping.clear();
    }
}
