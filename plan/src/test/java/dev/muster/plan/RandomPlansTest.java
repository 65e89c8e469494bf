package dev.muster.plan;

import static org.assertj.core.api.Assertions.assertThat;

import dev.muster.kind.Action;
import dev.muster.kind.Estimate;
import dev.muster.kind.Facts;
import dev.muster.kind.Facts.StepTime;
import dev.muster.model.ComponentId;
import dev.muster.model.RestoreTarget;
import dev.muster.model.ScenarioId;
import dev.muster.model.StepId;
import dev.muster.strategy.Component;
import dev.muster.strategy.Strategy;
import dev.muster.strategy.testing.Shop;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.function.BiConsumer;
import org.junit.jupiter.api.Test;

/// Plans of random systems against plain computations of the same.
class RandomPlansTest {
    private static final int SAMPLES =
            Set.of("plan", "all").contains(System.getProperty("muster.soak", "")) ? 20_000 : 150;
    private static final Lead LEAD =
            new Lead(List.of(new Term("detect", Duration.ofSeconds(4), "")), List.of());

    private static void everywhere(BiConsumer<Strategy, RecoveryPlan> check) {
        long seed = Long.getLong("muster.seed", System.nanoTime());
        for (int i = 0; i < SAMPLES; i++) {
            Random random = new Random(seed + i);
            String text = system(random);
            try {
                Strategy strategy = Shop.strategy(text);
                check.accept(strategy, plan(strategy, times(strategy, random)));
            } catch (Throwable failed) {
                throw new AssertionError("-Dmuster.seed=" + (seed + i) + "\n" + text, failed);
            }
        }
    }

    private static RecoveryPlan plan(Strategy strategy, Facts facts) {
        return Planner.plan(strategy, new ScenarioId("loss"), facts, new RestoreTarget.Latest());
    }

    /// Up to nine components of all kinds in three regions or in none, depending on earlier ones.
    private static String system(Random random) {
        StringBuilder text = new StringBuilder("strategy: random\nregions:\n");
        for (String region : List.of("a", "b", "c")) {
            text.append("  ").append(region).append(": { provider: local }\n");
        }
        text.append("components:\n");
        int size = 1 + random.nextInt(9);
        List<Integer> order = new ArrayList<>();
        for (int i = 0; i < size; i++) {
            order.add(i);
        }
        Collections.shuffle(order, random);
        for (int i : order) {
            text.append("  c").append(i).append(":\n").append(component(i, random));
        }
        return text.append("scenarios: { loss: { lose: { region: a }, recover-in: [ b ] } }\n")
                .toString();
    }

    private static String component(int number, Random random) {
        List<String> needs = new ArrayList<>();
        for (int i = 0; i < number; i++) {
            if (random.nextInt(3) == 0) {
                needs.add("c" + i);
            }
        }
        String region = "    region: " + "aaabc".charAt(random.nextInt(5)) + "\n";
        String common = needs.isEmpty() ? "" : "    depends-on: " + needs + "\n";
        return switch (random.nextInt(4)) {
            case 0 -> "    kind: door\n    port: 80\n" + common;
            case 1 -> "    kind: service\n    command: [ x ]\n" + common + region;
            default ->
                    "    kind: database\n    connection: { user: u, password: \"${env:P}\" }\n"
                            + common
                            + region;
        };
    }

    private static Facts times(Strategy strategy, Random random) {
        List<StepTime> times = new ArrayList<>();
        for (ComponentId id : strategy.components().keySet()) {
            for (String verb :
                    List.of("fence", "restore", "start", "verify", "deploy", "route", "confirm")) {
                times.add(new StepTime(id, verb, Duration.ofSeconds(random.nextInt(6)), 1));
            }
        }
        return new Facts(Instant.EPOCH, times, Map.of());
    }

    private static Duration time(Step step) {
        return step.estimate().duration();
    }

    private static Step step(RecoveryPlan plan, StepId id) {
        return plan.step(id).orElseThrow();
    }

    /// Every way through the plan, one after the other.
    private static Duration longestTo(RecoveryPlan plan, Step step) {
        Duration longest = Duration.ZERO;
        for (StepId before : step.after()) {
            Duration way = longestTo(plan, step(plan, before));
            longest = way.compareTo(longest) > 0 ? way : longest;
        }
        return longest.plus(time(step));
    }

    private static Duration longest(RecoveryPlan plan) {
        return plan.steps().stream()
                .map(step -> longestTo(plan, step))
                .reduce(Duration.ZERO, (a, b) -> a.compareTo(b) >= 0 ? a : b);
    }

