package dev.muster.server;

import dev.muster.model.RecoveryPoint;
import dev.muster.strategy.Schedule;
import java.time.Instant;
import java.util.Optional;

/// When a backup is due. Pure: what was done and what time it is are arguments, so that a daemon
/// that was down, or whose clock jumped, decides from facts alone.
final class Due {
    private Due() {}

    /// When the newest backup began.
    ///
    /// @param newest in the vault; its times may be by the clock of a source that is wrong
    /// @param own the newest that this daemon took, by its own clock
    static Optional<Instant> began(Optional<RecoveryPoint> newest, Optional<Own> own) {
        return newest.map(point ->
                own.filter(it -> it.point().equals(point.id()))
                        .map(Own::began)
                        .orElseGet(point::begunAt));
    }

    /// @param point its name
    record Own(String point, Instant began) {}

    /// When the next backup has to begin.
    ///
    /// @param last when the newest backup began; empty if there is none, and then it is due now
    /// @return `now` if a scheduled moment since the last backup passed, however many were missed;
    ///   else the next scheduled moment
    static Instant at(Schedule schedule, Optional<Instant> last, Instant now) {
        if (last.isEmpty()) {
            return now;
        }
        // A backup from the future is a clock that was wrong; it must not silence the schedule.
        Instant since = last.get().isAfter(now) ? now : last.get();
        Instant next = schedule.next(since);
        return next.isAfter(now) ? next : now;
    }
}
