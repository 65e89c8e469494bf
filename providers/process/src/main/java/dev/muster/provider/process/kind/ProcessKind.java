package dev.muster.provider.process.kind;

import dev.muster.kind.Action;
import dev.muster.kind.Capability;
import dev.muster.kind.ComponentKind;
import dev.muster.kind.Estimate;
import dev.muster.kind.Finding;
import dev.muster.kind.Look;
import dev.muster.kind.Port;
import dev.muster.kind.Procedure;
import dev.muster.kind.Situation;
import dev.muster.kind.StepDraft;
import dev.muster.model.Address;
import dev.muster.model.ComponentId;
import dev.muster.model.LateEffect;
import dev.muster.model.RegionId;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// A command that keeps no data of its own: it comes back by being started elsewhere.
public final class ProcessKind implements ComponentKind<ProcessSettings> {
    private static final Duration USUAL_START = Duration.ofSeconds(5);
    private static final Duration USUAL_STOP = Duration.ofSeconds(1);
    private static final Duration BEYOND_HEALTH = Duration.ofSeconds(30);

    @Override
    public String name() {
        return "process";
    }

    @Override
    public String summary() {
        return "A command without data of its own, started on the machine where Muster runs.";
    }

    @Override
    public Class<ProcessSettings> settings() {
        return ProcessSettings.class;
    }

    @Override
    public Set<Capability> capabilities() {
        return Set.of(Capability.REDEPLOY);
    }

    @Override
    public Optional<Address> address(Situation<ProcessSettings> situation, RegionId region) {
        ProcessSettings there = situation.settings().in(region);
        return there.port().map(Port::number).map(port -> new Address(there.host(), port));
    }

    @Override
    public List<StepDraft> recipe(Situation<ProcessSettings> situation) {
        if (!situation.isLost()) {
            return List.of();
        }
        Duration within =
                situation.settings().health().map(Health::within).orElse(Duration.ofSeconds(60));
        return List.of(
                new StepDraft(
                        new Action.Deploy(situation.component(), situation.in()),
                        Set.of(),
                        situation.component()
                                + " keeps no data of its own and is started in "
                                + situation.in(),
                        LateEffect.IDEMPOTENT,
                        true,
                        within.plus(BEYOND_HEALTH),
                        false));
    }

    @Override
    public Procedure byHand(Action action, Situation<ProcessSettings> situation) {
        Map<ComponentId, Address> near = situation.dependencies();
        Launch launch = Launch.of(situation.settings(), action.region(), near);
        return switch (action) {
            case Action.Deploy deploy -> ProcessByHand.deploy(deploy.component(), launch);
            case Action.Fence fence -> ProcessByHand.fence(fence.component(), launch);
            case Action.Restore _, Action.Promote _, Action.Start _, Action.Verify _ ->
                    throw notOurs(action);
            case Action.Route _, Action.Confirm _, Action.OfPeople _ -> throw notOurs(action);
        };
    }

    private static IllegalArgumentException notOurs(Action action) {
        return new IllegalArgumentException("a process has no step '" + action.verb() + "'");
    }

    @Override
    public Estimate estimate(Action action, Situation<ProcessSettings> situation) {
        boolean start = action instanceof Action.Deploy;
        return situation
                .measured(action)
                .map(Estimate::measured)
                .orElseGet(() ->
                        Estimate.estimated(
                                start ? USUAL_START : USUAL_STOP,
                                start ? "usual start of a process" : "usual stop of a process"));
    }

    @Override
    public List<Finding> rules(Situation<ProcessSettings> situation) {
        return ProcessRules.findings(situation);
    }

    @Override
    public Look look() {
        return new Look("terminal", "process");
    }
}
