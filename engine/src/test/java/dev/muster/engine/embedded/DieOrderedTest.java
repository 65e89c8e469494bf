package dev.muster.engine.embedded;

import static org.assertj.core.api.Assertions.assertThat;

import dev.muster.engine.FastTiming;
import dev.muster.engine.Hazard;
import dev.muster.engine.MemoryJournals;
import dev.muster.engine.MemoryLedger;
import dev.muster.engine.MemoryOrders;
import dev.muster.engine.Plans;
import dev.muster.engine.World;
import dev.muster.model.Epoch;
import dev.muster.model.StepId;
import dev.muster.plan.Step;
import dev.muster.record.Actor;
import dev.muster.record.EndState;
import dev.muster.record.Event;
import dev.muster.record.JournalEvent;
import dev.muster.record.Order;
import dev.muster.record.Receipt;
import dev.muster.record.RunOrder;
import dev.muster.record.RunStart;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;

/// Orders take effect once, wherever a controller dies, and however often they are delivered.
class DieOrderedTest {
    private static final long SEED = Long.getLong("muster.seed", System.nanoTime());
    private static final int PLANS = Plans.soak() ? 150 : 8;
    private static final FastTiming TIMING = new FastTiming(2_000);
    private static final StepId FIRST = new StepId("s0");

    @Test
    void whereverTheControllerDiesASkippedStepIsSkippedOnce() {
        int points = 0;
        for (int i = 0; i < PLANS; i++) {
            points += everyPoint(SEED + i, new Order.Skip(FIRST), false);
            points += everyPoint(SEED + i, new Order.Skip(FIRST), true);
            points += everyPoint(SEED + i, new Order.TakeAsDone(FIRST), false);
        }
        assertThat(points).isGreaterThan(30 * PLANS);
    }

    @Test
    void whereverTheControllerDiesNothingBeginsAfterAnAbort() {
        int points = 0;
        for (int i = 0; i < PLANS; i++) {
            points += everyPoint(SEED + i, new Order.Abort(), false);
        }
        assertThat(points).isGreaterThan(4 * PLANS);
    }

    @Test
    void anAbortInTheMiddleEndsTheRunAlsoIfItsControllerDies() {
        for (int i = 0; i < PLANS * 10; i++) {
            long seed = SEED + i;
            Random random = new Random(seed);
            try {
                Case it = new Case(seed);
                int give = 1 + random.nextInt(30);
                it.drive(it.given(new Order.Abort(), give, give + 1 + random.nextInt(20)));
                it.driveToTheEnd(false);
                it.check(new Order.Abort(), false);
            } catch (RuntimeException | AssertionError broken) {
                throw new AssertionError("muster.seed=" + seed, broken);
            }
        }
    }

    private static int everyPoint(long seed, Order order, boolean elsewhere) {
        try {
            for (int point = 1; ; point++) {
                Case it = new Case(seed);
                it.give(order);
                boolean over = it.drive(Hazard.dieAt(point));
                it.driveToTheEnd(elsewhere && !over);
                it.check(order, elsewhere);
                if (over) {
                    return point;
                }
            }
        } catch (RuntimeException | AssertionError broken) {
            throw new AssertionError("muster.seed=" + seed + " " + order, broken);
        }
    }

    /// One run and its world.
    private static final class Case {
        private final MemoryLedger home = new MemoryLedger();
        private final World world = new World(home);
        private final RunStart start;
        private Optional<EndState> end = Optional.empty();
        private MemoryOrders orders = new MemoryOrders();
        private MemoryJournals disk = new MemoryJournals(orders);

        Case(long seed) {
            Random random = new Random(seed);
            List<Step> steps = Plans.repeatable(Plans.patient(Plans.random(random, 5)));
            start = Plans.run(Plans.RUN, Plans.policy(1 + random.nextInt(3), 3), steps);
            world.excuse(FIRST);
        }

