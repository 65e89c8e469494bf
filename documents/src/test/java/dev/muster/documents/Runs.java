package dev.muster.documents;

import dev.muster.kind.Action;
import dev.muster.model.Address;
import dev.muster.model.ByteSize;
import dev.muster.model.ComponentId;
import dev.muster.model.DrillId;
import dev.muster.model.Epoch;
import dev.muster.model.Fence;
import dev.muster.model.LogPosition;
import dev.muster.model.RecoveryPoint;
import dev.muster.model.RunId;
import dev.muster.model.StepId;
import dev.muster.plan.RecoveryPlan;
import dev.muster.plan.Step;
import dev.muster.record.Actor;
import dev.muster.record.Check;
import dev.muster.record.Details;
import dev.muster.record.EndState;
import dev.muster.record.Event;
import dev.muster.record.Failure;
import dev.muster.record.JournalEvent;
import dev.muster.record.Measurement;
import dev.muster.record.Measurement.LostWrite;
import dev.muster.record.ObjectiveResult;
import dev.muster.record.ObjectiveResult.Objective;
import dev.muster.record.Predecessor;
import dev.muster.record.Purpose;
import dev.muster.record.Receipt;
import dev.muster.record.RunPolicy;
import dev.muster.record.RunRecord;
import dev.muster.record.RunStart;
import dev.muster.record.Timer;
import dev.muster.record.Trigger;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Runs of a world's plan, as a machine would have kept them.
public final class Runs {
    public static final Instant LAST_GOOD = Instant.parse("2026-05-09T19:04:11.214Z");
    private static final Instant FIRED = LAST_GOOD.plusMillis(3_020);
    private static final Instant BEGAN = FIRED.plusMillis(40);
    private static final RunId RUN = new RunId("20260509-7f3a");

    private final World world;
    private final RecoveryPlan plan;
    private final String free;

    public Runs(World world, String free) {
        this.world = world;
        this.plan = world.plan();
        this.free = free;
    }

    public static Runs shop() {
        return new Runs(World.shop(), "orders are whole");
    }

    /// Everything went well; each step took a multiple of its estimate.
    public RunRecord took(double factor) {
        List<JournalEvent> events = new ArrayList<>();
        List<Receipt> receipts = new ArrayList<>();
        Map<StepId, Instant> ended = new HashMap<>();
        add(events, BEGAN, new Event.TookOver(Epoch.FIRST, Predecessor.NONE));
        Instant last = BEGAN;
        for (Step step : plan.steps()) {
            Instant start =
                    step.after().stream().map(ended::get).max(Instant::compareTo).orElse(BEGAN);
            Instant end =
                    start.plusMillis(Math.round(step.estimate().duration().toMillis() * factor));
            Receipt receipt = receipt(step, start, end, 1);
            add(events, start, new Event.Started(step.id(), 1, Epoch.FIRST));
            add(events, end, new Event.Done(step.id(), 1, receipt));
            receipts.add(receipt);
            ended.put(step.id(), end);
            last = end.isAfter(last) ? end : last;
        }
        return new RunRecord(
                start(),
                events,
                receipts,
                List.of(),
                List.of(),
                EndState.SUCCEEDED,
                Optional.of(last));
    }

    /// With what the client outside and the writer's ledger say.
    public RunRecord measured(double factor, long lost) {
        RunRecord record = took(factor);
        Instant firstGood = record.ended().orElseThrow().plusMillis(180);
        ComponentId store = new ComponentId(world.store());
        ComponentId app = new ComponentId(world.app());
        List<LostWrite> writes = new ArrayList<>();
        for (long at = lost; at > 0; at--) {
            writes.add(new LostWrite(Long.toString(1205 - at), LAST_GOOD.minusMillis(at * 250)));
        }
        Duration age = Duration.ofMillis(lost * 250);
        Measurement.Outage outage =
                new Measurement.Outage(app, LAST_GOOD, firstGood, Duration.ofMillis(50));
        return record.with(
                List.of(new Measurement.Loss(store, 1204, lost, writes, 0, 0, age), outage),
                List.of(
                        new ObjectiveResult(
                                store,
                                Objective.RPO,
                                Duration.ofSeconds(5),
                                Optional.of(Duration.ZERO),
                                Optional.of(age),
                                lost + " of 1,204 acknowledged orders"),
                        new ObjectiveResult(
                                app,
                                Objective.RTO,
                                Duration.ofSeconds(60),
                                Optional.of(Duration.ofMillis(10_900)),
                                Optional.of(outage.downtime()),
                                "client outside")));
    }

