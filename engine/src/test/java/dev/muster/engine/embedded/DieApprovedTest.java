package dev.muster.engine.embedded;

import static org.assertj.core.api.Assertions.assertThat;

import dev.muster.engine.FastTiming;
import dev.muster.engine.Hazard;
import dev.muster.engine.MemoryJournals;
import dev.muster.engine.MemoryLedger;
import dev.muster.engine.MemoryOrders;
import dev.muster.engine.Plans;
import dev.muster.engine.Signer;
import dev.muster.engine.World;
import dev.muster.engine.machine.Demand;
import dev.muster.model.Epoch;
import dev.muster.model.StepId;
import dev.muster.plan.Step;
import dev.muster.record.Actor;
import dev.muster.record.EndState;
import dev.muster.record.Order;
import dev.muster.record.Receipt;
import dev.muster.record.RunOrder;
import dev.muster.record.RunStart;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/// Wherever a controller dies, nothing begins before its approval, and what was signed or done by
/// people is asked for again only where it was lost with the machine.
class DieApprovedTest {
    private static final long SEED = Long.getLong("muster.seed", System.nanoTime());
    private static final int PLANS = Plans.soak() ? 60 : 1;
    private static final FastTiming TIMING = new FastTiming(2_000);
    private static final Duration LONG = Duration.ofDays(100);

    @Test
    void whereverTheControllerDiesNothingBeginsBeforeItsApproval() {
        int points = 0;
        for (int i = 0; i < PLANS; i++) {
            points += everyPoint(SEED + i, false) + everyPoint(SEED + i, true);
        }
        assertThat(points).isGreaterThan(30 * PLANS);
    }

    @Test
    void itDiesAgainAndAgain() {
        for (int i = 0; i < PLANS * 4; i++) {
            long seed = SEED + i;
            Random random = new Random(seed);
            try {
                Case it = new Case(seed);
                for (int death = 1 + random.nextInt(4); death > 0 && !it.over; death--) {
                    it.drive(Hazard.dieAt(1 + random.nextInt(70)), random.nextBoolean());
                }
                it.driveToTheEnd(random.nextBoolean());
            } catch (RuntimeException | AssertionError broken) {
                throw new AssertionError("muster.seed=" + seed, broken);
            }
        }
    }

    private static int everyPoint(long seed, boolean elsewhere) {
        try {
            for (int point = 1; ; point++) {
                Case it = new Case(seed);
                it.drive(Hazard.dieAt(point), false);
                if (it.over) {
                    return point;
                }
                it.driveToTheEnd(elsewhere);
            }
        } catch (RuntimeException | AssertionError broken) {
            throw new AssertionError("muster.seed=" + seed, broken);
        }
    }

    /// One run, its world, and people who do what they are asked.
    private static final class Case {
        private final MemoryLedger home = new MemoryLedger();
        private final World world = new World(home);
        private final AtomicInteger given = new AtomicInteger();
        private final List<Step> steps;
        private final RunStart start;
        private MemoryOrders orders = new MemoryOrders();
        private MemoryJournals disk = new MemoryJournals(orders);
        private volatile Epoch epoch = Epoch.FIRST;
        private boolean over;

        Case(long seed) {
            Random random = new Random(seed);
            steps =
                    List.of(
                            Signer.approval("gate", 2, LONG),
                            Plans.step("a", "gate"),
                            Signer.deed("bank", "gate"),
                            Signer.approval("late", 1, LONG, "a"),
                            Plans.step("b", "late", "bank"));
            start = Plans.run(Plans.RUN, Plans.policy(1 + random.nextInt(3), 9), steps);
            List.of("gate", "bank", "late").forEach(it -> world.excuse(new StepId(it)));
        }

        void drive(Hazard hazard, boolean elsewhere) {
            elsewhere(elsewhere);
            try {
                RunResult result = driven(hazard);
                over = result.record().end() == EndState.SUCCEEDED;
            } catch (Hazard.Death death) {
                over = false;
            }
        }

        private void elsewhere(boolean elsewhere) {
            if (elsewhere) {
                orders = new MemoryOrders();
                disk = new MemoryJournals(orders);
            }
        }

        private RunResult driven(Hazard hazard) {
            return world.drive(disk, hazard, TIMING, driver -> driver.start(start, this::hear));
        }

        /// What people are told, they do, in a process of their own.
        private void hear(RunNews news) {
            if (news instanceof RunNews.StepAwaits(RunStart run, Step step, Demand demand)) {
                switch (demand) {
                    case Demand.Signatures asked -> {
                        Epoch epoch = asked.request().epoch();
                        String text = asked.request().text(run);
                        for (Signer signer : List.of(Signer.ANN, Signer.STRANGER, Signer.BEN)) {
                            give(epoch, new Order.Approve(step.id(), signer.sign(text)));
                        }
                    }
                    case Demand.Deed _ -> give(Epoch.FIRST, new Order.TakeAsDone(step.id()));
                }
            } else if (news instanceof RunNews.RunTaken taken) {
                epoch = taken.epoch();
            }
        }

        private void give(Epoch seen, Order order) {
            orders.put(
                    new RunOrder(
                            String.format("order-%04d", given.incrementAndGet()),
                            Plans.RUN,
                            seen.compareTo(epoch) > 0 ? seen : epoch,
                            Plans.BEGAN,
                            new Actor("ann"),
                            order,
                            "seen"));
        }

        void driveToTheEnd(boolean elsewhere) {
            elsewhere(elsewhere);
            RunResult result = driven(Hazard.NONE);
            assertThat(result.stop()).isInstanceOf(RunResult.Stop.Ended.class);
            assertThat(result.record().end()).isEqualTo(EndState.SUCCEEDED);
            assertThat(result.deaf()).isEmpty();
            assertThat(world.wrongs()).isEmpty();
            assertThat(orders.waiting()).as("nothing waits for nobody").isEmpty();
            for (Step step : steps) {
                Receipt receipt = home.receipt(Plans.RUN, step.id()).orElseThrow();
                boolean people = receipt.origin() == Receipt.Origin.ANSWERED;
                assertThat(world.effects(step.id())).as("%s", step.id()).isEqualTo(people ? 0 : 1);
            }
            Receipt gate = home.receipt(Plans.RUN, new StepId("gate")).orElseThrow();
            assertThat(gate.details().notes().get("approved-by"))
                    .contains("ann (SHA256:")
                    .contains("ben (SHA256:")
                    .doesNotContain("stranger");
        }
    }
}
