package dev.muster.engine.embedded;

import static org.assertj.core.api.Assertions.assertThat;

import dev.muster.engine.FastTiming;
import dev.muster.engine.Hazard;
import dev.muster.engine.MemoryJournals;
import dev.muster.engine.MemoryLedger;
import dev.muster.engine.MemoryOrders;
import dev.muster.engine.Plans;
import dev.muster.engine.World;
import dev.muster.engine.shell.UndoMark;
import dev.muster.model.Epoch;
import dev.muster.plan.Step;
import dev.muster.record.Actor;
import dev.muster.record.Details;
import dev.muster.record.EndState;
import dev.muster.record.Order;
import dev.muster.record.Receipt;
import dev.muster.record.RunOrder;
import dev.muster.record.RunStart;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/// A run is aborted somewhere, and its controller dies somewhere after, on the same machine or with
/// its journal: what was done is taken back, in reverse, and nothing is done any more.
class DieUndoneTest {
    private static final long SEED = Long.getLong("muster.seed", System.nanoTime());
    private static final int PLANS = Plans.soak() ? 120 : 6;
    private static final FastTiming TIMING = new FastTiming(2_000);

    @Test
    void whereverTheControllerDiesAllIsTakenBackOnThisMachine() {
        int points = 0;
        for (int i = 0; i < PLANS; i++) {
            points += everyPoint(SEED + i, false);
        }
        assertThat(points).isGreaterThan(10 * PLANS);
    }

    /// Where the order was lost with the journal before anything was taken back, the run goes on.
    @Test
    void whereverTheControllerDiesNobodyGoesOnWithWhatIsTakenBackOnAnotherMachine() {
        int points = 0;
        for (int i = 0; i < PLANS; i++) {
            points += everyPoint(SEED + i, true);
        }
        assertThat(points).isGreaterThan(10 * PLANS);
    }

    @Test
    void whereverItDiesAgainAndAgainAllIsTakenBack() {
        int takenBack = 0;
        for (int i = 0; i < PLANS * 10; i++) {
            long seed = SEED + i;
            Random random = new Random(seed);
            try {
                Case it = new Case(seed);
                it.give = 1 + random.nextInt(40);
                for (int death = random.nextInt(5); death > 0 && !it.over; death--) {
                    it.drive(Hazard.dieAt(1 + random.nextInt(60)));
                    if (random.nextInt(3) == 0) {
                        it.loseMachine();
                    }
                }
                it.driveToTheEnd();
                takenBack += it.world.isUndone() ? 1 : 0;
            } catch (RuntimeException | AssertionError broken) {
                throw new AssertionError("muster.seed=" + seed, broken);
            }
        }
        assertThat(takenBack).isPositive();
    }

    /// All receipts of the plan may be at home where another controller had begun to take it back:
    /// it did not know of the last of them.
    @Test
    void whatAnotherControllerHadBegunToTakeBackIsNoSuccessHoweverMuchIsDone() {
        for (int i = 0; i < PLANS; i++) {
            long seed = SEED + i;
            try {
                Case it = new Case(seed);
                it.drive(Hazard.NONE);
                assertThat(it.end).isEqualTo(EndState.SUCCEEDED);
                it.mark();
                it.loseMachine();
                it.over = false;
                it.driveToTheEnd();
                assertThat(it.end).isEqualTo(EndState.ABORTED);
            } catch (RuntimeException | AssertionError broken) {
                throw new AssertionError("muster.seed=" + seed, broken);
            }
        }
    }

    /// The order is given at a third of the run, the controller dies at each point after.
    private static int everyPoint(long seed, boolean elsewhere) {
        try {
            int all = new Case(seed).length();
            int give = Math.max(3, all * (1 + new Random(seed).nextInt(3)) / 4);
            for (int point = give; ; point++) {
                Case it = new Case(seed);
                it.give = give;
                it.drive(Hazard.dieAt(point));
                if (it.over) {
                    it.check();
                    return point;
                }
                if (elsewhere) {
                    it.loseMachine();
                }
                it.driveToTheEnd();
            }
        } catch (RuntimeException | AssertionError broken) {
            throw new AssertionError("muster.seed=" + seed + " elsewhere " + elsewhere, broken);
        }
    }

