package dev.muster.operations.recovery;

import dev.muster.engine.shell.StepContext;
import dev.muster.kind.Action;
import dev.muster.model.Address;
import dev.muster.model.ComponentId;
import dev.muster.model.Fence;
import dev.muster.operations.OperationErrors;
import dev.muster.operations.Site;
import dev.muster.plan.Step;
import dev.muster.provider.DataStore;
import dev.muster.provider.Operation;
import dev.muster.provider.Target;
import dev.muster.provider.Workload;
import dev.muster.record.Details;
import dev.muster.record.Failure;
import dev.muster.record.Outcome;
import dev.muster.record.Token;
import dev.muster.strategy.Component;
import java.util.Optional;
import java.util.Set;

/// Makes sure that the old one takes no more writes.
///
/// A fence that is only assumed fails the step: a person who may accept that risk has to say so.
final class FenceHandler extends ComponentHandler {
    private final Set<ComponentId> assumeFenced;

    FenceHandler(Site site, Set<ComponentId> assumeFenced) {
        super(site);
        this.assumeFenced = assumeFenced;
    }

    @Override
    <S extends Record> Outcome run(Component<S> component, Target<S> target, StepContext step)
            throws InterruptedException {
        requireRestorable(component, step);
        Optional<DataStore<S>> store = site.providers().dataStore(component);
        Fence fence;
        if (store.isPresent()) {
            // The capture is stopped first: with synchronous capture that alone is a fence.
            DataStore.CaptureState capture = site.captures().close(component, operation(step));
            fence = store.get().fence(target, capture, operation(step));
        } else {
            Workload<S> workload = role(site.providers().workload(component), component, step);
            fence = workload.fence(target, operation(step));
        }
        Details details = Details.NONE.withFence(fence);
        return switch (fence) {
            case PROVED, LEASED -> new Outcome.Done(details);
            case ASSUMED ->
                    assumeFenced.contains(component.id())
                            ? new Outcome.Done(
                                    details.withNote("risk", "accepted by who runs the recovery"))
                            : new Outcome.Failed(notSure(component, step, details));
        };
    }

    /// Lets the old one go on: a store's commits are captured again, a workload is started where it
    /// was.
    @Override
    <S extends Record> Undone undo(Component<S> component, Target<S> target, StepContext step)
            throws InterruptedException {
        Optional<Step> started = started(component, step);
        if (started.isPresent()) {
            return new Undone.Left(
                    started.get().id()
                            + " may have made its new one take writes; two that do could not be"
                            + " brought together again");
        }
        if (site.providers().dataStore(component).isPresent()) {
            return site.captures().reopen(component, operation(step))
                    ? new Undone.TakenBack(Details.NONE.withNote("capture", "may go on"))
                    : new Undone.Left("a later recovery closed its capture");
        }
        Target<S> home = site.targets().atHome(component);
        if (!home.region().equals(target.region())) {
            return new Undone.Left("nobody knows how it ran in region " + target.region());
        }
        Workload<S> workload = role(site.providers().workload(component), component, step);
        Optional<Address> address = workload.deploy(home, operation(step));
        return new Undone.TakenBack(
                address.map(Details.NONE::withAddress)
                        .orElse(Details.NONE)
                        .withNote("started", "again"));
    }

    /// The step that makes the new one take writes, if it was begun or nobody can tell.
    private static Optional<Step> started(Component<?> component, StepContext step) {
        return step.start().plan().steps().stream()
                .filter(other -> other.action().component().equals(component.id()))
                .filter(other ->
                        other.action() instanceof Action.Start
                                || other.action() instanceof Action.Promote)
                .filter(other -> step.mayBeDone(other.id()))
                .findFirst();
    }

    /// What could not come back must not be stopped.
    private void requireRestorable(Component<?> component, StepContext step)
            throws InterruptedException {
        for (Step other : step.start().plan().steps()) {
            boolean brings =
                    other.action() instanceof Action.Restore
                            || other.action() instanceof Action.Promote;
            if (brings
                    && other.action().component().equals(component.id())
                    && step.found(other.id()).isEmpty()) {
                Token token = new Token(step.start().run(), other.id());
                Operation operation = new StepOperation(step, token, workspace(step));
                new Obstacles(site).require(other.action(), step.start().plan(), operation);
            }
        }
    }

    private static Failure notSure(Component<?> component, StepContext step, Details details) {
        return Failure.of(
                OperationErrors.FENCE_ASSUMED.error(
                        "nobody knows whether the old "
                                + component.id()
                                + " in region "
                                + step.step().action().region()
                                + " still takes writes",
                        "stop it there, or say that you accept the risk: muster recover "
                                + step.start().plan().scenario()
                                + " --assume-fenced "
                                + component.id()),
                true,
                details);
    }
}
