package dev.muster.kind;

import dev.muster.model.ByteSize;
import dev.muster.model.ComponentId;
import dev.muster.model.RecoveryPoint;
import dev.muster.model.RestorableWindow;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// What was measured or observed, as values.
///
/// @param asOf when it was gathered
/// @param stepTimes how long steps took in earlier runs
/// @param protection the state of each protected component; absent where it was not looked at
public record Facts(
        Instant asOf, List<StepTime> stepTimes, Map<ComponentId, ProtectionState> protection) {
    public static final Facts NONE = new Facts(Instant.EPOCH, List.of(), Map.of());

    public Facts {
        stepTimes = List.copyOf(stepTimes);
        protection = Map.copyOf(protection);
    }

    public Optional<StepTime> stepTime(ComponentId component, String verb) {
        return stepTimes.stream()
                .filter(time -> time.component().equals(component) && time.verb().equals(verb))
                .findFirst();
    }

    /// @param p95 the time that 19 of 20 earlier runs kept
    /// @param samples how many runs that is from
    /// @param perSecond how much the slowest of them got done in a second; empty where no run had
    ///   enough to do for that to be a measure
    /// @param measured the time of each of those runs, where they are known; else empty
    public record StepTime(
            ComponentId component,
            String verb,
            Duration p95,
            int samples,
            Optional<ByteSize> perSecond,
            List<Duration> measured) {
        public StepTime {
            measured = List.copyOf(measured);
        }

        public StepTime(
                ComponentId component,
                String verb,
                Duration p95,
                int samples,
                Optional<ByteSize> perSecond) {
            this(component, verb, p95, samples, perSecond, List.of());
        }

        public StepTime(ComponentId component, String verb, Duration p95, int samples) {
            this(component, verb, p95, samples, Optional.empty(), List.of());
        }
    }

    /// @param newest the newest recovery point
    /// @param window what can be brought back
    /// @param captureLag how far the newest captured commit was behind, for continuous capture
    /// @param verifiedAt when a restore of it was last proved
    public record ProtectionState(
            Optional<RecoveryPoint> newest,
            Optional<RestorableWindow> window,
            Optional<Duration> captureLag,
            Optional<Instant> verifiedAt) {}
}
