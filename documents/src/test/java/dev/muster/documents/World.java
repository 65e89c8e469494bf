package dev.muster.documents;

import dev.muster.kind.Action;
import dev.muster.kind.Capability;
import dev.muster.kind.ComponentKind;
import dev.muster.kind.CronText;
import dev.muster.kind.Doc;
import dev.muster.kind.Estimate;
import dev.muster.kind.Facts;
import dev.muster.kind.Finding;
import dev.muster.kind.LogCapture;
import dev.muster.kind.Look;
import dev.muster.kind.OnCaptureLost;
import dev.muster.kind.Procedure;
import dev.muster.kind.Procedure.Instruction;
import dev.muster.kind.Protection;
import dev.muster.kind.Recovery;
import dev.muster.kind.Shipping;
import dev.muster.kind.Situation;
import dev.muster.kind.StepDraft;
import dev.muster.model.Address;
import dev.muster.model.ComponentId;
import dev.muster.model.ContactId;
import dev.muster.model.Digest;
import dev.muster.model.DrillId;
import dev.muster.model.Durability;
import dev.muster.model.LateEffect;
import dev.muster.model.ProbeId;
import dev.muster.model.RegionId;
import dev.muster.model.RestoreTarget;
import dev.muster.model.ScenarioId;
import dev.muster.model.Secret;
import dev.muster.model.VaultId;
import dev.muster.model.ssh.SshKey;
import dev.muster.plan.Planner;
import dev.muster.plan.RecoveryPlan;
import dev.muster.strategy.Alerts;
import dev.muster.strategy.Component;
import dev.muster.strategy.Contact;
import dev.muster.strategy.Drill;
import dev.muster.strategy.Probe;
import dev.muster.strategy.Region;
import dev.muster.strategy.Scenario;
import dev.muster.strategy.Scenario.Loss;
import dev.muster.strategy.Scenario.Reaction;
import dev.muster.strategy.Scenario.Trigger;
import dev.muster.strategy.SecretReference;
import dev.muster.strategy.Strategy;
import dev.muster.strategy.VaultPlace;
import java.net.URI;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/// A small system of a store, a program and a door, under any names.
///
/// @param free text wherever a strategy has free text
public record World(
        String store,
        String app,
        String door,
        String home,
        String refuge,
        String scenario,
        int port,
        String password,
        String free) {

    public static World shop() {
        return new World(
                "orders-db",
                "shop",
                "front",
                "north",
                "south",
                "region-loss",
                15432,
                "correct horse battery",
                "Ada");
    }

    public World withNames(String newStore, String newApp, String newHome, String newRefuge) {
        return new World(
                newStore, newApp, door, newHome, newRefuge, scenario, port, password, free);
    }

    public World withPort(int other) {
        return new World(store, app, door, home, refuge, scenario, other, password, free);
    }

    public World withScenario(String other) {
        return new World(store, app, door, home, refuge, other, port, password, free);
    }

    public World withFreeText(String other) {
        return new World(store, app, door, home, refuge, scenario, port, password, other);
    }

    public World withPassword(String other) {
        return new World(store, app, door, home, refuge, scenario, port, other, free);
    }

    public Strategy strategy() {
        RegionId first = new RegionId(home);
        RegionId second = new RegionId(refuge);
        ContactId ada = new ContactId("ada");
        ContactId grace = new ContactId("grace");
        ProbeId down = new ProbeId("down");
        VaultId vault = new VaultId("main");
        Map<ComponentId, Component<?>> components = new LinkedHashMap<>();
        Component<StoreSettings> data =
                new Component<>(
                        new ComponentId(store),
                        new StoreKind(free),
                        new StoreSettings(port, new Secret(password)),
                        Optional.of("critical"),
                        Optional.of(Duration.ofSeconds(5)),
                        Optional.of(Duration.ofSeconds(60)),
                        Optional.of(first),
                        Optional.of(ada),
                        Set.of(),
                        Optional.of(protection(vault, second)),
                        new Recovery(Optional.of(second), Optional.of(Recovery.Method.RESTORE)));
        Component<AppSettings> program =
                new Component<>(
                        new ComponentId(app),
                        new AppKind(),
                        new AppSettings("/srv/" + app + "/run"),
                        Optional.of("critical"),
                        Optional.empty(),
                        Optional.of(Duration.ofSeconds(60)),
                        Optional.of(first),
                        Optional.of(ada),
                        Set.of(data.id()),
                        Optional.empty(),
                        new Recovery(Optional.of(second), Optional.empty()));
        Component<AppSettings> assets =
                new Component<>(
                        new ComponentId("assets"),
                        new AppKind(),
                        new AppSettings("/srv/assets/run"),
                        Optional.empty(),
                        Optional.empty(),
                        Optional.empty(),
                        Optional.of(first),
                        Optional.empty(),
                        Set.of(),
                        Optional.empty(),
                        Recovery.UNSAID);
        Component<DoorSettings> entry =
                new Component<>(
                        new ComponentId(door),
                        new DoorKind(),
                        new DoorSettings(port + 1),
                        Optional.of("critical"),
                        Optional.empty(),
                        Optional.empty(),
                        Optional.empty(),
                        Optional.of(grace),
                        Set.of(program.id(), assets.id()),
                        Optional.empty(),
                        Recovery.UNSAID);
        components.put(data.id(), data);
        components.put(program.id(), program);
        components.put(assets.id(), assets);
        components.put(entry.id(), entry);
        Map<RegionId, Region> regions = new LinkedHashMap<>();
        regions.put(first, new Region(first, "local", Optional.empty(), Optional.of("/r/" + home)));
        regions.put(
                second, new Region(second, "local", Optional.empty(), Optional.of("/r/" + refuge)));
        Map<ContactId, Contact> contacts = new LinkedHashMap<>();
        contacts.put(
                ada,
                new Contact(
                        ada,
                        free,
                        Optional.of("ada@example.com"),
                        Optional.of("+44 20 7946 0018"),
                        Optional.empty(),
                        List.of(),
                        Optional.of(Duration.ofMinutes(10)),
                        Optional.of(grace)));
        contacts.put(
                grace,
                new Contact(
                        grace,
                        "Grace",
                        Optional.empty(),
                        Optional.of("+1 212 555 0123"),
                        Optional.empty(),
                        List.of(
                                new SshKey(
                                        "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAILbSfyT+5Ty8AO"
                                                + "zu4ublxT48kR/+xA5u3nEop+q7hiqp")),
                        Optional.empty(),
                        Optional.empty()));
        return new Strategy(
                "web",
                Digest.of("strategy of " + this),
                regions,
                Map.of(
                        vault,
                        new VaultPlace(
                                vault,
                                List.of(
                                        new VaultPlace.Copy("file:///r/" + home + "/vault", first),
                                        new VaultPlace.Copy(
                                                "file:///r/" + refuge + "/vault", second)))),
                contacts,
                components,
                Map.of(new ScenarioId(scenario), scenario(first, second, down)),
                Map.of(
                        down,
                        new Probe(
                                down,
                                URI.create("http://127.0.0.1:" + (port + 1) + "/health"),
                                Duration.ofMillis(500),
                                Duration.ofSeconds(2),
                                List.of(second))),
                Map.of(
                        new DrillId("quarterly"),
                        new Drill(
                                new DrillId("quarterly"),
                                new ScenarioId(scenario),
                                Drill.Mode.LIVE,
                                Optional.empty())),
                Alerts.NONE,
                List.of(
                        new SecretReference(
                                List.of("components", store, "password"),
                                SecretReference.Source.FILE,
                                "/r/" + refuge + "/password")));
    }

    private Scenario scenario(RegionId first, RegionId second, ProbeId down) {
        return new Scenario(
                new ScenarioId(scenario),
                new Loss.OfRegion(first),
                List.of(second),
                Optional.of(new Trigger(List.of(down), 1, Duration.ofSeconds(3), Reaction.START)),
                List.of(),
                Scenario.Pace.DEFAULT);
    }

    private static Protection protection(VaultId vault, RegionId second) {
        return new Protection(
                vault,
                new CronText("0 */6 * * *"),
                Optional.of(
                        new LogCapture(
                                second,
                                new Shipping.Stream(),
                                Durability.REGION,
                                true,
                                new OnCaptureLost.Stall())),
                Optional.empty());
    }

    public RecoveryPlan plan() {
        return Planner.plan(
                strategy(), new ScenarioId(scenario), Facts.NONE, new RestoreTarget.Latest());
    }

    private static StepDraft draft(Action action, boolean pointOfNoReturn, String... after) {
        return new StepDraft(
                action,
                Set.of(after),
                "Brings "
                        + action.component()
                        + " one step nearer to serving in "
                        + action.region(),
                LateEffect.IDEMPOTENT,
                true,
                Duration.ofMinutes(5),
                pointOfNoReturn);
    }

    private static Estimate estimate(Action action) {
        return switch (action) {
            case Action.Fence _ ->
                    new Estimate(Duration.ofMillis(200), Estimate.Basis.ESTIMATED, "usual stop");
            case Action.Restore _ ->
                    new Estimate(
                            Duration.ofMillis(2400), Estimate.Basis.MEASURED, "measured in 3 runs");
            case Action.Promote _ ->
                    new Estimate(Duration.ofSeconds(2), Estimate.Basis.ESTIMATED, "a standby");
            case Action.Start _ ->
                    new Estimate(
                            Duration.ofMillis(1100),
                            Estimate.Basis.ESTIMATED,
                            "41 MiB of log at 40 MiB/s");
            case Action.Verify _ ->
                    new Estimate(Duration.ofMillis(400), Estimate.Basis.MEASURED, "measured once");
            case Action.Deploy _ ->
                    new Estimate(Duration.ofMillis(1300), Estimate.Basis.ESTIMATED, "usual start");
            case Action.Route _ ->
                    new Estimate(Duration.ofMillis(100), Estimate.Basis.ESTIMATED, "usual switch");
            case Action.Confirm _, Action.OfPeople _ ->
                    new Estimate(Duration.ofMillis(500), Estimate.Basis.ESTIMATED, "one probe");
        };
    }

    /// @param password never printed
    record StoreSettings(@Doc("port") int port, @Doc("password") Secret password) {}

    record AppSettings(@Doc("command") String command) {}

    record DoorSettings(@Doc("port") int port) {}

    private static Instruction instruction(
            String text, String command, String expected, boolean pointOfNoReturn) {
        return new Instruction(
                text,
                Optional.of(command),
                Optional.of(expected),
                Duration.ofSeconds(5),
                Optional.of("undo " + command),
                "Read the log, then call the owner.",
                pointOfNoReturn);
    }

    /// What the kinds here have in common.
    abstract static class SmallKind<S extends Record> implements ComponentKind<S> {
        @Override
        public String summary() {
            return "For tests.";
        }

        @Override
        public Estimate estimate(Action action, Situation<S> situation) {
            return situation
                    .measured(action)
                    .map(Estimate::measured)
                    .orElseGet(() -> World.estimate(action));
        }

        @Override
        public List<Finding> rules(Situation<S> situation) {
            return List.of();
        }
    }

    /// A store whose by-hand procedure carelessly types its password.
    static final class StoreKind extends SmallKind<StoreSettings> {
        private final String free;

        StoreKind(String free) {
            this.free = free;
        }

        @Override
        public String name() {
            return "store";
        }

        @Override
        public Class<StoreSettings> settings() {
            return StoreSettings.class;
        }

        @Override
        public Set<Capability> capabilities() {
            return Set.of(Capability.DATA, Capability.POINT_IN_TIME, Capability.CONTINUOUS_CAPTURE);
        }

        @Override
        public Optional<Address> address(Situation<StoreSettings> situation, RegionId region) {
            return Optional.of(new Address("127.0.0.1", situation.settings().port()));
        }

        @Override
        public List<StepDraft> recipe(Situation<StoreSettings> situation) {
            ComponentId id = situation.component();
            RegionId in = situation.in();
            return List.of(
                    draft(new Action.Fence(id, situation.home().orElseThrow()), false),
                    draft(new Action.Restore(id, in, situation.target()), false, "fence"),
                    draft(new Action.Start(id, in), true, "restore"),
                    draft(new Action.Verify(id, in), false, "start"));
        }

        @Override
        public Procedure byHand(Action action, Situation<StoreSettings> situation) {
            String where = "-p " + situation.settings().port();
            String secret = situation.settings().password().reveal();
            return new Procedure(
                    action.verb() + " " + action.component() + " by hand",
                    List.of(
                            instruction(
                                    "Look at " + free,
                                    "sudo -u store PGPASSWORD='"
                                            + secret
                                            + "' storectl "
                                            + where
                                            + " "
                                            + action.verb(),
                                    action.component() + " is in " + action.region(),
                                    false),
                            instruction(
                                    "Then settle it.",
                                    "storectl " + where + " settle",
                                    "settled",
                                    action instanceof Action.Start)));
        }

        @Override
        public Look look() {
            return new Look("database", "Store " + free);
        }
    }

    /// A program.
    static final class AppKind extends SmallKind<AppSettings> {
        @Override
        public String name() {
            return "app";
        }

        @Override
        public Class<AppSettings> settings() {
            return AppSettings.class;
        }

        @Override
        public Set<Capability> capabilities() {
            return Set.of(Capability.REDEPLOY);
        }

        @Override
        public Optional<Address> address(Situation<AppSettings> situation, RegionId region) {
            return Optional.empty();
        }

        @Override
        public List<StepDraft> recipe(Situation<AppSettings> situation) {
            ComponentId id = situation.component();
            RegionId in = situation.in();
            return List.of(draft(new Action.Deploy(id, in), false));
        }

        @Override
        public Procedure byHand(Action action, Situation<AppSettings> situation) {
            String stores =
                    situation.dependencies().values().stream()
                            .map(address -> " --store " + address)
                            .collect(Collectors.joining());
            return new Procedure(
                    "Start " + action.component(),
                    List.of(
                            instruction(
                                    "Start it.",
                                    situation.settings().command() + stores,
                                    "ready",
                                    false)));
        }

        @Override
        public Look look() {
            return new Look("terminal", "process");
        }
    }

    /// A front door.
    static final class DoorKind extends SmallKind<DoorSettings> {
        @Override
        public String name() {
            return "door";
        }

        @Override
        public Class<DoorSettings> settings() {
            return DoorSettings.class;
        }

        @Override
        public Set<Capability> capabilities() {
            return Set.of(Capability.TRAFFIC);
        }

        @Override
        public Optional<Address> address(Situation<DoorSettings> situation, RegionId region) {
            return Optional.of(new Address("127.0.0.1", situation.settings().port()));
        }

        @Override
        public List<StepDraft> recipe(Situation<DoorSettings> situation) {
            ComponentId id = situation.component();
            RegionId in = situation.in();
            return List.of(
                    draft(new Action.Route(id, in), true),
                    draft(new Action.Confirm(id, in), false, "route"));
        }

        @Override
        public Procedure byHand(Action action, Situation<DoorSettings> situation) {
            return new Procedure(
                    "Send clients to " + action.region(),
                    List.of(
                            instruction(
                                    "Switch.",
                                    "doorctl --port "
                                            + situation.settings().port()
                                            + " to "
                                            + action.region(),
                                    "switched",
                                    action instanceof Action.Route)));
        }

        @Override
        public Look look() {
            return new Look("door-open", "front door");
        }
    }

    public Sources sources() {
        return new Sources(strategy(), plan(), Facts.NONE, List.of());
    }
}
