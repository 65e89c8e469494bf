package dev.muster.demo.world;

import static dev.muster.demo.world.WorldFixture.TIMING;
import static org.assertj.core.api.Assertions.assertThat;

import dev.muster.drill.fault.LocalRegion;
import dev.muster.drill.measure.Downtime;
import dev.muster.drill.measure.Downtime.Span;
import dev.muster.drill.measure.Loss;
import dev.muster.drill.measure.Outage;
import dev.muster.drill.watch.HoldDown;
import dev.muster.drill.watch.ProbeLoop;
import dev.muster.drill.watch.Watcher;
import dev.muster.kind.Facts;
import dev.muster.kind.Phase;
import dev.muster.model.Address;
import dev.muster.model.ComponentId;
import dev.muster.model.Epoch;
import dev.muster.model.RestoreTarget;
import dev.muster.model.Secret;
import dev.muster.provider.Target;
import dev.muster.provider.Traffic;
import dev.muster.provider.Workload;
import dev.muster.provider.local.LocalProvider;
import dev.muster.provider.local.kind.FrontDoorKind;
import dev.muster.provider.postgresql.kind.PostgresqlKind;
import dev.muster.provider.process.ProcessProvider;
import dev.muster.provider.process.kind.ProcessKind;
import dev.muster.servers.PostgresqlBinaries;
import dev.muster.servers.PostgresqlServer;
import dev.muster.strategy.Component;
import dev.muster.strategy.Strategy;
import dev.muster.strategy.read.StrategyReader;
import dev.muster.strategy.read.Variables;
import dev.muster.testkit.TestOperation;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// A recovery done with the real providers from the strategy that the demo wrote, but with an
/// *empty* history instead of a restored one: what is lost must then be measured, not assumed away.
@Timeout(180)
class MeasuredRecoveryIT {
    private static final DemoNames NAMES = WorldFixture.OTHER;

    @TempDir Path root;
    private final List<Span> spans = new ArrayList<>();

    @AfterEach
    void leaveNothing() throws Exception {
        DemoProcesses.killAll(root, TIMING);
    }

    @Test
    void whatIsLostAndHowLongItTookIsMeasuredFromOutside() throws Exception {
        try (DemoWorld world = WorldFixture.world(root, NAMES)) {
            world.startNorth();
            world.openFrontDoor();
            world.startClient(DemoLoad.USUAL);
            DemoLayout layout = world.layout();
            Strategy strategy = strategy(layout);
            LocalRegion.Lost lost;
            Watcher.Alarm alarm;
            try (Watcher watcher = watcher(layout)) {
                while (world.ledger().size() < 100) {
                    TIMING.pause(Duration.ofMillis(20));
                }
                lost = world.northernRegion().lose(TIMING);
                alarm = watcher.await();
            }
            try (PostgresqlServer empty = emptyDatabase(layout)) {
                recover(strategy, layout);
                TIMING.pause(Outage.SETTLED.multipliedBy(2));
                world.stopClient();

                Loss loss = Loss.compare(world.ledger(), world.orders());
                assertThat(loss.lost()).hasSizeGreaterThan(50);
                assertThat(loss.lost().size()).isLessThan(loss.acknowledged());
                assertThat(loss.age(lost.at())).isGreaterThan(Duration.ofMillis(500));
                Outage outage = Outage.firstAfter(world.answers(), lost.at()).orElseThrow();
                Instant firstGood = outage.firstGood().orElseThrow();
                Downtime downtime =
                        Downtime.between(outage.lastGood(), firstGood, alarm.at(), spans);
                assertThat(downtime.total()).isEqualTo(outage.duration().orElseThrow());
                assertThat(downtime.shares())
                        .extracting(Downtime.Share::phase)
                        .startsWith(Phase.DETECT, Phase.DECIDE, Phase.RESTORE, Phase.START);
                assertThat(empty.process().isAlive()).isTrue();
                System.out.println("measured " + downtime);
            }
        }
    }

