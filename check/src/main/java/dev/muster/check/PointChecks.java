package dev.muster.check;

import dev.muster.kind.Capability;
import dev.muster.kind.Facts.ProtectionState;
import dev.muster.kind.Protection;
import dev.muster.kind.Retention;
import dev.muster.model.RecoveryPoint;
import dev.muster.strategy.Component;
import dev.muster.strategy.Schedule;
import java.time.Duration;
import java.util.Comparator;
import java.util.Optional;
import java.util.stream.Stream;

/// Whether recovery points reach back far enough, and are as new as they should be.
final class PointChecks {
    /// Less than this is often over before somebody notices a slow damage.
    private static final Duration NOTICED = Duration.ofDays(7);

    /// What a backup may take until it is stored before it counts as late.
    private static final Duration PATIENCE = Duration.ofHours(1);

    private final Outlook outlook;
    private final Findings findings;

    PointChecks(Outlook outlook, Findings findings) {
        this.outlook = outlook;
        this.findings = findings;
    }

    void run() {
        for (Component<?> component : outlook.components()) {
            Optional<Protection> protection =
                    component
                            .protection()
                            .filter(_ -> component.kind().capabilities().contains(Capability.DATA));
            protection.ifPresent(protect -> {
                protect.keep().ifPresent(keep -> reach(component, protect, keep));
                overdue(component, protect);
            });
        }
    }

    private void reach(Component<?> component, Protection protect, Retention keep) {
        Duration reach = reach(Schedule.of(protect.full()), keep);
        if (reach.compareTo(NOTICED) < 0) {
            findings.warning(
                    CheckErrors.KEPT_TOO_SHORT,
                    Wording.at(component.id(), "protect", "keep"),
                    "recovery points of "
                            + component.id()
                            + " reach back "
                            + Wording.text(reach)
                            + ", less than "
                            + Wording.text(NOTICED),
                    "keep: { days: 7, weeks: 4 }");
        }
    }

    /// At least so far; the newest point alone reaches back no time.
    private static Duration reach(Schedule schedule, Retention keep) {
        return Stream.of(
                        keep.within().orElse(Duration.ZERO),
                        schedule.longestGap().multipliedBy(Math.max(0, keep.last() - 1)),
                        Duration.ofDays(keep.days()),
                        Duration.ofDays(7L * keep.weeks()),
                        Duration.ofDays(30L * keep.months()),
                        Duration.ofDays(365L * keep.years()))
                .max(Comparator.naturalOrder())
                .orElse(Duration.ZERO);
    }

    private void overdue(Component<?> component, Protection protect) {
        Optional<RecoveryPoint> newest =
                Optional.ofNullable(outlook.facts().protection().get(component.id()))
                        .flatMap(ProtectionState::newest);
        if (newest.isEmpty()) {
            return;
        }
        Duration age = Duration.between(newest.get().begunAt(), outlook.facts().asOf());
        Duration gap = Schedule.of(protect.full()).longestGap();
        if (age.compareTo(gap.plus(PATIENCE)) > 0) {
            findings.warning(
                    CheckErrors.BACKUP_OVERDUE,
                    Wording.at(component.id(), "protect", "full"),
                    "the newest recovery point of "
                            + component.id()
                            + " is "
                            + Wording.text(age)
                            + " old, its schedule allows "
                            + Wording.text(gap),
                    "muster backup " + component.id());
        }
    }
}
