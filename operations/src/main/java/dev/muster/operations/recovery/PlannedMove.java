package dev.muster.operations.recovery;

import dev.muster.kind.Action;
import dev.muster.kind.LogCapture;
import dev.muster.kind.OnCaptureLost;
import dev.muster.model.MusterException;
import dev.muster.operations.Call;
import dev.muster.operations.Cancellation;
import dev.muster.operations.OperationErrors;
import dev.muster.operations.Site;
import dev.muster.plan.RecoveryPlan;
import dev.muster.plan.Step;
import dev.muster.provider.DataStore;
import dev.muster.provider.Progress;
import dev.muster.strategy.Component;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Whether a plan can be carried out while the old side still serves, without losing a write.
///
/// It can where commits wait for the capture: the end of the capture is then the fence, proved
/// without the old side's help, and what was acknowledged until then is captured. A standby takes
/// over only with all of that.
public final class PlannedMove {
    private final Site site;

    public PlannedMove(Site site) {
        this.site = site;
    }

    /// All that speaks against it; nothing is changed.
    public List<MusterException> obstacles(RecoveryPlan plan) throws InterruptedException {
        List<MusterException> found = new ArrayList<>();
        for (Step step : plan.steps()) {
            switch (step.action()) {
                case Action.Restore restore -> waits(restore).ifPresent(found::add);
                case Action.Promote promote -> {
                    waits(promote).ifPresent(found::add);
                    standby(component(promote), promote, plan).ifPresent(found::add);
                }
                case Action.Fence _,
                        Action.Start _,
                        Action.Verify _,
                        Action.Deploy _,
                        Action.Route _,
                        Action.Confirm _,
                        Action.OfPeople _ -> {}
            }
        }
        return found;
    }

    private Component<?> component(Action action) {
        return site.targets().component(action.component());
    }

    private Optional<MusterException> waits(Action action) {
        Component<?> component = component(action);
        boolean stalls =
                component
                        .protection()
                        .flatMap(protection -> protection.logs())
                        .filter(LogCapture::synchronous)
                        .filter(logs -> logs.onCaptureLost() instanceof OnCaptureLost.Stall)
                        .isPresent();
        if (!stalls) {
            return Optional.of(
                    OperationErrors.NOT_PLANNED.error(
                            component.id()
                                    + ": its commits do not wait for the capture, so nobody could"
                                    + " stop them",
                            "logs: { synchronous: true, on-capture-lost: stall }; or stop it"
                                    + " yourself, then: muster recover"));
        }
        return site.captures().commitsWait(component)
                ? Optional.empty()
                : Optional.of(
                        OperationErrors.NOT_PLANNED.error(
                                component.id() + ": its commits do not wait for the capture now",
                                "start `muster serve`, and wait until `muster status` says that"
                                        + " they do"));
    }

    private <S extends Record> Optional<MusterException> standby(
            Component<S> component, Action.Promote promote, RecoveryPlan plan)
            throws InterruptedException {
        DataStore<S> store = site.dataStore(component);
        Call call = Call.outsideRuns(site, "before-move", Progress.SILENT, new Cancellation());
        return store.hindrance(site.targets().of(component, promote.region(), plan), call)
                .map(why ->
                        OperationErrors.NOT_PLANNED.error(
                                component.id() + ": " + why,
                                "muster restore "
                                        + component.id()
                                        + " --standby, and start it; after a real loss: muster"
                                        + " recover "
                                        + plan.scenario()));
    }
}
