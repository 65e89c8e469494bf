package dev.muster.check;

import dev.muster.check.Prediction.Objective;
import dev.muster.kind.Facts;
import dev.muster.kind.Facts.ProtectionState;
import dev.muster.kind.Protection;
import dev.muster.model.ByteSize;
import dev.muster.model.ComponentId;
import dev.muster.model.LogPosition;
import dev.muster.model.RecoveryPoint;
import dev.muster.model.RestorableWindow;
import dev.muster.strategy.Component;
import dev.muster.strategy.Schedule;
import java.time.Duration;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// Whether a recovery right before the next full backup would still be in time, by what was
/// measured: how fast log is written, and how fast it is restored and replayed.
final class BaseAgeChecks {
    /// Over less time the rate of log says nothing of the hours to come.
    private static final Duration ENOUGH = Duration.ofMinutes(10);

    private final Outlook outlook;
    private final Findings findings;

    BaseAgeChecks(Outlook outlook, Findings findings) {
        this.outlook = outlook;
        this.findings = findings;
    }

    void run() {
        for (Component<?> component : outlook.components()) {
            Optional<Growth> growth =
                    Optional.ofNullable(outlook.facts().protection().get(component.id()))
                            .flatMap(Growth::of);
            Optional<Protection> captured =
                    component.protection().filter(protect -> protect.logs().isPresent());
            if (growth.isPresent() && captured.isPresent()) {
                check(component.id(), growth.get(), captured.get());
            }
        }
    }

    private void check(ComponentId component, Growth growth, Protection protect) {
        Duration gap = Schedule.of(protect.full()).longestGap();
        missed(component, growth, gap)
                .ifPresent(late ->
                        findings.error(
                                CheckErrors.BASE_TOO_OLD,
                                Wording.at(component, "protect", "full"),
                                message(component, growth, gap, late),
                                "full: a schedule with at most "
                                        + Wording.text(longest(component, growth, gap))
                                        + " from one to the next, or rto: "
                                        + Wording.written(late.predicted().orElseThrow())));
    }

    private static String message(
            ComponentId component, Growth growth, Duration gap, Prediction late) {
        return component
                + " writes "
                + growth.perHour()
                + " of log an hour; right before its next full backup, with the log of "
                + Wording.text(gap)
                + " to replay, "
                + late.component()
                + " is back "
                + Wording.text(late.predicted().orElseThrow())
                + " after "
                + late.scenario()
                + ", its rto is "
                + Wording.text(late.asked().orElseThrow());
    }

    /// The longest time between two full backups that keeps all objectives, to the minute.
    private Duration longest(ComponentId component, Growth growth, Duration gap) {
        long kept = 0;
        long missed = gap.toMinutes() + 1;
        while (missed - kept > 1) {
            long middle = (kept + missed) / 2;
            if (missed(component, growth, Duration.ofMinutes(middle)).isPresent()) {
                missed = middle;
            } else {
                kept = middle;
            }
        }
        return Duration.ofMinutes(kept);
    }

    /// The worst prediction that would miss its objective, had the component's newest full backup
    /// that age, and that is in time as things are: the others have findings of their own.
    private Optional<Prediction> missed(ComponentId component, Growth growth, Duration age) {
        Facts facts = outlook.facts();
        Map<ComponentId, ProtectionState> states = new HashMap<>(facts.protection());
        states.put(component, growth.aged(age));
        Facts aged = new Facts(facts.asOf(), facts.stepTimes(), states);
        Set<ComponentId> late =
                late(outlook).map(Prediction::component).collect(Collectors.toSet());
        return late(Outlook.of(outlook.strategy(), aged))
                .filter(prediction -> !late.contains(prediction.component()))
                .max(Comparator.comparing(prediction -> prediction.predicted().orElseThrow()));
    }

    private static Stream<Prediction> late(Outlook outlook) {
        return outlook.views().stream()
                .flatMap(view -> Predictions.of(view).stream())
                .filter(prediction -> prediction.objective() == Objective.RTO && !prediction.met());
    }

    /// How the log after the newest full backup grows.
    ///
    /// @param age how long after that backup the log was captured
    /// @param log how much of it there is
    private record Growth(
            ProtectionState state,
            RecoveryPoint newest,
            RestorableWindow window,
            Duration age,
            long log) {
        /// Empty where too little was measured, or the two are on different lines.
        static Optional<Growth> of(ProtectionState state) {
            if (state.newest().isEmpty() || state.window().isEmpty()) {
                return Optional.empty();
            }
            RecoveryPoint newest = state.newest().get();
            RestorableWindow window = state.window().get();
            Duration age = Duration.between(newest.consistentAt(), window.to());
            boolean measured =
                    newest.from().line().equals(window.end().line())
                            && newest.from().isBefore(window.end())
                            && age.compareTo(ENOUGH) >= 0;
            return measured
                    ? Optional.of(
                            new Growth(
                                    state,
                                    newest,
                                    window,
                                    age,
                                    window.end().offset() - newest.from().offset()))
                    : Optional.empty();
        }

        ByteSize perHour() {
            return new ByteSize(after(Duration.ofHours(1)));
        }

        private long after(Duration time) {
            return (long) ((double) log * time.toMillis() / age.toMillis());
        }

        ProtectionState aged(Duration time) {
            LogPosition end = newest.from().plus(after(time));
            return new ProtectionState(
                    state.newest(),
                    Optional.of(
                            new RestorableWindow(window.from(), window.to(), end, window.holes())),
                    state.captureLag(),
                    state.verifiedAt());
        }
    }
}
