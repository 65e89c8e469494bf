package dev.muster.engine.embedded;

import static org.assertj.core.api.Assertions.assertThat;

import dev.muster.engine.FastTiming;
import dev.muster.engine.Hazard;
import dev.muster.engine.MemoryJournals;
import dev.muster.engine.MemoryLedger;
import dev.muster.engine.Plans;
import dev.muster.engine.World;
import dev.muster.engine.machine.StepState;
import dev.muster.plan.Step;
import dev.muster.record.Actor;
import dev.muster.record.Answer;
import dev.muster.record.EndState;
import dev.muster.record.RunStart;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/// Dies before and after everything that is durable or has an effect, one point after another, and
/// goes on: on the same machine with its journal, or on another one with the receipts alone.
class DieAnywhereTest {
    private static final long SEED = Long.getLong("muster.seed", System.nanoTime());
    private static final int PLANS = Plans.soak() ? 150 : 6;
    private static final FastTiming TIMING = new FastTiming(2_000);

    @Test
    void whereverTheControllerDiesEachEffectHappensOnceAndTheRunEnds() {
        int points = 0;
        for (int i = 0; i < PLANS; i++) {
            long seed = SEED + i;
            try {
                points += everyPoint(seed, false) + everyPoint(seed, true);
            } catch (RuntimeException | AssertionError broken) {
                throw new AssertionError("muster.seed=" + seed, broken);
            }
        }
        assertThat(points).isGreaterThan(20 * PLANS);
    }

    @Test
    void whereverItDiesAgainAndAgainEachEffectHappensOnceAndTheRunEnds() {
        for (int i = 0; i < PLANS * 5; i++) {
            long seed = SEED + i;
            try {
                Random random = new Random(seed);
                Case it = new Case(seed);
                int deaths = 1 + random.nextInt(5);
                for (int death = 0; death < deaths && !it.over; death++) {
                    it.drive(Hazard.dieAt(1 + random.nextInt(60)), random.nextBoolean());
                }
                it.driveToTheEnd(random.nextBoolean());
            } catch (RuntimeException | AssertionError broken) {
                throw new AssertionError("muster.seed=" + seed, broken);
            }
        }
    }

    /// @param elsewhere whether the run goes on where there is no journal
    private static int everyPoint(long seed, boolean elsewhere) {
        for (int point = 1; ; point++) {
            Case it = new Case(seed);
            it.drive(Hazard.dieAt(point), false);
            if (it.over) {
                return point;
            }
            it.driveToTheEnd(elsewhere);
        }
    }

    /// One run and its world.
    private static final class Case {
        private final MemoryLedger home = new MemoryLedger();
        private final World world = new World(home);
        private final RunStart start;
        private MemoryJournals disk = new MemoryJournals();
        private boolean over;

        Case(long seed) {
            Random random = new Random(seed);
            List<Step> steps = Plans.patient(Plans.random(random, 6));
            start = Plans.run(Plans.RUN, Plans.policy(1 + random.nextInt(3), 3), steps);
            for (Step step : steps) {
                world.see(
                        step.id(), random.nextInt(3) == 0 ? World.Sight.BLIND : World.Sight.CLEAR);
            }
        }

        /// A controller that lives until its hazard.
        void drive(Hazard hazard, boolean elsewhere) {
            if (elsewhere) {
                disk = new MemoryJournals();
            }
            try {
                RunResult result = driven(hazard);
                over = result.record().end() == EndState.SUCCEEDED;
            } catch (Hazard.Death death) {
                over = false;
            }
        }

        private RunResult driven(Hazard hazard) {
            return world.drive(disk, hazard, TIMING, driver -> driver.start(start, _ -> {}));
        }

        void driveToTheEnd(boolean elsewhere) {
            if (elsewhere) {
                disk = new MemoryJournals();
            }
            RunResult result = driven(Hazard.NONE);
            while (result.stop() instanceof RunResult.Stop.Waiting(var questions)) {
                List<Reply> replies = questions.stream().map(this::look).toList();
                result =
                        world.drive(
                                disk,
                                Hazard.NONE,
                                TIMING,
                                driver -> driver.resume(Plans.RUN, replies, _ -> {}));
            }
            check(result);
        }

        /// A person looks and tells the truth.
        private Reply look(StepState.Question question) {
            Step step = start.plan().step(question.step()).orElseThrow();
            assertThat(step.repeatable() || world.sees(step.id()))
                    .as("a person is asked only where nothing else can tell")
                    .isFalse();
            Answer answer = world.effects(step.id()) > 0 ? Answer.DONE : Answer.AGAIN;
            return new Reply(new Actor("you"), step.id(), answer, "seen");
        }

        private void check(RunResult result) {
            assertThat(result.record().end()).isEqualTo(EndState.SUCCEEDED);
            assertThat(world.wrongs()).isEmpty();
            assertThat(result.record().receipts()).hasSameSizeAs(start.plan().steps());
            assertThat(result.deaf()).isEmpty();
            for (Step step : start.plan().steps()) {
                if (step.repeatable() && !world.sees(step.id())) {
                    assertThat(world.effects(step.id())).as("%s", step.id()).isPositive();
                } else {
                    assertThat(world.effects(step.id())).as("%s", step.id()).isEqualTo(1);
                }
            }
        }
    }
}