    /// Nobody measured; the plan had predicted.
    public RunRecord unmeasured() {
        return took(1).with(
                        List.of(),
                        List.of(
                                new ObjectiveResult(
                                        new ComponentId(world.app()),
                                        Objective.RTO,
                                        Duration.ofSeconds(60),
                                        Optional.of(Duration.ofMillis(7_777)),
                                        Optional.empty(),
                                        "")));
    }

    /// The verification failed twice and the run with it, after a takeover.
    public RunRecord failed() {
        RunRecord good = took(1);
        StepId verify = new StepId(world.store() + "-verify");
        List<JournalEvent> events = new ArrayList<>();
        List<Receipt> receipts = new ArrayList<>();
        for (JournalEvent event : good.events()) {
            if (event.event() instanceof Event.Done done && done.step().equals(verify)) {
                break;
            }
            events.add(event);
        }
        good.receipts().stream()
                .filter(receipt -> receipt.finished().isBefore(events.getLast().at()))
                .forEach(receipts::add);
        Failure failure =
                new Failure(
                        "MUS-4210",
                        "assertion is false",
                        "",
                        false,
                        Details.NONE.withChecks(
                                List.of(new Check("select count(*) >= 200000", false, "f"))));
        Instant at = events.getLast().at().plusMillis(300);
        add(events, at, new Event.Failed(verify, 1, failure, 0.5));
        add(events, at, new Event.TookOver(new Epoch(2), Predecessor.UNKNOWN));
        add(events, at, new Event.TimerFired(new Timer(verify, 2, Timer.Purpose.RETRY)));
        add(events, at, new Event.Started(verify, 2, new Epoch(2)));
        add(events, at, new Event.Failed(verify, 2, failure, 0.5));
        return new RunRecord(
                good.start(),
                events,
                receipts,
                List.of(),
                List.of(),
                EndState.FAILED,
                Optional.of(at));
    }

    private RunStart start() {
        return new RunStart(
                RUN,
                world.strategy().name(),
                new Purpose.Drill(new DrillId("quarterly")),
                plan,
                new Trigger(
                        Optional.of(LAST_GOOD),
                        FIRED,
                        BEGAN,
                        new Actor("probe down"),
                        "down failed 6 times in 3 s"),
                RunPolicy.DEFAULT,
                1);
    }

    private static void add(List<JournalEvent> events, Instant at, Event event) {
        events.add(new JournalEvent(events.size() + 1, at, Actor.MUSTER, event));
    }

    private Receipt receipt(Step step, Instant start, Instant end, int attempt) {
        return new Receipt(
                RUN,
                step.id(),
                attempt,
                Epoch.FIRST,
                Receipt.Origin.RAN,
                start,
                end,
                details(step.action()));
    }

    private Details details(Action action) {
        return switch (action) {
            case Action.Fence _ -> Details.NONE.withFence(Fence.PROVED);
            case Action.Restore restore ->
                    Details.NONE.withPoint(point(restore.component())).withReached("21:04:11.214");
            case Action.Promote _, Action.Start _ ->
                    Details.NONE.withAddress(new Address("127.0.0.1", world.port()));
            case Action.Verify _ ->
                    Details.NONE.withChecks(
                            List.of(
                                    new Check("page checksums", true, "12,804 pages, 0 bad"),
                                    new Check(free, true, "t")));
            case Action.Deploy _, Action.Route _, Action.Confirm _, Action.OfPeople _ ->
                    Details.NONE;
        };
    }

    private static RecoveryPoint point(ComponentId component) {
        return new RecoveryPoint(
                "p1",
                component,
                LAST_GOOD.minusSeconds(3600),
                LAST_GOOD.minusSeconds(3590),
                LAST_GOOD.minusSeconds(3580),
                new LogPosition("1", 1),
                new LogPosition("1", 2),
                new ByteSize(96L << 20),
                new ByteSize(31L << 20));
    }
}
