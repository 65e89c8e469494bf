package dev.muster.strategy.testing;

import dev.muster.kind.Action;
import dev.muster.kind.Capability;
import dev.muster.kind.ComponentKind;
import dev.muster.kind.Default;
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
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// A workload as strategies of tests have it.
public final class ServiceKind implements ComponentKind<ServiceKind.Settings> {
    /// What a strategy says of it.
    public record Settings(
            @Doc("The program and its arguments.") List<String> command,
            @Doc("Its port.") Optional<Port> port,
            @Doc("How it is known to serve.") Optional<Health> health,
            @Doc("What differs by region.") @Default("{}") Map<RegionId, Map<String, String>> in) {}

    /// How it is known to serve.
    public record Health(
            @Doc("The path.") String http, @Doc("How often.") @Default("500ms") Duration every) {}

    @Override
    public String name() {
        return "service";
    }

    @Override
    public String summary() {
        return "A workload for tests.";
    }

    @Override
    public Class<Settings> settings() {
        return Settings.class;
    }

    @Override
    public Set<Capability> capabilities() {
        return Set.of(Capability.REDEPLOY);
    }

    @Override
    public Optional<Address> address(Situation<Settings> situation, RegionId region) {
        return situation.settings().port().map(port -> new Address("127.0.0.1", port.number()));
    }

    @Override
    public List<StepDraft> recipe(Situation<Settings> situation) {
        return situation.isLost()
                ? List.of(TestSteps.draft(new Action.Deploy(situation.component(), situation.in())))
                : List.of();
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
                        Estimate.estimated(Duration.ofSeconds(5), "usual start of a service"));
    }

    @Override
    public List<Finding> rules(Situation<Settings> situation) {
        return List.of();
    }

    @Override
    public Look look() {
        return new Look("terminal", "service");
    }
}
