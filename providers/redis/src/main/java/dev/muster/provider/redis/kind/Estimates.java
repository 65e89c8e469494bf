package dev.muster.provider.redis.kind;

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

    /// Of a dump that is loaded; small keys are slower by the byte than large ones.
    private static final long LOAD_RATE = 15 * MIB;

    /// Of commands that are run again.
    private static final long REPLAY_RATE = 20 * MIB;

    /// What is assumed of a server that nobody has looked at.
    private static final ByteSize UNSEEN = new ByteSize(256 * MIB);

    /// What a step takes however little there is to do.
    private static final Duration START = Duration.ofMillis(500);

    private Estimates() {}

    static Estimate of(Action action, Situation<RedisSettings> situation) {
        return situation
                .measured(action)
                .map(time ->
                        work(action, situation)
                                .map(work -> Estimate.measured(time, work, START))
                                .orElseGet(() -> Estimate.measured(time)))
                .orElseGet(() -> estimated(action, situation));
    }

    /// What a step has to do now, which may be more than in the runs that were measured.
    private static Optional<ByteSize> work(Action action, Situation<RedisSettings> situation) {
        return switch (action) {
            case Action.Restore _, Action.Start _ ->
                    Optional.of(base(situation).plus(situation.log()));
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

    private static Estimate estimated(Action action, Situation<RedisSettings> situation) {
        ByteSize base = base(situation);
        ByteSize log = situation.log();
        return switch (action) {
            case Action.Fence _ ->
                    Estimate.estimated(
                            Duration.ofSeconds(2), "asking the old server, or waiting for none");
            case Action.Restore _ ->
                    Estimate.estimated(
                            Estimate.atRate(base.plus(log), RESTORE_RATE).plusMillis(500),
                            base + " base and " + log + " of commands at 150 MiB/s");
            case Action.Start _ ->
                    Estimate.estimated(
                            Estimate.atRate(base, LOAD_RATE)
                                    .plus(Estimate.atRate(log, REPLAY_RATE))
                                    .plusMillis(500),
                            base
                                    + " base loaded at 15 MiB/s, "
                                    + log
                                    + " of commands run at 20 MiB/s");
            case Action.Verify _ ->
                    Estimate.estimated(
                            Duration.ofMillis(500)
                                    .plusSeconds(situation.settings().assertions().size()),
                            "questions to the server, 1 s an assertion");
            case Action.Promote _,
                    Action.Deploy _,
                    Action.Route _,
                    Action.Confirm _,
                    Action.OfPeople _ ->
                    Estimate.estimated(Duration.ZERO, "not part of a Redis server's recovery");
        };
    }

    private static ByteSize base(Situation<RedisSettings> situation) {
        return situation.base().orElse(UNSEEN);
    }
}
