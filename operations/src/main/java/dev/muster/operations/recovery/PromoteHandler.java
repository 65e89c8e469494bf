package dev.muster.operations.recovery;

import dev.muster.engine.shell.StepContext;
import dev.muster.operations.Site;
import dev.muster.operations.restore.RestoreJob;
import dev.muster.provider.DataStore;
import dev.muster.provider.DataStore.Promotion;
import dev.muster.provider.DataStore.Started;
import dev.muster.provider.Operation;
import dev.muster.provider.RestoreRequest;
import dev.muster.provider.RestoreScope;
import dev.muster.provider.Target;
import dev.muster.record.Details;
import dev.muster.record.Outcome;
import dev.muster.strategy.Component;
import java.util.List;

/// Lets a standby take over, or restores and starts the store where that cannot be.
///
/// Both end at the same address with the same data, so that nothing that comes after has to know
/// which it was. The receipt says it, and why.
final class PromoteHandler extends ComponentHandler {
    PromoteHandler(Site site) {
        super(site);
    }

    @Override
    <S extends Record> Outcome run(Component<S> component, Target<S> target, StepContext step)
            throws InterruptedException {
        Operation operation = operation(step);
        return switch (new RestoreJob(site).promote(component, target, operation)) {
            case Promotion.Promoted promoted ->
                    new Outcome.Done(found(promoted.started()).withNote("by", "promotion"));
            case Promotion.Impossible impossible ->
                    restore(component, target, step, impossible, operation);
        };
    }

    private <S extends Record> Outcome restore(
            Component<S> component,
            Target<S> target,
            StepContext step,
            Promotion.Impossible impossible,
            Operation operation)
            throws InterruptedException {
        DataStore<S> store = role(site.providers().dataStore(component), component, step);
        RestoreScope scope =
                impossible.occupied() ? new RestoreScope(List.of(), true, false) : RestoreScope.ALL;
        RestoreRequest request =
                new RestoreRequest(
                        store.restoreFolder(target), step.start().plan().target(), scope);
        RestoreJob.Restored restored =
                new RestoreJob(site).run(component, target, request, operation);
        Details details =
                found(store.start(target, operation))
                        .withPoint(restored.point())
                        .withNote("by", "restore")
                        .withNote("not promoted", impossible.why());
        List<String> notes = restored.report().notes();
        return new Outcome.Done(
                notes.isEmpty() ? details : details.withNote("aside", String.join("; ", notes)));
    }

    private static Details found(Started started) {
        return Details.NONE.withAddress(started.address()).withReached(started.reached());
    }
}
