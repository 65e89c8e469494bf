package dev.muster.engine.machine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.muster.engine.Plans;
import dev.muster.engine.Signer;
import dev.muster.kind.Action;
import dev.muster.kind.Facts;
import dev.muster.kind.Facts.StepTime;
import dev.muster.model.ComponentId;
import dev.muster.model.Epoch;
import dev.muster.model.RestoreTarget;
import dev.muster.model.ScenarioId;
import dev.muster.model.StepId;
import dev.muster.plan.Planner;
import dev.muster.plan.RecoveryPlan;
import dev.muster.plan.Step;
import dev.muster.plan.Timetable;
import dev.muster.plan.Timetable.Slot;
import dev.muster.record.Actor;
import dev.muster.record.Details;
import dev.muster.record.EndState;
import dev.muster.record.Event;
import dev.muster.record.JournalEvent;
import dev.muster.record.Order;
import dev.muster.record.Predecessor;
import dev.muster.record.Receipt;
import dev.muster.record.RunPolicy;
import dev.muster.record.RunStart;
import dev.muster.strategy.Strategy;
import dev.muster.strategy.testing.RandomSystem;
import dev.muster.strategy.testing.Shop;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;

/// The machine that runs recoveries, given the times that a plan predicts, takes what the plan
/// says: each step begins when the timetable has it, and the last one ends with the total.
class PlannedTimesTest {
    /// Each is small; together they take their time, above all the signatures.
    private static final int SYSTEMS = Plans.soak() ? 10_000 : 1_000;

    @Test
    void aRunTakesWhatItsPlanSaid() {
        long seed = Long.getLong("muster.seed", System.nanoTime());
        int runs = 0;
        for (int i = 0; i < SYSTEMS; i++) {
            Random random = new Random(seed + i);
            String text =
                    RandomSystem.of(random)
                            .text()
                            .replace(RandomSystem.KEY, Signer.ANN.key().toString());
            try {
                Strategy strategy = Shop.strategy(text);
                Facts facts = times(strategy, random);
                RecoveryPlan plan =
                        Planner.plan(
                                strategy,
                                new ScenarioId("loss"),
                                facts,
                                new RestoreTarget.Latest());
                if (!plan.steps().isEmpty()) {
                    new Script(plan, Timetable.of(plan, strategy)).run();
                    runs++;
                }
            } catch (Throwable failed) {
                throw new AssertionError("-Dmuster.seed=" + (seed + i) + "\n" + text, failed);
            }
        }
        assertThat(runs).isGreaterThan(SYSTEMS / 2);
    }

    private static Facts times(Strategy strategy, Random random) {
        List<StepTime> times = new ArrayList<>();
        for (ComponentId id : strategy.components().keySet()) {
            for (String verb :
                    List.of(
                            "fence", "restore", "start", "verify", "deploy", "route", "confirm",
                            "perform")) {
                times.add(new StepTime(id, verb, RandomSystem.time(random), 1));
            }
        }
        return new Facts(Instant.EPOCH, times, Map.of());
    }

    /// A driver whose steps take what the plan says, on a clock of its own.
    private static final class Script {
        /// Who signs does so at the last moment.
        private static final Duration BEFORE = Duration.ofNanos(1);

        private record Due(Instant at, int number, Event event) {
            static final Comparator<Due> ORDER =
                    Comparator.comparing(Due::at).thenComparingInt(Due::number);
        }

        private final Timetable timetable;
        private final RunStart start;
        private final PriorityQueue<Due> due = new PriorityQueue<>(Due.ORDER);
        private final Set<StepId> asked = new HashSet<>();
        private final Map<StepId, Instant> began = new HashMap<>();
        private final List<EndState> ends = new ArrayList<>();
        private State state;
        private Instant now = Plans.BEGAN;
        private int numbers;

        Script(RecoveryPlan plan, Timetable timetable) {
            this.timetable = timetable;
            RunStart usual = Plans.run(Plans.RUN, RunPolicy.DEFAULT, Plans.patient(plan.steps()));
            this.start =
                    new RunStart(
                            usual.run(),
                            usual.system(),
                            usual.purpose(),
                            usual.plan(),
                            usual.trigger(),
                            usual.policy(),
                            Machine.VERSION);
            this.state = Machine.begin(start);
        }

        void run() {
            hear(new Event.TookOver(Epoch.FIRST, Predecessor.NONE));
            while (ends.isEmpty()) {
                Due next = due.remove();
                now = next.at();
                hear(next.event());
            }
            assertThat(ends).containsExactly(EndState.SUCCEEDED);
            Duration lead = timetable.lead().detects().plus(timetable.lead().decides());
            near(now, Plans.BEGAN.plus(timetable.total()).minus(lead));
            for (Slot slot : timetable.slots()) {
                near(
                        began.getOrDefault(slot.step().id(), Instant.MIN),
                        Plans.BEGAN.plus(slot.start()).minus(lead));
            }
        }

        private static void near(Instant is, Instant should) {
            assertThat(is).isBetween(should.minus(BEFORE), should);
        }

        private void hear(Event event) {
            JournalEvent next = new JournalEvent(state.events() + 1, now, new Actor("ann"), event);
            Decision decision = Machine.next(state, next);
            state = decision.state();
            decision.commands().forEach(this::obey);
        }

        private void obey(Command command) {
            switch (command) {
                case Command.Run run -> run(run);
                case Command.Wake wake -> later(wake.at(), new Event.TimerFired(wake.timer()));
                case Command.Await(StepId step, Demand demand) -> people(step, demand);
                case Command.Finish(EndState end) -> ends.add(end);
                case Command.Ask _, Command.Cancel _ -> throw new AssertionError(command);
            }
        }

        /// What people did is only written down by the run of its step.
        private void run(Command.Run run) {
            Step step = run.step();
            boolean ofPeople = step.action() instanceof Action.OfPeople;
            if (!ofPeople) {
                began.put(step.id(), now);
            }
            later(now, new Event.Started(step.id(), run.attempt(), run.epoch()));
            Instant done = ofPeople ? now : now.plus(step.estimate().duration());
            later(
                    done,
                    new Event.Done(
                            step.id(),
                            run.attempt(),
                            new Receipt(
                                    Plans.RUN,
                                    step.id(),
                                    run.attempt(),
                                    run.epoch(),
                                    Receipt.Origin.RAN,
                                    now,
                                    done,
                                    Details.NONE)));
        }

        private void people(StepId id, Demand demand) {
            if (!asked.add(id)) {
                return;
            }
            began.put(id, now);
            Duration takes = timetable.slot(id).orElseThrow().step().estimate().duration();
            switch (demand) {
                case Demand.Signatures signatures ->
                        later(
                                now.plus(takes).minus(BEFORE),
                                ordered(
                                        id,
                                        new Order.Approve(
                                                id,
                                                Signer.ANN.sign(
                                                        signatures.request().text(start)))));
                case Demand.Deed _ -> later(now.plus(takes), ordered(id, new Order.TakeAsDone(id)));
            }
        }

        private static Event ordered(StepId id, Order order) {
            return new Event.Ordered("order-" + id, order, "done");
        }

        private void later(Instant at, Event event) {
            due.add(new Due(at, numbers++, event));
        }
    }
}
