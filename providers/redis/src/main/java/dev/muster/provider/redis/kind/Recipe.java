package dev.muster.provider.redis.kind;

import dev.muster.kind.Action;
import dev.muster.kind.Situation;
import dev.muster.kind.StepDraft;
import dev.muster.model.LateEffect;
import dev.muster.model.RegionId;
import java.time.Duration;
import java.util.List;
import java.util.Set;

/// Which steps bring a lost server back, one after the other: fence, restore, start, verify.
///
/// What brings the data back waits for the fence, because only a fenced source adds nothing more to
/// the stream that was captured.
final class Recipe {
    private static final Duration FENCE_TIMEOUT = Duration.ofSeconds(30);
    private static final Duration SHORTEST_TIMEOUT = Duration.ofMinutes(15);

    private Recipe() {}

    static List<StepDraft> of(Situation<RedisSettings> situation) {
        RegionId home = situation.home().orElse(situation.in());
        return List.of(
                fence(situation, home), restored(situation), start(situation), verify(situation));
    }

    private static StepDraft fence(Situation<RedisSettings> situation, RegionId home) {
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
    private static StepDraft restored(Situation<RedisSettings> situation) {
        return step(
                situation,
                new Action.Restore(situation.component(), situation.in(), situation.target()),
                "fence",
                "the data folder is rebuilt from the newest fitting base backup, with the captured"
                        + " commands as its append-only file",
                false);
    }

    /// A second server finds the port taken.
    private static StepDraft start(Situation<RedisSettings> situation) {
        return step(
                situation,
                new Action.Start(situation.component(), situation.in()),
                "restore",
                "the server loads the base backup, runs the captured commands again, and then takes"
                        + " writes",
                true);
    }

    private static StepDraft verify(Situation<RedisSettings> situation) {
        return step(
                situation,
                new Action.Verify(situation.component(), situation.in()),
                "start",
                "the server's state and the user's assertions are checked before clients come",
                false);
    }

    private static StepDraft step(
            Situation<RedisSettings> situation,
            Action action,
            String after,
            String why,
            boolean pointOfNoReturn) {
        return new StepDraft(
                action,
                Set.of(after),
                why,
                LateEffect.IDEMPOTENT,
                true,
                timeout(action, situation),
                pointOfNoReturn);
    }

    private static Duration timeout(Action action, Situation<RedisSettings> situation) {
        return Estimates.of(action, situation).patience(SHORTEST_TIMEOUT);
    }
}
