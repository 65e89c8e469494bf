package dev.muster.kind;

import dev.muster.model.LateEffect;
import java.time.Duration;
import java.util.Set;

/// A step as a kind proposes it; the plan gives it its identity and its place.
///
/// @param action what is done; at most one step of a recipe has the same verb
/// @param after verbs of this recipe that must be done before
/// @param why one sentence for the plan and the runbook
/// @param lateEffect what a frozen process could still do after a takeover
/// @param repeatable whether running it again after an unknown outcome is safe
/// @param timeout when an attempt is given up
/// @param pointOfNoReturn whether going back is impossible or loses data once this is done
public record StepDraft(
        Action action,
        Set<String> after,
        String why,
        LateEffect lateEffect,
        boolean repeatable,
        Duration timeout,
        boolean pointOfNoReturn) {
    public StepDraft {
        after = Set.copyOf(after);
    }
}
