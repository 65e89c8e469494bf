package dev.muster.operations.recovery;

import dev.muster.engine.shell.StepContext;
import dev.muster.model.Address;
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
}
