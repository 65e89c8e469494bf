package dev.muster.operations.recovery;

import dev.muster.engine.shell.StepContext;
import dev.muster.operations.OperationErrors;
import dev.muster.operations.Site;
import dev.muster.operations.restore.RestoreJob;
import dev.muster.provider.DataStore;
import dev.muster.provider.NativeStore;
import dev.muster.provider.RestoreReport;
import dev.muster.provider.RestoreRequest;
import dev.muster.provider.Target;
import dev.muster.record.Details;
import dev.muster.record.Failure;
import dev.muster.record.Outcome;
import dev.muster.strategy.Component;
import java.util.Optional;

/// Brings the data of a store back to the plan's moment.
final class RestoreHandler extends ComponentHandler {
    RestoreHandler(Site site) {
        super(site);
    }

    @Override
    <S extends Record> Outcome run(Component<S> component, Target<S> target, StepContext step)
            throws InterruptedException {
        Optional<NativeStore<S>> own = site.providers().nativeStore(component);
        if (own.isPresent()) {
            return ofItsOwn(own.get().restore(target, NativeStore.Scope.ALL, operation(step)));
        }
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

    /// What cannot be brought back fails the step: a person has to accept that it is gone.
    private static Outcome ofItsOwn(RestoreReport report) {
        Details details =
                Details.NONE
                        .withNote("changed", Long.toString(report.files()))
                        .withNote("written", report.written().toString());
        if (report.lost().isEmpty()) {
            return new Outcome.Done(details);
        }
        return new Outcome.Failed(
                Failure.of(
                        OperationErrors.NOT_VERIFIED.error(
                                report.lost().size()
                                        + " could not be brought back: "
                                        + report.lost().getFirst(),
                                ""),
                        true,
                        details));
    }
}
