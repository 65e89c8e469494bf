package dev.muster.engine.embedded;

import dev.muster.engine.EngineErrors;
import dev.muster.engine.shell.Ledger;
import dev.muster.model.Epoch;
import dev.muster.model.MusterException;
import dev.muster.model.RunId;
import dev.muster.model.Timing;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Consumer;

/// Reads the run's epoch at home, three times in each lease. A higher one ends this controller at
/// once. So does a lease that passed without an answer: somebody may have taken over since, and
/// counts on it that this controller no longer acts.
final class EpochWatch implements AutoCloseable {
    private final RunId run;
    private final Epoch own;
    private final Duration lease;
    private final Ledger ledger;
    private final Timing timing;
    private final Consumer<Signal> signals;
    private final NewsDesk news;
    private final Thread thread;

    EpochWatch(
            RunId run,
            Epoch own,
            Duration lease,
            Ledger ledger,
            Timing timing,
            Consumer<Signal> signals,
            NewsDesk news) {
        this.run = run;
        this.own = own;
        this.lease = lease;
        this.ledger = ledger;
        this.timing = timing;
        this.signals = signals;
        this.news = news;
        this.thread = Thread.ofPlatform().name("epoch-" + run).daemon().unstarted(this::watch);
    }

    void start() {
        thread.start();
    }

    private void watch() {
        long seen = timing.nanos();
        try {
            while (true) {
                timing.pause(lease.dividedBy(3));
                long asked = timing.nanos();
                Optional<MusterException> error = ask();
                if (error.isEmpty()) {
                    seen = asked;
                } else if (timing.nanos() - seen >= lease.toNanos()) {
                    signals.accept(new Signal.HomeLost(error.get()));
                    return;
                } else {
                    news.tell(new RunNews.HomeUnreachable(error.get()));
                }
            }
        } catch (InterruptedException over) {
            Thread.currentThread().interrupt();
        }
    }

    /// @return why there was no answer; empty if there was
    private Optional<MusterException> ask() throws InterruptedException {
        try {
            Optional<Epoch> current = ledger.currentEpoch(run);
            if (current.filter(epoch -> epoch.compareTo(own) > 0).isPresent()) {
                signals.accept(new Signal.Superseded(current.get()));
                throw new InterruptedException("superseded");
            }
            return Optional.empty();
        } catch (RuntimeException | Error unreachable) {
            if (Thread.interrupted()) {
                throw new InterruptedException("closed");
            }
            return Optional.of(unreachable(unreachable));
        }
    }

    private MusterException unreachable(Throwable error) {
        return error instanceof MusterException known
                ? known
                : EngineErrors.HOME_UNREACHABLE.error(
                        "the epoch of run " + run + " cannot be read: " + error, "", error);
    }

    @Override
    public void close() {
        thread.interrupt();
    }
}
