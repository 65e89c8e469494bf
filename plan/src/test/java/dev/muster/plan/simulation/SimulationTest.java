package dev.muster.plan.simulation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.muster.kind.Facts;
import dev.muster.kind.Facts.StepTime;
import dev.muster.model.ComponentId;
import dev.muster.model.RestoreTarget;
import dev.muster.model.ScenarioId;
import dev.muster.model.StepId;
import dev.muster.plan.Planner;
import dev.muster.plan.RecoveryPlan;
import dev.muster.plan.Term;
import dev.muster.plan.Timetable;
import dev.muster.plan.simulation.Simulation.Chance;
import dev.muster.plan.simulation.Simulation.Share;
import dev.muster.strategy.Strategy;
import dev.muster.strategy.testing.Shop;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class SimulationTest {
    private static final ComponentId DATABASE = new ComponentId("orders-db");
    private static final long SEED = 20_261_127;

    private static Simulation simulation(String text, Facts facts, long seed, int runs) {
        Strategy strategy = Shop.strategy(text);
        RecoveryPlan plan =
                Planner.plan(
                        strategy, new ScenarioId("region-loss"), facts, new RestoreTarget.Latest());
        return Simulation.of(Timetable.of(plan, strategy), strategy, facts, seed, runs);
    }

    private static StepTime time(String component, String verb, int... seconds) {
        List<Duration> measured = new ArrayList<>();
        for (int second : seconds) {
            measured.add(Duration.ofSeconds(second));
        }
        return new StepTime(
                new ComponentId(component),
                verb,
                measured.getLast(),
                measured.size(),
                Optional.empty(),
                measured);
    }

    /// Each step took what the plan of the shop says, in every run, but the restore.
    private static Facts steady(StepTime restore) {
        return new Facts(
                Instant.EPOCH,
                List.of(
                        restore,
                        time("orders-db", "fence", 1),
                        time("orders-db", "start", 3),
                        time("orders-db", "verify", 2),
                        time("shop", "deploy", 5),
                        time("front", "route", 1),
                        time("front", "confirm", 1)),
                Map.of());
    }

    @Test
    void theSameSeedGivesTheSameRuns() {
        Simulation one = simulation(Shop.text(), Facts.NONE, SEED, 500);
        assertThat(simulation(Shop.text(), Facts.NONE, SEED, 500)).isEqualTo(one);
        assertThat(simulation(Shop.text(), Facts.NONE, SEED + 1, 500)).isNotEqualTo(one);
    }

    @Test
    void whatNeverVariesTakesWhatThePlanSays() {
        Simulation simulation =
                simulation(Shop.text(), steady(time("orders-db", "restore", 20)), SEED, 200);
        Duration all = Duration.ofMillis(4500 + 1000 + 20_000 + 3000 + 2000 + 5000 + 1000 + 1000);
        assertThat(simulation.median()).isEqualTo(all);
        assertThat(simulation.longest()).isEqualTo(all);
        assertThat(simulation.measured()).isEqualTo(simulation.steps()).isEqualTo(7);
        assertThat(simulation.shares().getFirst())
                .isEqualTo(new Share(new StepId("orders-db-restore"), Duration.ofSeconds(20), 1.0));
    }

    /// Without the restore the database is back after 10.5 s, its rto is 60 s: 9 of 10 keep it.
    @Test
    void theChanceIsThatOfTheMeasuredRuns() {
        Facts facts = steady(time("orders-db", "restore", 10, 10, 10, 10, 10, 10, 10, 10, 10, 100));
        Simulation simulation = simulation(Shop.text(), facts, SEED, Simulation.RUNS);
        Chance database = simulation.chances().getFirst();
        assertThat(database.component()).isEqualTo(DATABASE);
        assertThat(database.kept()).isCloseTo(0.9, within(0.015));
        assertThat(simulation.median()).isEqualTo(Duration.ofMillis(27_500));
        assertThat(simulation.longest()).isEqualTo(Duration.ofMillis(117_500));
        assertThat(simulation.shares().getFirst().time().toMillis() / 1000.0)
                .isCloseTo(19, within(1.4));
    }

    @Test
    void whereTheTimeGoesAddsUpToTheAverageRun() {
        Simulation simulation = simulation(Shop.text(), Facts.NONE, SEED, 1);
        Duration sum =
                simulation.lead().stream()
                        .map(Term::duration)
                        .reduce(Duration.ZERO, Duration::plus);
        for (Share share : simulation.shares()) {
            sum = sum.plus(share.time());
        }
        assertThat(sum).isCloseTo(simulation.median(), Duration.ofNanos(100));
        assertThat(simulation.median()).isEqualTo(simulation.longest());
    }

    @Test
    void whatNobodyMeasuredTakesHalfToTwiceItsEstimate() {
        Dice dice = new Dice(SEED);
        Spread spread = new Spread.Estimated(1_000_000);
        double sum = 0;
        for (int i = 0; i < 20_000; i++) {
            long nanos = spread.nanos(dice);
            assertThat(nanos).isBetween(500_000L, 2_000_000L);
            sum += nanos;
        }
        // the mean of a triangle is that of its corners
        assertThat(sum / 20_000).isCloseTo((0.5 + 1 + 2) / 3 * 1_000_000, within(10_000.0));
    }

    @Test
    void diceAreFair() {
        Dice dice = new Dice(SEED);
        int[] seen = new int[6];
        for (int i = 0; i < 60_000; i++) {
            seen[dice.below(6)]++;
        }
        for (int count : seen) {
            assertThat(count).isBetween(9_500, 10_500);
        }
    }
}
