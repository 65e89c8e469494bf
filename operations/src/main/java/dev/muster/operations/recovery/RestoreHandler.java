package dev.muster.operations.recovery;

import dev.muster.engine.shell.StepContext;
import dev.muster.operations.Site;
import dev.muster.operations.restore.RestoreJob;
import dev.muster.provider.DataStore;
import dev.muster.provider.RestoreRequest;
import dev.muster.provider.Target;
import dev.muster.record.Details;
import dev.muster.record.Outcome;
import dev.muster.strategy.Component;

/// Brings the data of a store back to the plan's moment.
final class RestoreHandler extends ComponentHandler {
    RestoreHandler(Site site) {
        super(site);
    }

    @Override
    <S extends Record> Outcome run(Component<S> component, Target<S> target, StepContext step)
            throws InterruptedException {
        DataStore<S> store = role(site.providers().dataStore(component), component, step);
        RestoreRequest request =
                new RestoreRequest(store.restoreFolder(target), step.start().plan().target());
        RestoreJob.Restored restored =
                new RestoreJob(site).run(component, target, request, operation(step));
        return new Outcome.Done(
                Details.NONE
                        .withPoint(restored.point())
                        .withNote("log", restored.log().toString())
                        .withNote("folder", request.into().toString()));
    }
}
