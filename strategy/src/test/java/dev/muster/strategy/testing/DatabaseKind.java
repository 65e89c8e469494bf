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
import dev.muster.model.LateEffect;
import dev.muster.model.RegionId;
import dev.muster.model.Secret;
import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// A data store as strategies of tests have it.
public final class DatabaseKind implements ComponentKind<DatabaseKind.Settings> {
    /// What a strategy says of it.
    public record Settings(
            @Doc("How it is reached.") Connection connection,
            @Doc("How it comes back.") Optional<Recover> recover) {}

    /// How it is reached.
    public record Connection(
            @Doc("Name or address.") @Default("127.0.0.1") String host,
            @Doc("TCP port.") @Default("5432") Port port,
            @Doc("Whom to log in as.") String user,
            @Doc("The password.") Secret password) {}

    /// What a recovery needs beyond the common keys.
    public record Recover(
            @Doc("The server that takes over.") Server server,
            @Doc("Questions whose answer must be true.") @Default("[]") List<String> verify) {}

    /// The server that takes over.
    public record Server(
            @Doc("Its data folder.") String data,
            @Doc("Its port.") Port port,
            @Doc("Its password.") Optional<Secret> password) {}

    @Override
    public String name() {
        return "database";
    }

    @Override
    public String summary() {
        return "A data store for tests.";
    }

    @Override
    public Class<Settings> settings() {
        return Settings.class;
    }

    @Override
    public Set<Capability> capabilities() {
        return EnumSet.of(
                Capability.DATA,
                Capability.POINT_IN_TIME,
                Capability.CONTINUOUS_CAPTURE,
                Capability.SYNCHRONOUS_CAPTURE);
    }

    @Override
    public Optional<Address> address(Situation<Settings> situation, RegionId region) {
        boolean home = situation.home().filter(region::equals).isPresent();
        Optional<Port> there =
                home
                        ? Optional.of(situation.settings().connection().port())
                        : situation.settings().recover().map(recover -> recover.server().port());
        return there.map(
                port -> new Address(situation.settings().connection().host(), port.number()));
    }

    @Override
    public List<StepDraft> recipe(Situation<Settings> situation) {
        if (!situation.isLost()) {
            return List.of();
        }
        RegionId in = situation.in();
        return List.of(
                TestSteps.draft(
                        new Action.Fence(situation.component(), situation.home().orElse(in))),
                TestSteps.draft(new Action.Restore(situation.component(), in, situation.target())),
                TestSteps.draft(new Action.Start(situation.component(), in), "restore"),
                new StepDraft(
                        new Action.Verify(situation.component(), in),
                        Set.of("start"),
                        "data that nobody looked at is not recovered",
                        LateEffect.IDEMPOTENT,
                        true,
                        Duration.ofMinutes(5),
                        false));
    }

    @Override
    public Procedure byHand(Action action, Situation<Settings> situation) {
        return new Procedure(action.verb() + " " + action.component(), List.of());
    }

    @Override
    public Estimate estimate(Action action, Situation<Settings> situation) {
        return situation
                .measured(action)
                .map(time ->
                        action instanceof Action.Restore
                                ? situation
                                        .base()
                                        .map(base -> Estimate.measured(time, base, Duration.ZERO))
                                        .orElseGet(() -> Estimate.measured(time))
                                : Estimate.measured(time))
                .orElseGet(() -> estimated(action, situation));
    }

    private static Estimate estimated(Action action, Situation<Settings> situation) {
        Duration time =
                switch (action) {
                    case Action.Fence _ -> Duration.ofSeconds(1);
                    case Action.Restore _ -> Duration.ofSeconds(20);
                    case Action.Start _ -> Duration.ofSeconds(3).plus(replay(situation));
                    case Action.Verify _ -> Duration.ofSeconds(2);
                    case Action.Promote _, Action.Deploy _, Action.Route _ ->
                            throw new IllegalArgumentException(action.verb());
                    case Action.Confirm _, Action.OfPeople _ ->
                            throw new IllegalArgumentException(action.verb());
                };
        return new Estimate(time, Estimate.Basis.ESTIMATED, "as tests have it");
    }

    /// Of the log after the newest point, at 1 MiB a second.
    private static Duration replay(Situation<Settings> situation) {
        return Optional.ofNullable(situation.facts().protection().get(situation.component()))
                .filter(state -> state.newest().isPresent() && state.window().isPresent())
                .map(state ->
                        state.window().get().end().offset() - state.newest().get().from().offset())
                .map(log -> Duration.ofMillis((log >> 10) * 1000 >> 10))
                .orElse(Duration.ZERO);
    }

    @Override
    public List<Finding> rules(Situation<Settings> situation) {
        return List.of();
    }

    @Override
    public Look look() {
        return new Look("database", "database");
    }
}