    private static Strategy strategy(DemoLayout layout) throws IOException {
        Variables files =
                (source, name) -> {
                    try {
                        String text = Files.readString(Path.of(name)).strip();
                        return new Variables.Answer.Value(text);
                    } catch (IOException e) {
                        return new Variables.Answer.Missing(source + ": " + e.getMessage());
                    }
                };
        return new StrategyReader(
                        List.of(new PostgresqlKind(), new ProcessKind(), new FrontDoorKind()))
                .read(Map.of("muster.yaml", Files.readString(layout.seat().strategy())), files)
                .orThrow()
                .strategy();
    }

    private static Watcher watcher(DemoLayout layout) {
        ProbeLoop loop =
                new ProbeLoop(
                        NAMES.probe(),
                        NAMES.south(),
                        URI.create(layout.publicAddress() + "/health"),
                        Duration.ofMillis(100),
                        Duration.ofSeconds(1));
        HoldDown rule = new HoldDown(Duration.ofSeconds(1), 1, Duration.ofSeconds(5));
        return new Watcher(rule, List.of(loop), TIMING, _ -> {});
    }

    private PostgresqlServer emptyDatabase(DemoLayout layout) throws Exception {
        Instant start = TIMING.instant();
        Secret superuser = new Secret("x");
        Secret application =
                new Secret(Files.readString(layout.applicationPassword(layout.south())).strip());
        PostgresqlServer server =
                PostgresqlServer.create(
                        PostgresqlBinaries.embedded(Path.of("target", "postgresql")),
                        layout.south().resolve("empty"),
                        layout.databaseSouth().port(),
                        new PostgresqlServer.Options(superuser, List.of(), List.of()),
                        TIMING);
        server.start();
        Postgres database =
                new Postgres(layout.databaseSouth(), PostgresqlServer.SUPERUSER, superuser);
        database.in(
                "postgres",
                connection -> {
                    Schema.roles(connection, application, new Secret("y"));
                    return true;
                });
        database.as(
                Schema.APPLICATION,
                application,
                Schema.DATABASE,
                connection -> {
                    Schema.tables(connection);
                    return true;
                });
        spans.add(new Span(Phase.RESTORE, start, TIMING.instant()));
        return server;
    }

    private void recover(Strategy strategy, DemoLayout layout) throws Exception {
        Instant start = TIMING.instant();
        Workload<?> workload =
                new ProcessProvider(layout.seat().state().resolve("processes"))
                        .workloads()
                        .getFirst();
        Address backend = deploy(workload, component(strategy, NAMES.application()), layout);
        Instant deployed = TIMING.instant();
        spans.add(new Span(Phase.START, start, deployed));
        assertThat(backend).isEqualTo(layout.applicationSouth());
        Traffic<?> traffic = new LocalProvider().traffics().getFirst();
        route(traffic, component(strategy, NAMES.front()), backend);
        spans.add(new Span(Phase.ROUTE, deployed, TIMING.instant()));
    }

    private static Component<?> component(Strategy strategy, ComponentId id) {
        return strategy.components().get(id);
    }

    private <S extends Record> Address deploy(
            Workload<S> workload, Component<?> component, DemoLayout layout) throws Exception {
        Map<ComponentId, Address> near = Map.of(NAMES.database(), layout.databaseSouth());
        return workload.deploy(target(component, near), operation("deploy")).orElseThrow();
    }

    private <S extends Record> void route(
            Traffic<S> traffic, Component<?> component, Address backend) throws Exception {
        Target<S> target = target(component, Map.of(NAMES.application(), backend));
        traffic.route(target, backend, operation("route"));
        traffic.confirm(target, operation("confirm"));
    }

    @SuppressWarnings("unchecked") // the kind of the component is the kind of the provider
    private static <S extends Record> Target<S> target(
            Component<?> component, Map<ComponentId, Address> near) {
        Component<S> ours = (Component<S>) component;
        return new Target<>(
                ours.situation(
                        Set.of(NAMES.north()),
                        NAMES.south(),
                        new RestoreTarget.Latest(),
                        near,
                        Facts.NONE),
                NAMES.south(),
                near);
    }

    private TestOperation operation(String token) {
        return new TestOperation(token, Epoch.FIRST, root, TIMING);
    }
}
