package dev.muster.strategy.testing;

import dev.muster.kind.Action;
import dev.muster.kind.Capability;
import dev.muster.kind.ComponentKind;
import dev.muster.kind.Doc;
import dev.muster.kind.Estimate;
import dev.muster.kind.Finding;
import dev.muster.kind.Look;
import dev.muster.kind.Port;
import dev.muster.kind.Procedure;
import dev.muster.kind.Situation;
import dev.muster.kind.StepDraft;
import dev.muster.model.Address;
import dev.muster.model.RegionId;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// A traffic director as strategies of tests have it; it stands outside regions.
public final class DoorKind implements ComponentKind<DoorKind.Settings> {
    /// What a strategy says of it.
    public record Settings(@Doc("Where clients reach it.") Port port) {}

    @Override
    public String name() {
        return "door";
    }

    @Override
    public String summary() {
        return "A traffic director for tests.";
    }

    @Override
    public Class<Settings> settings() {
        return Settings.class;
    }

    @Override
    public Set<Capability> capabilities() {
        return Set.of(Capability.TRAFFIC);
    }

    @Override
    public Optional<Address> address(Situation<Settings> situation, RegionId region) {
        return Optional.of(new Address("127.0.0.1", situation.settings().port().number()));
    }

    @Override
    public List<StepDraft> recipe(Situation<Settings> situation) {
        if (situation.lost().isEmpty() || situation.isLost()) {
            return List.of();
        }
        return List.of(
                TestSteps.draft(new Action.Route(situation.component(), situation.in())),
                TestSteps.draft(
                        new Action.Confirm(situation.component(), situation.in()), "route"));
    }

    @Override
    public Procedure byHand(Action action, Situation<Settings> situation) {
        return new Procedure(action.verb() + " " + action.component(), List.of());
    }

    @Override
    public Estimate estimate(Action action, Situation<Settings> situation) {
        return situation
                .measured(action)
                .map(Estimate::measured)
                .orElseGet(() ->
                        Estimate.estimated(
                                Duration.ofMillis(action instanceof Action.Route ? 200 : 500),
                                "usual switch"));
    }

    @Override
    public List<Finding> rules(Situation<Settings> situation) {
        return List.of();
    }

    @Override
    public Look look() {
        return new Look("door-open", "door");
    }
}
