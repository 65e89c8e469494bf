package dev.muster.provider.mariadb.kind;

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
/// The restore waits for the fence, because only a fenced source adds nothing more to the log that
/// was captured.
final class Recipe {
    private static final Duration FENCE_TIMEOUT = Duration.ofSeconds(30);
    private static final Duration SHORTEST_TIMEOUT = Duration.ofMinutes(15);

    private Recipe() {}

    static List<StepDraft> of(Situation<MariadbSettings> situation) {
        RegionId home = situation.home().orElse(situation.in());
        return List.of(
                fence(situation, home), restored(situation), start(situation), verify(situation));
    }

    private static StepDraft fence(Situation<MariadbSettings> situation, RegionId home) {
        return new StepDraft(
                new Action.Fence(situation.component(), home),
                Set.of(),
                "two servers that both take writes cannot be brought together again",
                LateEffect.IDEMPOTENT,
                true,
                FENCE_TIMEOUT,
                false);
    }

    /// A frozen restore can do no harm late: it writes only below a folder of its own attempt,
    /// which becomes the data folder by one rename that fails where there is one already.
    private static StepDraft restored(Situation<MariadbSettings> situation) {
        return step(
                situation,
                new Action.Restore(situation.component(), situation.in(), situation.target()),
                Set.of("fence"),
                "the data folder is rebuilt from the newest fitting base backup and prepared, with"
                        + " the captured log laid out for replay",
                false);
    }

    /// Starting an already running server is refused by its own lock on its files.
    private static StepDraft start(Situation<MariadbSettings> situation) {
        return step(
                situation,
                new Action.Start(situation.component(), situation.in()),
                Set.of("fence", "restore"),
                "the server replays the captured log where nobody reaches it, and then takes"
                        + " writes",
                true);
    }

    private static StepDraft verify(Situation<MariadbSettings> situation) {
        return step(
                situation,
                new Action.Verify(situation.component(), situation.in()),
                Set.of("start"),
                "every page and the user's assertions are checked before clients come",
                false);
    }

    private static StepDraft step(
            Situation<MariadbSettings> situation,
            Action action,
            Set<String> after,
            String why,
            boolean pointOfNoReturn) {
        return new StepDraft(
                action,
                after,
                why,
                LateEffect.IDEMPOTENT,
                true,
                timeout(action, situation),
                pointOfNoReturn);
    }

    private static Duration timeout(Action action, Situation<MariadbSettings> situation) {
        return Estimates.of(action, situation).patience(SHORTEST_TIMEOUT);
    }
}
