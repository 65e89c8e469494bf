package dev.muster.operations.recovery;

import dev.muster.engine.shell.StepContext;
import dev.muster.engine.shell.StepHandler;
import dev.muster.operations.OperationErrors;
import dev.muster.operations.Site;
import dev.muster.provider.Operation;
import dev.muster.provider.Target;
import dev.muster.record.Outcome;
import dev.muster.strategy.Component;
import java.nio.file.Path;
import java.util.Optional;

/// What all handlers share: from a step's action to the component, its target and an operation.
abstract class ComponentHandler implements StepHandler {
    final Site site;

    ComponentHandler(Site site) {
        this.site = site;
    }

    @Override
    public final Outcome run(StepContext step) throws InterruptedException {
        return run(site.targets().component(step.step().action().component()), step);
    }

    private <S extends Record> Outcome run(Component<S> component, StepContext step)
            throws InterruptedException {
        Target<S> target =
                site.targets().of(component, step.step().action().region(), step.start().plan());
        return run(component, target, step);
    }

    abstract <S extends Record> Outcome run(
            Component<S> component, Target<S> target, StepContext step) throws InterruptedException;

    @Override
    public final Undone undo(StepContext step) throws InterruptedException {
        return undo(site.targets().component(step.step().action().component()), step);
    }

    private <S extends Record> Undone undo(Component<S> component, StepContext step)
            throws InterruptedException {
        Target<S> target =
                site.targets().of(component, step.step().action().region(), step.start().plan());
        return undo(component, target, step);
    }

    /// As [#undo(StepContext)] asks for.
    <S extends Record> Undone undo(Component<S> component, Target<S> target, StepContext step)
            throws InterruptedException {
        return new Undone.Left("nothing takes it back");
    }

    final Operation operation(StepContext step) {
        return new StepOperation(step, step.token(), workspace(step));
    }

    final Path workspace(StepContext step) {
        return site.state().work(step.token().toString());
    }

    /// The role that a kind must have for the verb; a recipe that asks for another one is our bug.
    static <T> T role(Optional<T> role, Component<?> component, StepContext step) {
        return role.orElseThrow(() ->
                OperationErrors.NO_ROLE.error(
                        "component "
                                + component.id()
                                + ": kind "
                                + component.kind().name()
                                + " cannot "
                                + step.step().action().verb(),
                        "report this with the strategy"));
    }
}
