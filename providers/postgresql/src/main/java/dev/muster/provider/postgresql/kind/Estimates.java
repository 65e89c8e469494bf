package dev.muster.provider.postgresql.kind;

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
    private static final long RESTORE_RATE = 150 * MIB;

    private static final long REPLAY_RATE = 60 * MIB;

    /// To compare with the captured log, to replay what is missing, to take over.
    private static final Duration PROMOTION = Duration.ofSeconds(5);

    private static final long VERIFY_RATE = 300 * MIB;

    /// What is assumed of a cluster that nobody has looked at.
    private static final ByteSize UNSEEN = new ByteSize(1024 * MIB);

    /// What a step takes however little there is to do.
    private static final Duration START = Duration.ofMillis(1_500);

    private Estimates() {}

    static Estimate of(Action action, Situation<PostgresqlSettings> situation) {
        return situation
                .measured(action)
                .map(time ->
                        work(action, situation)
                                .map(work -> Estimate.measured(time, work, START))
                                .orElseGet(() -> Estimate.measured(time)))
                .orElseGet(() -> estimated(action, situation));
    }

    /// What a step has to do now, which may be more than in the runs that were measured.
    private static Optional<ByteSize> work(Action action, Situation<PostgresqlSettings> situation) {
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

    private static Estimate estimated(Action action, Situation<PostgresqlSettings> situation) {
        ByteSize base = base(situation);
        ByteSize log = situation.log();
        return switch (action) {
            case Action.Fence _ ->
                    Estimate.estimated(
                            Duration.ofSeconds(2), "asking the old server, or waiting for none");
            case Action.Restore _ ->
                    Estimate.estimated(
                            Estimate.atRate(base.plus(log), RESTORE_RATE).plusMillis(500),
                            base + " base and " + log + " log at 150 MiB/s");
            case Action.Promote _ ->
                    Estimate.estimated(
                            PROMOTION, "a standby that has all but the last moments of log");
            case Action.Start _ ->
                    Estimate.estimated(
                            Estimate.atRate(log, REPLAY_RATE).plusMillis(1_500),
                            log + " log replayed at 60 MiB/s");
            case Action.Verify _ ->
                    Estimate.estimated(
                            Estimate.atRate(base, VERIFY_RATE)
                                    .plusMillis(500)
                                    .plusSeconds(situation.settings().assertions().size()),
                            base + " of pages at 300 MiB/s, 1 s an assertion");
            case Action.Deploy _, Action.Route _, Action.Confirm _, Action.OfPeople _ ->
                    Estimate.estimated(Duration.ZERO, "not part of a cluster's recovery");
        };
    }

    private static ByteSize base(Situation<PostgresqlSettings> situation) {
        return situation.base().orElse(UNSEEN);
    }
}
