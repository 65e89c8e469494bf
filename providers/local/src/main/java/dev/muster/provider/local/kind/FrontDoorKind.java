package dev.muster.provider.local.kind;

import dev.muster.kind.Action;
import dev.muster.kind.Capability;
import dev.muster.kind.ComponentKind;
import dev.muster.kind.Estimate;
import dev.muster.kind.Finding;
import dev.muster.kind.Look;
import dev.muster.kind.Procedure;
import dev.muster.kind.Situation;
import dev.muster.kind.StepDraft;
import dev.muster.model.Address;
import dev.muster.model.LateEffect;
import dev.muster.model.RegionId;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// One public address that stands outside of the regions and sends clients to one of them.
public final class FrontDoorKind implements ComponentKind<FrontDoorSettings> {
    private static final Duration USUAL_SWITCH = Duration.ofMillis(200);
    private static final Duration USUAL_ANSWER = Duration.ofMillis(500);
    private static final Duration SWITCH_TIMEOUT = Duration.ofSeconds(30);

    @Override
    public String name() {
        return "front-door";
    }

    @Override
    public String summary() {
        return "Muster's own front door: a TCP proxy on this machine, outside of all regions.";
    }

    @Override
    public Class<FrontDoorSettings> settings() {
        return FrontDoorSettings.class;
    }

    @Override
    public Set<Capability> capabilities() {
        return Set.of(Capability.TRAFFIC);
    }

    /// The same in every region: that is what a front door is for.
    @Override
    public Optional<Address> address(Situation<FrontDoorSettings> situation, RegionId region) {
        FrontDoorSettings settings = situation.settings();
        return Optional.of(new Address(settings.host(), settings.port().number()));
    }

    @Override
    public List<StepDraft> recipe(Situation<FrontDoorSettings> situation) {
        if (situation.lost().isEmpty() || situation.isLost()) {
            return List.of();
        }
        StepDraft route =
                new StepDraft(
                        new Action.Route(situation.component(), situation.in()),
                        Set.of(),
                        "clients are sent to "
                                + situation.in()
                                + ", and their old connections are cut",
                        LateEffect.FENCED,
                        true,
                        SWITCH_TIMEOUT,
                        false);
        StepDraft confirm =
                new StepDraft(
                        new Action.Confirm(situation.component(), situation.in()),
                        Set.of("route"),
                        "recovered means that a client gets a good answer from " + situation.in(),
                        LateEffect.IDEMPOTENT,
                        true,
                        situation.settings().within().plus(SWITCH_TIMEOUT),
                        false);
        return List.of(route, confirm);
    }

    @Override
    public Procedure byHand(Action action, Situation<FrontDoorSettings> situation) {
        return switch (action) {
            case Action.Route route -> FrontDoorByHand.route(situation, route.region());
            case Action.Confirm _ -> FrontDoorByHand.confirm(situation);
            case Action.Fence _, Action.Restore _, Action.Promote _, Action.Start _ ->
                    throw notOurs(action);
            case Action.Verify _, Action.Deploy _, Action.OfPeople _ -> throw notOurs(action);
        };
    }

    private static IllegalArgumentException notOurs(Action action) {
        return new IllegalArgumentException("a front door has no step '" + action.verb() + "'");
    }

    @Override
    public Estimate estimate(Action action, Situation<FrontDoorSettings> situation) {
        boolean confirm = action instanceof Action.Confirm;
        return situation
                .measured(action)
                .map(Estimate::measured)
                .orElseGet(() ->
                        Estimate.estimated(
                                confirm ? USUAL_ANSWER : USUAL_SWITCH,
                                confirm ? "usual first answer" : "usual switch of a front door"));
    }

    @Override
    public List<Finding> rules(Situation<FrontDoorSettings> situation) {
        return FrontDoorRules.findings(situation);
    }

    @Override
    public Look look() {
        return new Look("door-open", "front door");
    }
}
