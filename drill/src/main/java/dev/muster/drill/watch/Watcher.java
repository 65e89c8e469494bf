package dev.muster.drill.watch;

import dev.muster.model.ProbeId;
import dev.muster.model.Timing;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.function.Consumer;

/// Asks probes from this place until one of them fails for the hold-down.
public final class Watcher implements AutoCloseable {
    private final Timing timing;
    private final Consumer<Sighting> sightings;
    private final LinkedBlockingQueue<Alarm> alarms = new LinkedBlockingQueue<>();
    private final List<Thread> threads = new ArrayList<>();
    private Watch watch;

    /// That a recovery is called for.
    ///
    /// @param failingSince when the first unanswered question was asked
    /// @param at when the hold-down was over
    /// @param failures how many questions were not answered well
    public record Alarm(ProbeId probe, Instant failingSince, Instant at, int failures) {}

    /// Begins to ask.
    ///
    /// @param sightings hears every one, before it counts; called by several threads
    public Watcher(
            HoldDown rule, List<ProbeLoop> probes, Timing timing, Consumer<Sighting> sightings) {
        this.timing = timing;
        this.sightings = sightings;
        this.watch = new Watch(rule);
        for (ProbeLoop probe : probes) {
            threads.add(Thread.ofVirtual().name("probe-" + probe.probe()).start(() -> ask(probe)));
        }
    }

    private void ask(ProbeLoop probe) {
        try {
            probe.run(timing, this::see);
        } catch (InterruptedException closed) {
            Thread.currentThread().interrupt();
        }
    }

    private void see(Sighting sighting) {
        sightings.accept(sighting);
        count(sighting);
    }

    private synchronized void count(Sighting sighting) {
        Watch.Seen seen = watch.see(sighting);
        watch = seen.watch();
        seen.fired().ifPresent(fired -> alarms.add(alarm(fired)));
    }

    private Alarm alarm(Watch.Fired fired) {
        Instant at = timing.instant();
        Duration ago = Duration.ofNanos(timing.nanos()).minus(fired.since());
        return new Alarm(fired.probe(), at.minus(ago), at, fired.failures());
    }

    /// What is known now, for a status line.
    public synchronized Watch watch() {
        return watch;
    }

    /// Waits for the next alarm.
    public Alarm await() throws InterruptedException {
        return alarms.take();
    }

    @Override
    public void close() {
        threads.forEach(Thread::interrupt);
        boolean interrupted = false;
        for (Thread thread : threads) {
            interrupted |= !joined(thread);
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    /// Whether it ended before we were asked to end too.
    private static boolean joined(Thread thread) {
        try {
            thread.join();
            return true;
        } catch (InterruptedException e) {
            return false;
        }
    }
}