    @Test
    void everyStepComesAfterAllThatItWaitsFor() {
        everywhere((_, plan) -> {
            Set<StepId> done = new HashSet<>();
            for (Step step : plan.steps()) {
                assertThat(done).containsAll(step.after());
                assertThat(done.add(step.id())).isTrue();
            }
        });
    }

    @Test
    void allStepsOfALostComponentWaitForAllOfWhatItNeedsAndItsFence() {
        everywhere((strategy, plan) -> {
            for (Step step : plan.steps()) {
                if (step.action() instanceof Action.Fence) {
                    continue;
                }
                Set<StepId> before = before(plan, step);
                ComponentId self = step.action().component();
                Set<ComponentId> needed = needed(strategy, self);
                for (Step other : plan.steps()) {
                    boolean fence = other.action() instanceof Action.Fence;
                    ComponentId of = other.action().component();
                    if (needed.contains(of) || (of.equals(self) && fence)) {
                        assertThat(before).as(step.id().value()).contains(other.id());
                    }
                }
            }
        });
    }

    @Test
    void exactlyWhatIsLostAndWhatStandsOutsideAboveItHasSteps() {
        everywhere((strategy, plan) -> {
            for (Component<?> component : strategy.components().values()) {
                boolean has =
                        plan.steps().stream()
                                .anyMatch(step -> step.action().component().equals(component.id()));
                boolean should =
                        component
                                .region()
                                .map(region -> region.value().equals("a"))
                                .orElseGet(() -> aboveLost(strategy, component));
                assertThat(has).as(component.id().value()).isEqualTo(should);
            }
        });
    }

    /// A door may stand on a door.
    private static boolean aboveLost(Strategy strategy, Component<?> door) {
        return door.dependsOn().stream()
                .map(strategy.components()::get)
                .anyMatch(below ->
                        below.region()
                                .map(region -> region.value().equals("a"))
                                .orElseGet(() -> aboveLost(strategy, below)));
    }

    @Test
    void criticalPathIsTheLongestWayThroughThePlan() {
        everywhere((_, plan) -> {
            Timetable timetable = Timetable.of(plan, LEAD);
            Duration longest = longest(plan);
            assertThat(timetable.total()).isEqualTo(longest.plusSeconds(4));
            Duration chain =
                    timetable.critical().stream()
                            .map(id -> time(step(plan, id)))
                            .reduce(Duration.ZERO, Duration::plus);
            assertThat(chain).isEqualTo(longest);
            for (int i = 1; i < timetable.critical().size(); i++) {
                assertThat(step(plan, timetable.critical().get(i)).after())
                        .contains(timetable.critical().get(i - 1));
            }
            assertThat(timetable.phases().values().stream().reduce(Duration.ZERO, Duration::plus))
                    .isEqualTo(timetable.total());
        });
    }

    @Test
    void slackIsExactlyWhatAStepMayTakeLonger() {
        everywhere((_, plan) -> {
            Timetable timetable = Timetable.of(plan, LEAD);
            for (Timetable.Slot slot : timetable.slots()) {
                StepId id = slot.step().id();
                RecoveryPlan slower = longer(plan, id, slot.slack());
                assertThat(Timetable.of(slower, LEAD).total())
                        .as(id.value())
                        .isEqualTo(timetable.total());
                RecoveryPlan late = longer(plan, id, slot.slack().plusMillis(1));
                assertThat(Timetable.of(late, LEAD).total())
                        .as(id.value())
                        .isEqualTo(timetable.total().plusMillis(1));
            }
        });
    }

    private static RecoveryPlan longer(RecoveryPlan plan, StepId id, Duration more) {
        List<Step> steps =
                plan.steps().stream()
                        .map(step -> step.id().equals(id) ? longer(step, more) : step)
                        .toList();
        return new RecoveryPlan(
                plan.strategy(), plan.scenario(), plan.lost(), plan.in(), plan.target(), steps);
    }

    private static Step longer(Step step, Duration more) {
        Estimate estimate = new Estimate(time(step).plus(more), step.estimate().basis(), "longer");
        return new Step(
                step.id(),
                step.action(),
                step.after(),
                step.why(),
                step.lateEffect(),
                step.repeatable(),
                step.timeout(),
                estimate,
                step.pointOfNoReturn());
    }

    private static Set<StepId> before(RecoveryPlan plan, Step step) {
        Set<StepId> all = new HashSet<>();
        for (StepId id : step.after()) {
            all.add(id);
            all.addAll(before(plan, step(plan, id)));
        }
        return all;
    }

    private static Set<ComponentId> needed(Strategy strategy, ComponentId id) {
        Set<ComponentId> all = new HashSet<>();
        for (ComponentId below : strategy.components().get(id).dependsOn()) {
            all.add(below);
            all.addAll(needed(strategy, below));
        }
        return all;
    }
}
