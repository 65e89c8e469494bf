package dev.muster.operations.recovery;

import dev.muster.engine.shell.StepContext;
import dev.muster.model.Address;
import dev.muster.model.RegionId;
import dev.muster.operations.OperationErrors;
import dev.muster.operations.Site;
import dev.muster.provider.Target;
import dev.muster.provider.Traffic;
import dev.muster.record.Details;
import dev.muster.record.Outcome;
import dev.muster.strategy.Component;
import java.util.Optional;

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

    /// Sends clients to where the component that serves them runs in ordinary days. What the
    /// director said before the switch is not remembered: whoever takes back may be on another
    /// machine.
    @Override
    <S extends Record> Undone undo(Component<S> component, Target<S> target, StepContext step)
            throws InterruptedException {
        Traffic<S> traffic = role(site.providers().traffic(component), component, step);
        Optional<RegionId> home =
                component.dependsOn().stream()
                        .filter(target.dependencies()::containsKey)
                        .map(id -> site.targets().component(id).region())
                        .flatMap(Optional::stream)
                        .findFirst();
        if (home.isEmpty() || home.get().equals(target.region())) {
            return new Undone.Left("clients were sent nowhere else before");
        }
        Target<S> before =
                site.targets().restored(component, home.get(), step.start().plan().target());
        if (traffic.current(target)
                .map(Traffic.Route::region)
                .filter(home.get()::equals)
                .isPresent()) {
            return new Undone.TakenBack(Details.NONE.withNote("region", home.get().value()));
        }
        Optional<Address> backend = before.dependencies().values().stream().findFirst();
        if (backend.isEmpty()) {
            return new Undone.Left("nothing is reached in region " + home.get());
        }
        Traffic.Route route = traffic.route(before, backend.get(), operation(step));
        return new Undone.TakenBack(
                Details.NONE
                        .withAddress(route.backend())
                        .withNote("region", route.region().value()));
    }
}
