package dev.muster.engine.machine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.muster.engine.Plans;
import dev.muster.engine.Signer;
import dev.muster.engine.machine.Simulation.Budget;
import dev.muster.engine.machine.Simulation.Move;
import dev.muster.model.ComponentId;
import dev.muster.model.LateEffect;
import dev.muster.model.StepId;
import dev.muster.plan.Step;
import dev.muster.record.EndState;
import dev.muster.record.Event;
import dev.muster.record.JournalEvent;
import dev.muster.record.RunPolicy;
import dev.muster.record.RunStart;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class MachinePropertyTest {
    private static final long SEED = Long.getLong("muster.seed", System.nanoTime());
    private static final Duration HOUR = Duration.ofHours(1);
    private static final boolean SOAK = Plans.soak();
    private static final int RUNS = SOAK ? 100_000 : 400;

    @Test
    void randomPlansUnderRandomEventsKeepEveryPromiseAndEnd() {
        for (int i = 0; i < RUNS; i++) {
            long seed = SEED + i;
            try {
                run(seed);
            } catch (RuntimeException | AssertionError broken) {
                throw new AssertionError("muster.seed=" + seed, broken);
            }
        }
    }

    private static void run(long seed) {
        Random random = new Random(seed);
        RunStart start =
                Plans.run(
                        Plans.RUN,
                        Plans.policy(1 + random.nextInt(4), 1 + random.nextInt(3)),
                        withPeople(random, Plans.random(random, 12)));
        Simulation simulation =
                new Simulation(
                        start,
                        new Budget(
                                random.nextInt(4),
                                random.nextInt(3),
                                random.nextInt(8) / 7,
                                random.nextInt(6),
                                random.nextInt(4),
                                random.nextInt(3)));
        List<Event> past = new ArrayList<>();
        while (simulation.state().end().isEmpty() || random.nextInt(3) == 0) {
            List<Move> moves = simulation.work();
            if (moves.isEmpty() || random.nextInt(4) == 0) {
                moves.addAll(simulation.interference());
            }
            if (moves.isEmpty()) {
                break;
            }
            Move move = moves.get(random.nextInt(moves.size()));
            past.add(move.event());
            simulation.take(move);
            if (random.nextInt(6) == 0) {
                repeat(simulation, past.get(random.nextInt(past.size())));
            }
            assertThat(simulation.events().size()).as("events").isLessThan(2_000);
        }
        simulation.checkReplay();
        assertThat(simulation.state().end()).isPresent();
    }

    @Test
    void randomPlansThatAreAbortedAreTakenBackInReverseAndEnd() {
        int takenBack = 0;
        for (int i = 0; i < RUNS; i++) {
            long seed = SEED + i;
            try {
                takenBack += runAndTakeBack(seed);
            } catch (RuntimeException | AssertionError broken) {
                throw new AssertionError("muster.seed=" + seed, broken);
            }
        }
        assertThat(takenBack).isPositive();
    }

    /// @return how many steps were taken back
    private static int runAndTakeBack(long seed) {
        Random random = new Random(seed);
        RunStart start =
                Plans.runNow(
                        limited(random, Plans.policy(1 + random.nextInt(4), 1 + random.nextInt(3))),
                        withPeople(random, Plans.randomUndoable(random, 10)));
        Simulation simulation =
                new Simulation(
                        start,
                        new Budget(
                                random.nextInt(3),
                                random.nextInt(2),
                                0,
                                random.nextInt(6),
                                random.nextInt(6),
                                random.nextInt(2),
                                1 + random.nextInt(5) / 4));
        while (simulation.state().end().isEmpty() || random.nextInt(3) == 0) {
            List<Move> moves = simulation.work();
            boolean taking = simulation.state().isTakingBack();
            if (moves.isEmpty() || random.nextInt(taking ? 8 : 3) == 0) {
                moves.addAll(simulation.interference());
            }
            if (moves.isEmpty()) {
                break;
            }
            // mostly what goes well, so that there is something to take back
            List<Move> well = moves.stream().filter(move -> move.name().equals("done")).toList();
            List<Move> from = well.isEmpty() || random.nextInt(3) == 0 ? moves : well;
            simulation.take(from.get(random.nextInt(from.size())));
            assertThat(simulation.events().size()).as("events").isLessThan(2_000);
        }
        simulation.checkReplay();
        assertThat(simulation.state().end()).isPresent();
        return (int)
                simulation.state().undoing().stream()
                        .filter(step ->
                                simulation.state().step(step.id()) instanceof StepState.Done)
                        .count();
    }

    /// Some components may be worked at only one or two at a time.
    private static RunPolicy limited(Random random, RunPolicy policy) {
        List<ComponentId> components = new ArrayList<>();
        for (int i = 0; i < 10; i++) {
            if (random.nextInt(3) == 0) {
                components.add(new ComponentId("s" + i));
            }
        }
        return policy.with(
                policy.maxInFlight(),
                List.of(new RunPolicy.Limit("some", 1 + random.nextInt(2), components)));
    }

    static List<RunStart> undoablePlans() {
        return List.of(
                Plans.runNow(Plans.policy(1, 1), List.of(Plans.undoable("a"))),
                Plans.runNow(Plans.policy(1, 2), List.of(Plans.undoable("a"))),
                Plans.runNow(
                        Plans.policy(2, 1), List.of(Plans.undoable("a"), Plans.undoable("b", "a"))),
                Plans.runNow(
                        Plans.policy(2, 1),
                        List.of(
                                Plans.undoable("a"),
                                Plans.undoable(Plans.step("b", "a"), true),
                                Plans.step("c", "b"))));
    }

    /// Every order of everything, with an abort that takes back at each place, orders to give that
    /// up, takeovers and answers.
    @ParameterizedTest
    @MethodSource("undoablePlans")
    void everyInterleavingThatIsTakenBackKeepsEveryPromiseAndEnds(RunStart start) {
        boolean small = start.plan().steps().size() == 1;
        Budget budget =
                small
                        ? new Budget(2, 0, 0, 1, 1, 0, 2)
                        : new Budget(1, 0, 0, 0, 0, 0, SOAK ? 2 : 1);
        Exploration exploration = new Exploration();
        exploration.explore(new Simulation(start, budget));
        assertThat(exploration.seen).hasSizeGreaterThan(50);
        assertThat(exploration.ends)
                .contains(EndState.SUCCEEDED, EndState.FAILED, EndState.ABORTED);
    }

    /// In one of four plans a few steps are such that only people can do them.
    private static List<Step> withPeople(Random random, List<Step> steps) {
        if (random.nextInt(4) != 0) {
            return steps;
        }
        return steps.stream()
                .map(step -> {
                    String name = step.id().value();
                    String[] after =
                            step.after().stream().map(StepId::value).toArray(String[]::new);
                    return switch (random.nextInt(5)) {
                        case 0 -> Signer.approval(name, 1 + random.nextInt(2), HOUR, after);
                        case 1 -> Signer.deed(name, after);
                        default -> step;
                    };
                })
                .toList();
    }

    static List<RunStart> plansWithPeople() {
        return List.of(
                Plans.run(Plans.policy(1, 1), Signer.approval("a", 1, HOUR), one("b", "a")),
                Plans.run(Plans.policy(2, 2), Signer.approval("a", 2, HOUR)),
                Plans.run(Plans.policy(1, 1), Signer.deed("a"), one("b", "a")),
                Plans.run(Plans.policy(2, 1), one("a"), Signer.approval("b", 2, HOUR, "a")));
    }

    /// Every order of signatures, right and wrong ones, expiries, takeovers, orders and an abort.
    @ParameterizedTest
    @MethodSource("plansWithPeople")
    void everyInterleavingWithPeopleKeepsEveryPromiseAndEnds(RunStart start) {
        Exploration exploration = new Exploration();
        exploration.explore(
                new Simulation(
                        start, SOAK ? new Budget(2, 1, 1, 0, 1, 2) : new Budget(1, 0, 1, 0, 0, 1)));
        assertThat(exploration.seen).hasSizeGreaterThan(50);
        assertThat(exploration.ends).contains(EndState.SUCCEEDED, EndState.ABORTED);
    }

    /// What is reported again, or long after, changes nothing that is done.
    private static void repeat(Simulation simulation, Event old) {
        if (old instanceof Event.Done || old instanceof Event.TimerFired) {
            State before = simulation.state();
            State after =
                    Machine.next(
                                    before,
                                    new JournalEvent(
                                            before.events() + 1,
                                            Plans.BEGAN,
                                            dev.muster.record.Actor.MUSTER,
                                            old))
                            .state();
            assertThat(after.receipts()).containsAll(before.receipts());
        }
    }

    static List<RunStart> smallPlans() {
        return List.of(
                Plans.run(Plans.policy(1, 1), one("a")),
                Plans.run(Plans.policy(2, 2), one("a")),
                Plans.run(Plans.policy(2, 1), one("a"), one("b", "a")),
                Plans.run(Plans.policy(2, 1), one("a"), Plans.step("b")),
                Plans.run(
                        Plans.policy(2, 1), Plans.step("a"), Plans.step("b"), one("c", "a", "b")));
    }

    private static Step one(String name, String... after) {
        return Plans.step(name, LateEffect.EXPOSED, false, after);
    }

    /// Every order of everything that can happen, with takeovers, a pause, an abort and answers.
    @ParameterizedTest
    @MethodSource("smallPlans")
    void everyInterleavingOfASmallPlanKeepsEveryPromiseAndEnds(RunStart start) {
        boolean small = start.plan().steps().size() < 3;
        Budget budget = small ? new Budget(2, 0, 1, 1) : new Budget(1, 0, 1, 0);
        if (SOAK) {
            budget = new Budget(2, 1, 1, 2);
        }
        Exploration exploration = new Exploration();
        exploration.explore(new Simulation(start, budget));
        assertThat(exploration.seen).hasSizeGreaterThan(300);
        assertThat(exploration.ends)
                .containsExactlyInAnyOrder(EndState.SUCCEEDED, EndState.FAILED, EndState.ABORTED);
    }

    /// The same with orders from other processes: try again, skip, take as done, pause, abort.
    @ParameterizedTest
    @MethodSource("smallPlans")
    void everyInterleavingWithOrdersKeepsEveryPromiseAndEnds(RunStart start) {
        boolean small = start.plan().steps().size() < 3;
        Budget budget = small ? new Budget(1, 0, 0, 0, 2) : new Budget(0, 0, 0, 0, 1);
        if (SOAK) {
            budget = new Budget(2, 0, 0, 1, 2);
        }
        Exploration exploration = new Exploration();
        exploration.explore(new Simulation(start, budget));
        assertThat(exploration.seen).hasSizeGreaterThan(200);
        assertThat(exploration.ends)
                .containsExactlyInAnyOrder(
                        EndState.SUCCEEDED, EndState.INCOMPLETE, EndState.FAILED, EndState.ABORTED);
    }

    /// Depth first; a state that leads back to itself would be a run that may never end.
    private static final class Exploration {
        private final Set<Long> seen = new HashSet<>();
        private final Set<Long> path = new HashSet<>();
        private final Set<EndState> ends = new HashSet<>();

        void explore(Simulation simulation) {
            long key = simulation.key();
            assertThat(path).as("the run goes round in circles").doesNotContain(key);
            if (!seen.add(key)) {
                return;
            }
            path.add(key);
            List<Move> moves = simulation.work();
            moves.addAll(simulation.interference());
            if (moves.isEmpty()) {
                assertThat(simulation.state().end()).isPresent();
            }
            simulation.state().end().ifPresent(ends::add);
            moves.forEach(move -> explore(simulation.after(move)));
            path.remove(key);
        }
    }
}
