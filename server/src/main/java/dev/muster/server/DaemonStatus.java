package dev.muster.server;

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
    public record Protected(
            String backup,
            Optional<String> point,
            Optional<Instant> nextBackup,
            String capture,
            Optional<String> captured,
            Optional<Instant> capturedAt,
            boolean commitsWait) {
        static final Protected STARTING =
                new Protected(
                        "starting",
                        Optional.empty(),
                        Optional.empty(),
                        "starting",
                        Optional.empty(),
                        Optional.empty(),
                        false);

        Protected withBackup(String state) {
            return new Protected(
                    state, point, nextBackup, capture, captured, capturedAt, commitsWait);
        }

        Protected withPoint(String id) {
            return new Protected(
                    "done",
                    Optional.of(id),
                    nextBackup,
                    capture,
                    captured,
                    capturedAt,
                    commitsWait);
        }

        Protected withNextBackup(Instant due) {
            return new Protected(
                    backup, point, Optional.of(due), capture, captured, capturedAt, commitsWait);
        }

        Protected withCapture(String state) {
            return new Protected(
                    backup, point, nextBackup, state, captured, capturedAt, commitsWait);
        }

        Protected withCaptured(String end, Instant when) {
            return new Protected(
                    backup,
                    point,
                    nextBackup,
                    "capturing",
                    Optional.of(end),
                    Optional.of(when),
                    commitsWait);
        }

        Protected withCommitsWait(boolean waiting) {
            return new Protected(backup, point, nextBackup, capture, captured, capturedAt, waiting);
        }
    }

    /// @param state `running`, `succeeded` or `failed`
    public record Recovering(String run, Instant fired, String state) {}
}
