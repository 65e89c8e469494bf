package dev.muster.record;

import dev.muster.kind.Action;
import dev.muster.kind.Estimate;
import dev.muster.model.Address;
import dev.muster.model.ByteSize;
import dev.muster.model.ComponentId;
import dev.muster.model.Digest;
import dev.muster.model.DrillId;
import dev.muster.model.Epoch;
import dev.muster.model.Fence;
import dev.muster.model.LateEffect;
import dev.muster.model.LogPosition;
import dev.muster.model.RecoveryPoint;
import dev.muster.model.RegionId;
import dev.muster.model.RestoreTarget;
import dev.muster.model.RunId;
import dev.muster.model.ScenarioId;
import dev.muster.model.StepId;
import dev.muster.plan.RecoveryPlan;
import dev.muster.plan.Step;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// A small run with fixed values: a database and a shop come back in another region.
public final class Sample {
    public static final Instant LOST = Instant.parse("2026-03-01T02:00:00Z");

    private static final ComponentId DB = new ComponentId("orders-db");
    private static final ComponentId SHOP = new ComponentId("shop");
    private static final RegionId SOUTH = new RegionId("south");
    private static final RunId RUN = new RunId("region-loss-1");

    private Sample() {}

    public static RecoveryPlan plan() {
        return new RecoveryPlan(
                Digest.of("strategy"),
                new ScenarioId("region-loss"),
                Set.of(new RegionId("north"), new RegionId("west")),
                SOUTH,
                new RestoreTarget.Latest(),
                List.of(
                        step(new Action.Fence(DB, new RegionId("north"))),
                        step(
                                new Action.Restore(DB, SOUTH, new RestoreTarget.Latest()),
                                "orders-db-fence"),
                        step(new Action.Deploy(SHOP, SOUTH)),
                        step(new Action.Route(SHOP, SOUTH), "orders-db-restore", "shop-deploy")));
    }

    private static Step step(Action action, String... after) {
        return new Step(
                new StepId(action.component() + "-" + action.verb()),
                action,
                Set.of(after).stream()
                        .map(StepId::new)
                        .collect(java.util.stream.Collectors.toSet()),
                "because",
                LateEffect.IDEMPOTENT,
                true,
                Duration.ofMinutes(5),
                new Estimate(Duration.ofMillis(1500), Estimate.Basis.ESTIMATED, "a guess"),
                action instanceof Action.Route);
    }

    public static RunStart start() {
        return new RunStart(
                RUN,
                "shop",
                new Purpose.Drill(new DrillId("demo")),
                plan(),
                new Trigger(
                        Optional.of(at(0)),
                        at(3_000),
                        at(3_100),
                        new Actor("probe shop-down"),
                        "shop-down failed 6 times in 3 s"),
                RunPolicy.DEFAULT,
                1);
    }

    public static RunRecord run() {
        Receipt fence =
                receipt("orders-db-fence", 3_150, 3_400, Details.NONE.withFence(Fence.PROVED));
        Receipt restore =
                receipt(
                        "orders-db-restore",
                        3_400,
                        5_800,
                        Details.NONE
                                .withPoint(
                                        new RecoveryPoint(
                                                "20260301t0000-1",
                                                DB,
                                                LOST.minusSeconds(7200),
                                                LOST.minusSeconds(7190),
                                                LOST.minusSeconds(7189),
                                                new LogPosition("1", 0x2000028),
                                                new LogPosition("1", 0x2000158),
                                                new ByteSize(100_663_296),
                                                new ByteSize(31_457_280)))
                                .withReached("0/4000148 at 2026-03-01 01:59:59.998")
                                .withChecks(
                                        List.of(
                                                new Check("page checksums", true, "12,804 pages"),
                                                new Check("count", false, "0 rows"))));
        Receipt deploy = receipt("shop-deploy", 3_150, 4_000, Details.NONE);
        Receipt route =
                receipt(
                        "shop-route",
                        5_800,
                        6_000,
                        Details.NONE
                                .withAddress(new Address("127.0.0.1", 8080))
                                .withNote("before", "north"));
        return new RunRecord(
                start(),
                List.of(
                        event(1, 3_100, new Event.TookOver(Epoch.FIRST, Predecessor.NONE)),
                        event(2, 3_150, new Event.Started(fence.step(), 1, Epoch.FIRST)),
                        event(3, 3_401, new Event.Done(fence.step(), 1, fence)),
                        event(
                                4,
                                3_500,
                                new Event.Failed(
                                        restore.step(),
                                        1,
                                        new Failure(
                                                "MUS-4001", "no answer", "", true, Details.NONE),
                                        0.25)),
                        event(
                                5,
                                3_700,
                                new Event.TimerFired(
                                        new Timer(restore.step(), 1, Timer.Purpose.RETRY)))),
                List.of(fence, restore, deploy, route),
                List.of(
                        new Measurement.Loss(
                                DB,
                                1_204,
                                1,
                                List.of(new Measurement.LostWrite("1204", at(-2))),
                                0,
                                0,
                                Duration.ofMillis(1)),
                        new Measurement.Outage(SHOP, at(-10), at(6_200), Duration.ofMillis(50))),
                List.of(
                        new ObjectiveResult(
                                SHOP,
                                ObjectiveResult.Objective.RTO,
                                Duration.ofSeconds(60),
                                Optional.of(Duration.ofSeconds(9)),
                                Optional.of(Duration.ofMillis(6_210)),
                                "the client saw 6.2 s"),
                        new ObjectiveResult(
                                DB,
                                ObjectiveResult.Objective.RPO,
                                Duration.ofSeconds(5),
                                Optional.of(Duration.ZERO),
                                Optional.empty(),
                                "")),
                EndState.SUCCEEDED,
                Optional.of(at(6_001)));
    }

    private static Receipt receipt(String step, long from, long to, Details details) {
        return new Receipt(
                RUN,
                new StepId(step),
                1,
                Epoch.FIRST,
                Receipt.Origin.RAN,
                at(from),
                at(to),
                details);
    }

    private static JournalEvent event(long number, long millis, Event event) {
        return new JournalEvent(number, at(millis), Actor.MUSTER, event);
    }

    private static Instant at(long millis) {
        return LOST.plusMillis(millis);
    }
}
