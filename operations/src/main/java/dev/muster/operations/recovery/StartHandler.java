package dev.muster.operations.recovery;

import dev.muster.engine.shell.StepContext;
import dev.muster.operations.Site;
import dev.muster.provider.DataStore;
import dev.muster.provider.Target;
import dev.muster.record.Details;
import dev.muster.record.Outcome;
import dev.muster.strategy.Component;

/// Starts a restored data store.
final class StartHandler extends ComponentHandler {
    StartHandler(Site site) {
        super(site);
    }

    @Override
    <S extends Record> Outcome run(Component<S> component, Target<S> target, StepContext step)
            throws InterruptedException {
        DataStore<S> store = role(site.providers().dataStore(component), component, step);
        DataStore.Started started = store.start(target, operation(step));
        return new Outcome.Done(
                Details.NONE.withAddress(started.address()).withReached(started.reached()));
    }
}
