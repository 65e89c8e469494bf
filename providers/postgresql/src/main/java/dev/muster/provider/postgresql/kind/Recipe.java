package dev.muster.provider.postgresql.kind;

import dev.muster.kind.Action;
import dev.muster.kind.Recovery.Method;
import dev.muster.kind.Situation;
import dev.muster.kind.StepDraft;
import dev.muster.model.LateEffect;
import dev.muster.model.RegionId;
import dev.muster.model.RestoreTarget;
import java.time.Duration;
import java.util.List;
import java.util.Set;

/// Which steps bring a lost cluster back, one after the other: fence, restore, start, verify; or
/// fence, promote, verify where the strategy keeps a standby and the newest moment is wanted.
///
/// What brings the data back waits for the fence, because only a fenced source adds nothing more to
/// the log that was captured.
final class Recipe {
    private static final Duration FENCE_TIMEOUT = Duration.ofSeconds(30);
    private static final Duration SHORTEST_TIMEOUT = Duration.ofMinutes(15);

    private Recipe() {}

    static List<StepDraft> of(Situation<PostgresqlSettings> situation) {
        RegionId home = situation.home().orElse(situation.in());
        return promotes(situation)
                ? List.of(fence(situation, home), promoted(situation), verify(situation, "promote"))
                : List.of(
                        fence(situation, home),
                        restored(situation),
                        start(situation),
                        verify(situation, "start"));
    }

    /// A standby cannot go back to an earlier moment.
    static boolean promotes(Situation<PostgresqlSettings> situation) {
        return situation.recovery().method().filter(Method.PROMOTE::equals).isPresent()
                && situation.target() instanceof RestoreTarget.Latest;
    }

    /// One that froze finds a server that took over and lacks nothing, or a folder that is not what
    /// it looked at.
    private static StepDraft promoted(Situation<PostgresqlSettings> situation) {
        Action action = new Action.Promote(situation.component(), situation.in());
        Action restore =
                new Action.Restore(situation.component(), situation.in(), situation.target());
        return new StepDraft(
                action,
                Set.of("fence"),
                "the standby gets what it lacks of the captured log and takes over; where it"
                        + " cannot, the cluster is restored out of the vault",
                LateEffect.IDEMPOTENT,
                true,
                timeout(restore, situation),
                true);
    }

    private static StepDraft fence(Situation<PostgresqlSettings> situation, RegionId home) {
        return new StepDraft(
                new Action.Fence(situation.component(), home),
                Set.of(),
                "two primaries that both take writes cannot be brought together again",
                LateEffect.IDEMPOTENT,
                true,
                FENCE_TIMEOUT,
                false);
    }

    /// A frozen restore can do no harm late: it writes only below a folder of its own attempt,
    /// which becomes the data folder by one rename that fails where there is one already.
    private static StepDraft restored(Situation<PostgresqlSettings> situation) {
        Action action =
                new Action.Restore(situation.component(), situation.in(), situation.target());
        return new StepDraft(
                action,
                Set.of("fence"),
                "the data folder is rebuilt from the newest fitting base backup, with the captured"
                        + " log laid out for replay",
                LateEffect.IDEMPOTENT,
                true,
                timeout(action, situation),
                false);
    }

    /// Starting an already running server is refused by its own lock file.
    private static StepDraft start(Situation<PostgresqlSettings> situation) {
        Action action = new Action.Start(situation.component(), situation.in());
        return new StepDraft(
                action,
                Set.of("fence", "restore"),
                "the cluster replays the captured log and then takes writes on a timeline of its"
                        + " own",
                LateEffect.IDEMPOTENT,
                true,
                timeout(action, situation),
                true);
    }

    private static StepDraft verify(Situation<PostgresqlSettings> situation, String after) {
        Action action = new Action.Verify(situation.component(), situation.in());
        return new StepDraft(
                action,
                Set.of(after),
                "every page and the user's assertions are checked before clients come",
                LateEffect.IDEMPOTENT,
                true,
                timeout(action, situation),
                false);
    }

    private static Duration timeout(Action action, Situation<PostgresqlSettings> situation) {
        return Estimates.of(action, situation).patience(SHORTEST_TIMEOUT);
    }
}
