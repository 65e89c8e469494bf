package dev.muster.server;

import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/// What a daemon says of itself: the content of its status file.
///
/// @param pid of its process
/// @param since when it began
/// @param at when this was written
/// @param components by name, those that it protects
/// @param recoveries by scenario, those that it began or resumed
/// @param troubles parts that ended with an error, with what it said
public record DaemonStatus(
        long pid,
        Instant since,
        Instant at,
        Map<String, Protected> components,
        Map<String, Recovering> recoveries,
        Map<String, String> troubles) {
    public DaemonStatus {
        components = new TreeMap<>(components);
        recoveries = new TreeMap<>(recoveries);
        troubles = new TreeMap<>(troubles);
    }

    /// @param backup how the newest backup went: `running`, `done`, or what failed
    /// @param point the newest recovery point that this daemon took
    /// @param nextBackup when the next one is due
    /// @param capture `starting`, `capturing`, `closed`, or what is broken
    /// @param captured the end of what is durable
    /// @param capturedAt when it was
    /// @param commitsWait whether the source's commits wait for the capture
    /// @param standby how the standby stands that a recovery would promote; empty where none is
    ///   looked for
    public record Protected(
            String backup,
            Optional<String> point,
            Optional<Instant> nextBackup,
            String capture,
            Optional<String> captured,
            Optional<Instant> capturedAt,
            boolean commitsWait,
            Optional<Standby> standby) {
        static final Protected STARTING =
                new Protected(
                        "starting",
                        Optional.empty(),
                        Optional.empty(),
                        "starting",
                        Optional.empty(),
                        Optional.empty(),
                        false,
                        Optional.empty());

        Protected withBackup(String state) {
            return new Protected(
                    state, point, nextBackup, capture, captured, capturedAt, commitsWait, standby);
        }

        Protected withPoint(String id) {
            return new Protected(
                    "done",
                    Optional.of(id),
                    nextBackup,
                    capture,
                    captured,
                    capturedAt,
                    commitsWait,
                    standby);
        }

        Protected withNextBackup(Instant due) {
            return new Protected(
                    backup,
                    point,
                    Optional.of(due),
                    capture,
                    captured,
                    capturedAt,
                    commitsWait,
                    standby);
        }

        Protected withCapture(String state) {
            return new Protected(
                    backup, point, nextBackup, state, captured, capturedAt, commitsWait, standby);
        }

        Protected withCaptured(String end, Instant when) {
            return new Protected(
                    backup,
                    point,
                    nextBackup,
                    "capturing",
                    Optional.of(end),
                    Optional.of(when),
                    commitsWait,
                    standby);
        }

        Protected withCommitsWait(boolean waiting) {
            return new Protected(
                    backup, point, nextBackup, capture, captured, capturedAt, waiting, standby);
        }

        Protected withStandby(Standby seen) {
            return new Protected(
                    backup,
                    point,
                    nextBackup,
                    capture,
                    captured,
                    capturedAt,
                    commitsWait,
                    Optional.of(seen));
        }
    }

    /// @param state `following`, or what is wrong
    /// @param lacks bytes of the captured log that it has not replayed; empty where that is not
    ///   known
    /// @param behind how long ago it had replayed all that there was then
    public record Standby(String state, Optional<Long> lacks, Optional<Duration> behind) {}

    /// @param state `running`, `succeeded` or `failed`
    public record Recovering(String run, Instant fired, String state) {}
}
