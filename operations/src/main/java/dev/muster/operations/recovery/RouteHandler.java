package dev.muster.operations.recovery;

import dev.muster.engine.shell.StepContext;
import dev.muster.model.Address;
import dev.muster.operations.OperationErrors;
import dev.muster.operations.Site;
import dev.muster.provider.Target;
import dev.muster.provider.Traffic;
import dev.muster.record.Details;
import dev.muster.record.Outcome;
import dev.muster.strategy.Component;

/// Sends clients to the recovery region.
final class RouteHandler extends ComponentHandler {
    RouteHandler(Site site) {
        super(site);
    }

    @Override
    <S extends Record> Outcome run(Component<S> component, Target<S> target, StepContext step)
            throws InterruptedException {
        Traffic<S> traffic = role(site.providers().traffic(component), component, step);
        Address backend =
                target.dependencies().values().stream()
                        .findFirst()
                        .orElseThrow(() ->
                                OperationErrors.NO_BACKEND.error(
                                        "component "
                                                + component.id()
                                                + " depends on nothing that is reached in"
                                                + " region "
                                                + target.region(),
                                        "let it depend on the component that serves"));
        Traffic.Route route = traffic.route(target, backend, operation(step));
        return new Outcome.Done(
                Details.NONE
                        .withAddress(route.backend())
                        .withNote("region", route.region().value()));
    }
}
