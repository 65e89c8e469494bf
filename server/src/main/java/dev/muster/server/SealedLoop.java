package dev.muster.server;

import dev.muster.model.Timing;
import dev.muster.operations.Cancellation;
import dev.muster.operations.keys.RecoveryDoor;
import dev.muster.operations.keys.SealedReport;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Consumer;

/// Looks when the daemon begins, and seldom afterwards, whether the sealed secrets of the strategy
/// can be opened: on the day of a recovery it would be too late to learn that they cannot.
final class SealedLoop {
    private static final Duration SELDOM = Duration.ofHours(6);
    private static final Duration SOON = Duration.ofMinutes(1);

    private final RecoveryDoor door;
    private final Timing timing;
    private final Consumer<DaemonNews> news;
    private Optional<SealedReport> told = Optional.empty();

    SealedLoop(RecoveryDoor door, Timing timing, Consumer<DaemonNews> news) {
        this.door = door;
        this.timing = timing;
        this.news = news;
    }

    void run(Cancellation cancellation) throws InterruptedException {
        while (!cancellation.isCancelled()) {
            timing.pause(look() ? SELDOM : SOON);
        }
    }

    /// @return whether all can be opened
    boolean look() {
        SealedReport report = door.look();
        boolean nothing = report.opened().isEmpty() && report.closed().isEmpty();
        if (!nothing && !told.equals(Optional.of(report))) {
            told = Optional.of(report);
            news.accept(new DaemonNews.Sealed(report.opened(), report.closed()));
        }
        return report.closed().isEmpty();
    }
}