    /// One run and its world.
    private static final class Case {
        private final MemoryLedger home = new MemoryLedger();
        private final World world = new World(home);
        private final RunStart start;
        private final boolean pastNoReturn;
        private MemoryOrders orders = new MemoryOrders();
        private MemoryJournals disk = new MemoryJournals(orders);
        private EndState end = EndState.OPEN;
        private boolean lost;
        private boolean left;
        private boolean over;
        private int give = Integer.MAX_VALUE;
        private int passed;

        Case(long seed) {
            Random random = new Random(seed);
            List<Step> steps = Plans.repeatable(Plans.patient(Plans.randomUndoable(random, 5)));
            start = Plans.runNow(Plans.policy(1 + random.nextInt(3), 3), steps);
            pastNoReturn = random.nextBoolean();
        }

        /// How many points a run passes that nobody aborts.
        int length() {
            drive(Hazard.NONE);
            return passed;
        }

        /// As the home has it once something is taken back.
        void mark() {
            home.seenBy(Hazard.NONE)
                    .putIfAbsent(
                            new Receipt(
                                    Plans.RUN,
                                    UndoMark.token(Plans.RUN).step(),
                                    1,
                                    Epoch.FIRST,
                                    Receipt.Origin.ANSWERED,
                                    Plans.BEGAN,
                                    Plans.BEGAN,
                                    Details.NONE));
        }

        void loseMachine() {
            orders = new MemoryOrders();
            disk = new MemoryJournals(orders);
            lost = true;
        }

        void drive(Hazard death) {
            try {
                RunResult result = driven(giving(death));
                end = result.state().end().orElse(EndState.OPEN);
                left = result.state().leftAsItIs().isPresent();
                over = result.stop() instanceof RunResult.Stop.Ended;
            } catch (Hazard.Death died) {
                over = false;
            }
        }

        void driveToTheEnd() {
            // on a machine that is very busy a lease may end: then somebody goes on
            for (int i = 0; i < 20 && !over; i++) {
                drive(Hazard.NONE);
            }
            assertThat(over).as("it ends").isTrue();
            check();
        }

        private RunResult driven(Hazard hazard) {
            return world.drive(disk, hazard, TIMING, driver -> driver.start(start, _ -> {}));
        }

        /// Aborts at a point of the run, whoever drives it then.
        private Hazard giving(Hazard death) {
            return point -> {
                synchronized (this) {
                    if (++passed == give) {
                        orders.put(
                                new RunOrder(
                                        "order-1",
                                        Plans.RUN,
                                        Epoch.FIRST,
                                        Plans.BEGAN,
                                        new Actor("ann"),
                                        new Order.AbortAndUndo(pastNoReturn),
                                        "a test"));
                    }
                }
                death.at(point);
            };
        }

        void check() {
            if (!orders.waiting().isEmpty()) {
                // it came when the run's last controller looked no more; the next one answers it
                drive(Hazard.NONE);
            }
            assertThat(world.wrongs()).isEmpty();
            boolean marked = home.has(UndoMark.token(Plans.RUN));
            assertThat(world.isUndone()).as("nothing without its mark").isIn(false, marked);
            // one that froze before its mark may leave it beside a successor that never saw the
            // order
            boolean late = lost && !world.isUndone() && end == EndState.SUCCEEDED;
            if (marked && !late) {
                assertThat(end).isEqualTo(EndState.ABORTED);
                for (Step step : start.plan().steps()) {
                    assertThat(step.action().undoable() && world.stands(step.id()))
                            .as("%s is taken back", step.id())
                            .isFalse();
                }
            } else if (end != EndState.SUCCEEDED) {
                assertThat(end).isEqualTo(EndState.ABORTED);
                assertThat(nothingToTakeBack()).as("nothing was to be taken back").isTrue();
            }
            assertThat(lost || orders.waiting().isEmpty()).as("the order is answered").isTrue();
        }

        /// A point of no return that may have been passed counts, too.
        private boolean nothingToTakeBack() {
            boolean guarded =
                    start.plan().steps().stream().anyMatch(step -> step.pointOfNoReturn());
            return (left && guarded && !pastNoReturn)
                    || start.plan().steps().stream()
                            .noneMatch(step -> step.action().undoable() && world.stands(step.id()));
        }
    }
}
