package dev.muster.engine.embedded;

import dev.muster.model.StepId;
import dev.muster.model.Timing;
import dev.muster.record.Timer;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.PriorityQueue;
import java.util.function.Consumer;

/// The times that a run waits for. One platform thread, so that steps which keep all carriers of
/// virtual threads busy cannot hold up the time-out that would end them.
final class Timers implements AutoCloseable {
    private static final Duration IDLE = Duration.ofHours(1);

    private final Timing timing;
    private final Consumer<Timer> fired;
    private final PriorityQueue<Due> queue = new PriorityQueue<>();
    private final Map<Timer, Due> waiting = new HashMap<>();
    private final Thread thread;
    private boolean closed;

    Timers(String name, Timing timing, Consumer<Timer> fired) {
        this.timing = timing;
        this.fired = fired;
        this.thread = Thread.ofPlatform().name("timers-" + name).daemon().unstarted(this::loop);
    }

    void start() {
        thread.start();
    }

    synchronized void set(Timer timer, Duration delay) {
        if (closed) {
            return;
        }
        drop(timer);
        Due due = new Due(timing.nanos() + Math.max(0, delay.toNanos()), timer);
        waiting.put(timer, due);
        queue.add(due);
        if (due.equals(queue.peek())) {
            thread.interrupt();
        }
    }

    /// Forgets what was set for an attempt that has ended.
    synchronized void attemptEnded(StepId step, int attempt) {
        drop(new Timer(step, attempt, Timer.Purpose.TIMEOUT));
        drop(new Timer(step, attempt, Timer.Purpose.GRACE));
    }

    private void drop(Timer timer) {
        Due due = waiting.remove(timer);
        if (due != null) {
            queue.remove(due);
        }
    }

    private void loop() {
        while (true) {
            try {
                timing.pause(fire());
            } catch (InterruptedException earlier) {
                if (isClosed()) {
                    return;
                }
            }
        }
    }

    private synchronized boolean isClosed() {
        return closed;
    }

    /// Fires what is due.
    ///
    /// @return how long until the next
    private synchronized Duration fire() {
        long now = timing.nanos();
        while (!closed && !queue.isEmpty() && queue.peek().at() - now <= 0) {
            Timer timer = queue.remove().timer();
            waiting.remove(timer);
            fired.accept(timer);
        }
        return queue.isEmpty() ? IDLE : Duration.ofNanos(queue.peek().at() - now);
    }

    @Override
    public synchronized void close() {
        closed = true;
        queue.clear();
        waiting.clear();
        thread.interrupt();
    }

    /// @param at on the clock that only goes forward
    private record Due(long at, Timer timer) implements Comparable<Due> {
        @Override
        public int compareTo(Due other) {
            return Long.signum(at - other.at);
        }
    }
}
