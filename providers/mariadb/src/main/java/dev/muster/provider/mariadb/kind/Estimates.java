package dev.muster.provider.mariadb.kind;

import dev.muster.kind.Action;
import dev.muster.kind.Estimate;
import dev.muster.kind.Facts.ProtectionState;
import dev.muster.kind.Facts.StepTime;
import dev.muster.kind.Situation;
import dev.muster.model.ByteSize;
import dev.muster.model.LogPosition;
import dev.muster.model.RecoveryPoint;
import dev.muster.model.RestorableWindow;
import java.time.Duration;
import java.util.Optional;

/// How long steps take: measured where a run was measured, else bytes at a careful rate.
final class Estimates {
    private static final long MIB = 1L << 20;

    /// Bytes a second that a modest machine keeps; earlier runs replace them.
    private static final long RESTORE_RATE = 100 * MIB;

    private static final long REPLAY_RATE = 8 * MIB;

    private static final long VERIFY_RATE = 300 * MIB;

    /// What is assumed of a server that nobody has looked at.
    private static final ByteSize UNSEEN = new ByteSize(1024 * MIB);

    private Estimates() {}

    static Estimate of(Action action, Situation<MariadbSettings> situation) {
        Optional<StepTime> measured =
                situation.facts().stepTime(situation.component(), action.verb());
        return measured.map(time -> measured(time, work(action, situation)))
                .orElseGet(() -> estimated(action, situation));
    }

    /// What a step has to do now, which may be more than in the runs that were measured.
    private static Optional<ByteSize> work(Action action, Situation<MariadbSettings> situation) {
        return switch (action) {
            case Action.Restore _ -> Optional.of(base(situation).plus(log(situation)));
            case Action.Start _ -> Optional.of(log(situation));
            case Action.Fence _,
                    Action.Promote _,
                    Action.Verify _,
                    Action.Deploy _,
                    Action.Route _,
                    Action.Confirm _,
                    Action.OfPeople _ ->
                    Optional.empty();
        };
    }

    private static Estimate measured(StepTime time, Optional<ByteSize> work) {
        String runs = time.samples() == 1 ? "1 run" : time.samples() + " runs";
        if (work.isPresent() && time.perSecond().isPresent()) {
            return new Estimate(
                    atRate(work.get(), time.perSecond().get().bytes()).plusMillis(1_500),
                    Estimate.Basis.MEASURED,
                    work.get() + " at " + time.perSecond().get() + "/s, measured in " + runs);
        }
        return new Estimate(time.p95(), Estimate.Basis.MEASURED, "measured in " + runs);
    }

    private static Estimate estimated(Action action, Situation<MariadbSettings> situation) {
        ByteSize base = base(situation);
        ByteSize log = log(situation);
        return switch (action) {
            case Action.Fence _ ->
                    estimate(Duration.ofSeconds(2), "asking the old server, or waiting for none");
            case Action.Restore _ ->
                    estimate(
                            atRate(base.plus(log), RESTORE_RATE).plusMillis(3_000),
                            base + " base and " + log + " log at 100 MiB/s");
            case Action.Start _ ->
                    estimate(
                            atRate(log, REPLAY_RATE).plusMillis(4_000),
                            log + " log replayed at 8 MiB/s");
            case Action.Verify _ ->
                    estimate(
                            atRate(base, VERIFY_RATE)
                                    .plusMillis(500)
                                    .plusSeconds(situation.settings().assertions().size()),
                            base + " of pages at 300 MiB/s, 1 s an assertion");
            case Action.Promote _,
                    Action.Deploy _,
                    Action.Route _,
                    Action.Confirm _,
                    Action.OfPeople _ ->
                    estimate(Duration.ZERO, "not part of a server's recovery");
        };
    }

    private static Estimate estimate(Duration duration, String reason) {
        return new Estimate(duration, Estimate.Basis.ESTIMATED, reason);
    }

    private static Duration atRate(ByteSize size, long bytesPerSecond) {
        return Duration.ofMillis(size.bytes() / Math.max(1, bytesPerSecond / 1000));
    }

    private static ByteSize base(Situation<MariadbSettings> situation) {
        return state(situation)
                .flatMap(ProtectionState::newest)
                .map(RecoveryPoint::logical)
                .orElse(UNSEEN);
    }

    /// What lies between the newest base backup and the end of the captured log; across files of
    /// the log it is not known and taken as nothing.
    private static ByteSize log(Situation<MariadbSettings> situation) {
        Optional<LogPosition> from =
                state(situation).flatMap(ProtectionState::newest).map(RecoveryPoint::from);
        Optional<LogPosition> end =
                state(situation).flatMap(ProtectionState::window).map(RestorableWindow::end);
        if (from.isEmpty() || end.isEmpty() || !from.get().line().equals(end.get().line())) {
            return ByteSize.ZERO;
        }
        return new ByteSize(Math.max(0, end.get().offset() - from.get().offset()));
    }

    private static Optional<ProtectionState> state(Situation<MariadbSettings> situation) {
        return Optional.ofNullable(situation.facts().protection().get(situation.component()));
    }
}
