package dev.muster.operations.recovery;

import dev.muster.kind.Action;
import dev.muster.model.MusterException;
import dev.muster.operations.Call;
import dev.muster.operations.Cancellation;
import dev.muster.operations.Site;
import dev.muster.operations.restore.RestoreJob;
import dev.muster.plan.RecoveryPlan;
import dev.muster.plan.Step;
import dev.muster.provider.DataStore;
import dev.muster.provider.NativeStore;
import dev.muster.provider.Operation;
import dev.muster.provider.Progress;
import dev.muster.provider.RestoreRequest;
import dev.muster.provider.Target;
import dev.muster.provider.Workload;
import dev.muster.strategy.Component;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Looks for what would keep a plan's steps from being done on this machine: a port in use, no
/// space, a folder with content, missing programs.
///
/// To learn of it only when the old one is fenced would be too late: where it was not lost after
/// all, it could have gone on.
public final class Obstacles {
    private final Site site;

    public Obstacles(Site site) {
        this.site = site;
    }

    /// All that a plan which was not begun would meet; nothing is changed.
    public List<MusterException> of(RecoveryPlan plan) throws InterruptedException {
        List<MusterException> found = new ArrayList<>();
        for (Step step : plan.steps()) {
            try {
                require(step.action(), plan, operation());
            } catch (MusterException obstacle) {
                found.add(obstacle);
            }
        }
        return found;
    }

    private Operation operation() {
        return Call.outsideRuns(site, "before-recovery", Progress.SILENT, new Cancellation());
    }

    /// @param operation in the name of the step that would do it
    void require(Action action, RecoveryPlan plan, Operation operation)
            throws InterruptedException {
        switch (action) {
            case Action.Restore restore -> restorable(component(action), restore, plan, operation);
            case Action.Deploy deploy -> deployable(component(action), deploy, plan, operation);
            case Action.Promote promote -> promotable(component(action), promote, plan, operation);
            case Action.Fence _,
                    Action.Start _,
                    Action.Verify _,
                    Action.Route _,
                    Action.Confirm _,
                    Action.OfPeople _ -> {}
        }
    }

    private Component<?> component(Action action) {
        return site.targets().component(action.component());
    }

    private <S extends Record> void restorable(
            Component<S> component, Action.Restore restore, RecoveryPlan plan, Operation operation)
            throws InterruptedException {
        Optional<NativeStore<S>> own = site.providers().nativeStore(component);
        if (own.isPresent()) {
            own.get()
                    .requireRestorable(
                            site.targets().of(component, restore.region(), plan), operation);
        }
        Optional<DataStore<S>> store = site.providers().dataStore(component);
        if (store.isPresent()) {
            Target<S> target = site.targets().of(component, restore.region(), plan);
            requireRestore(component, store.get(), target, plan, operation);
        }
    }

    private <S extends Record> void requireRestore(
            Component<S> component,
            DataStore<S> store,
            Target<S> target,
            RecoveryPlan plan,
            Operation operation)
            throws InterruptedException {
        RestoreRequest request = new RestoreRequest(store.restoreFolder(target), plan.target());
        new RestoreJob(site).require(component, target, request, operation);
    }

    /// Where no standby can be promoted, a restore must be possible.
    private <S extends Record> void promotable(
            Component<S> component, Action.Promote promote, RecoveryPlan plan, Operation operation)
            throws InterruptedException {
        Optional<DataStore<S>> store = site.providers().dataStore(component);
        if (store.isPresent()) {
            Target<S> target = site.targets().of(component, promote.region(), plan);
            if (store.get().hindrance(target, operation).isPresent()) {
                requireRestore(component, store.get(), target, plan, operation);
            }
        }
    }

    private <S extends Record> void deployable(
            Component<S> component, Action.Deploy deploy, RecoveryPlan plan, Operation operation)
            throws InterruptedException {
        Optional<Workload<S>> workload = site.providers().workload(component);
        if (workload.isPresent()) {
            Target<S> target = site.targets().of(component, deploy.region(), plan);
            workload.get().requireDeployable(target, operation);
        }
    }
}