        void give(Order order) {
            orders.put(
                    new RunOrder(
                            "order-1",
                            Plans.RUN,
                            Epoch.FIRST,
                            Plans.BEGAN,
                            new Actor("ann"),
                            order,
                            "a test"));
        }

        /// Gives an order at one point, and dies at a later one.
        Hazard given(Order order, int give, int die) {
            Hazard death = Hazard.dieAt(die);
            int[] passed = {0};
            return point -> {
                synchronized (passed) {
                    if (++passed[0] == give) {
                        give(order);
                    }
                }
                death.at(point);
            };
        }

        /// @return whether the run came to its end
        boolean drive(Hazard hazard) {
            try {
                RunResult result = driven(hazard);
                return result.state().end().isPresent()
                        && result.stop() instanceof RunResult.Stop.Ended;
            } catch (Hazard.Death death) {
                return false;
            }
        }

        private RunResult driven(Hazard hazard) {
            return world.drive(disk, hazard, TIMING, driver -> driver.start(start, _ -> {}));
        }

        void driveToTheEnd(boolean elsewhere) {
            if (elsewhere) {
                orders = new MemoryOrders();
                disk = new MemoryJournals(orders);
            }
            RunResult result = driven(Hazard.NONE);
            assertThat(result.stop()).isInstanceOf(RunResult.Stop.Ended.class);
            end = result.state().end();
        }

        void check(Order order, boolean elsewhere) {
            assertThat(orders.waiting()).as("nothing waits for nobody").isEmpty();
            assertThat(world.wrongs()).isEmpty();
            List<JournalEvent> events = disk.committed(Plans.RUN);
            long taken = events.stream().filter(it -> it.event() instanceof Event.Ordered).count();
            assertThat(taken).as("an order takes effect once").isLessThanOrEqualTo(1);
            boolean aborted = false;
            for (JournalEvent event : events) {
                assertThat(aborted && event.event() instanceof Event.Started)
                        .as("nothing begins after an abort")
                        .isFalse();
                aborted |=
                        event.event() instanceof Event.Ordered it
                                && it.order() instanceof Order.Abort;
            }
            Optional<Receipt> receipt = home.receipt(Plans.RUN, FIRST);
            switch (order) {
                case Order.Abort _ -> {
                    if (!isTooOld()) {
                        aborted(aborted);
                    }
                }
                case Order.Skip _ -> skipped(receipt.orElseThrow(), elsewhere || isTooOld());
                default -> {
                    if (isTooOld()) {
                        return;
                    }
                    assertThat(end).contains(EndState.SUCCEEDED);
                    assertThat(receipt.orElseThrow().origin()).isEqualTo(Receipt.Origin.ANSWERED);
                    assertThat(world.effects(FIRST)).isZero();
                }
            }
        }

        /// What was under way may have been the last step, and got done all the same.
        private void aborted(boolean aborted) {
            boolean all = home.receipts().size() == start.plan().steps().size();
            if (!aborted || end.equals(Optional.of(EndState.SUCCEEDED))) {
                assertThat(end).contains(EndState.SUCCEEDED);
                assertThat(all).isTrue();
            } else {
                assertThat(end).contains(EndState.ABORTED);
            }
        }

        /// A controller died between its epoch and its first event: for all that the journal knows,
        /// it was on another machine, and the order was given before that.
        private boolean isTooOld() {
            return orders.refused().values().stream()
                    .anyMatch(why -> why.contains("another machine drove the run since"));
        }

        /// Where the machine with the order was lost before it was carried out, the step is run.
        private void skipped(Receipt receipt, boolean elsewhere) {
            boolean skipped = receipt.origin() == Receipt.Origin.SKIPPED;
            assertThat(skipped || elsewhere).isTrue();
            assertThat(end).contains(skipped ? EndState.INCOMPLETE : EndState.SUCCEEDED);
            assertThat(world.effects(FIRST)).isEqualTo(skipped ? 0 : 1);
        }
    }
}
