package dev.muster.provider.opensearch.kind;

import dev.muster.kind.Action;
import dev.muster.kind.Situation;
import dev.muster.kind.StepDraft;
import dev.muster.model.LateEffect;
import dev.muster.model.RegionId;
import java.time.Duration;
import java.util.List;
import java.util.Set;

/// Which steps bring lost indices back, one after the other: fence, restore, start, verify.
final class Recipe {
    private static final Duration FENCE_TIMEOUT = Duration.ofSeconds(30);
    private static final Duration SHORTEST_TIMEOUT = Duration.ofMinutes(15);

    private Recipe() {}

    static List<StepDraft> of(Situation<OpenSearchSettings> situation) {
        RegionId home = situation.home().orElse(situation.in());
        return List.of(
                new StepDraft(
                        new Action.Fence(situation.component(), home),
                        Set.of(),
                        "what is written to the old cluster from now on would be lost",
                        LateEffect.IDEMPOTENT,
                        true,
                        FENCE_TIMEOUT,
                        false),
                step(
                        situation,
                        new Action.Restore(
                                situation.component(), situation.in(), situation.target()),
                        "fence",
                        "the snapshots are laid where the other cluster can read them",
                        false),
                step(
                        situation,
                        new Action.Start(situation.component(), situation.in()),
                        "restore",
                        "the other cluster restores the indices from the snapshot, and then takes"
                                + " writes",
                        true),
                step(
                        situation,
                        new Action.Verify(situation.component(), situation.in()),
                        "start",
                        "shards, documents and the user's questions are checked before clients"
                                + " come",
                        false));
    }

    /// A frozen step can do no harm late: a folder appears by a rename that fails where there is
    /// one, and a cluster restores no index that is there already.
    private static StepDraft step(
            Situation<OpenSearchSettings> situation,
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

    private static Duration timeout(Action action, Situation<OpenSearchSettings> situation) {
        return Estimates.of(action, situation).patience(SHORTEST_TIMEOUT);
    }
}
