package dev.muster.strategy.testing;

import dev.muster.kind.Action;
import dev.muster.kind.StepDraft;
import dev.muster.model.LateEffect;
import java.time.Duration;
import java.util.Set;

final class TestSteps {
    private TestSteps() {}

    static StepDraft draft(Action action, String... after) {
        return new StepDraft(
                action,
                Set.of(after),
                action.verb() + " of " + action.component(),
                LateEffect.IDEMPOTENT,
                true,
                Duration.ofMinutes(5),
                action.verb().equals("start"));
    }
}
