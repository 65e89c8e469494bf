package dev.muster.operations.recovery;

import dev.muster.engine.shell.StepContext;
import dev.muster.operations.Site;
import dev.muster.provider.Target;
import dev.muster.provider.Traffic;
import dev.muster.record.Details;
import dev.muster.record.Outcome;
import dev.muster.strategy.Component;
import java.time.Instant;

/// Asks as a client would until the answer is good.
final class ConfirmHandler extends ComponentHandler {
    ConfirmHandler(Site site) {
        super(site);
    }

    @Override
    <S extends Record> Outcome run(Component<S> component, Target<S> target, StepContext step)
            throws InterruptedException {
        Traffic<S> traffic = role(site.providers().traffic(component), component, step);
        Instant answered = traffic.confirm(target, operation(step));
        return new Outcome.Done(Details.NONE.withNote("first-good-answer", answered.toString()));
    }
}
