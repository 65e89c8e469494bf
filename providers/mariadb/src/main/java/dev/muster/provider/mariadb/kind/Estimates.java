package dev.muster.provider.mariadb.kind;

import dev.muster.kind.Action;
import dev.muster.kind.Estimate;
import dev.muster.kind.Situation;
import dev.muster.model.ByteSize;
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

    /// What a step takes however little there is to do.
    private static final Duration START = Duration.ofMillis(1_500);

    private Estimates() {}

    static Estimate of(Action action, Situation<MariadbSettings> situation) {
        return situation
                .measured(action)
                .map(time ->
                        work(action, situation)
                                .map(work -> Estimate.measured(time, work, START))
                                .orElseGet(() -> Estimate.measured(time)))
                .orElseGet(() -> estimated(action, situation));
    }

    /// What a step has to do now, which may be more than in the runs that were measured.
    private static Optional<ByteSize> work(Action action, Situation<MariadbSettings> situation) {
        return switch (action) {
            case Action.Restore _ -> Optional.of(base(situation).plus(situation.log()));
            case Action.Start _ -> Optional.of(situation.log());
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

    private static Estimate estimated(Action action, Situation<MariadbSettings> situation) {
        ByteSize base = base(situation);
        ByteSize log = situation.log();
        return switch (action) {
            case Action.Fence _ ->
                    Estimate.estimated(
                            Duration.ofSeconds(2), "asking the old server, or waiting for none");
            case Action.Restore _ ->
                    Estimate.estimated(
                            Estimate.atRate(base.plus(log), RESTORE_RATE).plusMillis(3_000),
                            base + " base and " + log + " log at 100 MiB/s");
            case Action.Start _ ->
                    Estimate.estimated(
                            Estimate.atRate(log, REPLAY_RATE).plusMillis(4_000),
                            log + " log replayed at 8 MiB/s");
            case Action.Verify _ ->
                    Estimate.estimated(
                            Estimate.atRate(base, VERIFY_RATE)
                                    .plusMillis(500)
                                    .plusSeconds(situation.settings().assertions().size()),
                            base + " of pages at 300 MiB/s, 1 s an assertion");
            case Action.Promote _,
                    Action.Deploy _,
                    Action.Route _,
                    Action.Confirm _,
                    Action.OfPeople _ ->
                    Estimate.estimated(Duration.ZERO, "not part of a server's recovery");
        };
    }

    private static ByteSize base(Situation<MariadbSettings> situation) {
        return situation.base().orElse(UNSEEN);
    }
}
