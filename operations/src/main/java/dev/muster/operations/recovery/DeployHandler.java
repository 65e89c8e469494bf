package dev.muster.operations.recovery;

import dev.muster.engine.shell.StepContext;
import dev.muster.model.Address;
import dev.muster.operations.OperationErrors;
import dev.muster.operations.Site;
import dev.muster.provider.Target;
import dev.muster.provider.Workload;
import dev.muster.record.Details;
import dev.muster.record.Outcome;
import dev.muster.strategy.Component;
import java.util.Optional;

/// Starts a workload.
final class DeployHandler extends ComponentHandler {
    DeployHandler(Site site) {
        super(site);
    }

    @Override
    <S extends Record> Outcome run(Component<S> component, Target<S> target, StepContext step)
            throws InterruptedException {
        Workload<S> workload = role(site.providers().workload(component), component, step);
        Optional<Address> address = workload.deploy(target, operation(step));
        return new Outcome.Done(address.map(Details.NONE::withAddress).orElse(Details.NONE));
    }

    @Override
    <S extends Record> Undone undo(Component<S> component, Target<S> target, StepContext step)
            throws InterruptedException {
        Workload<S> workload = role(site.providers().workload(component), component, step);
        return switch (workload.withdraw(target, operation(step))) {
            case PROVED, LEASED -> new Undone.TakenBack(Details.NONE.withNote("stopped", "yes"));
            case ASSUMED ->
                    throw OperationErrors.NOT_TAKEN_BACK.error(
                            "nobody knows whether "
                                    + component.id()
                                    + " still runs in region "
                                    + target.region(),
                            "stop it there, then: muster run done "
                                    + step.start().run()
                                    + " "
                                    + step.step().id()
                                    + " --saw TEXT");
        };
    }
}
