package dev.muster.plan;

import static org.assertj.core.api.Assertions.assertThat;

import dev.muster.kind.Facts;
import dev.muster.kind.Phase;
import dev.muster.model.ComponentId;
import dev.muster.model.RestoreTarget;
import dev.muster.model.ScenarioId;
import dev.muster.model.StepId;
import dev.muster.strategy.Strategy;
import dev.muster.strategy.testing.Shop;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class TimetableTest {
    private static Timetable timetable(String text) {
        Strategy strategy = Shop.strategy(text);
        RecoveryPlan plan =
                Planner.plan(
                        strategy,
                        new ScenarioId("region-loss"),
                        Facts.NONE,
                        new RestoreTarget.Latest());
        return Timetable.of(plan, strategy);
    }

    private static Duration millis(long millis) {
        return Duration.ofMillis(millis);
    }

    @Test
    void phasesAddUpToTheTotal() {
        Timetable timetable = timetable(Shop.text());
        assertThat(timetable.phases())
                .containsEntry(Phase.DETECT, millis(500 + 1000 + 3000))
                .containsEntry(Phase.DECIDE, Duration.ZERO)
                .containsEntry(Phase.FENCE, millis(1000))
                .containsEntry(Phase.RESTORE, millis(20_000))
                .containsEntry(Phase.START, millis(3000 + 5000))
                .containsEntry(Phase.VERIFY, millis(2000))
                .containsEntry(Phase.ROUTE, millis(200))
                .containsEntry(Phase.ANSWER, millis(500));
        assertThat(timetable.total()).isEqualTo(millis(36_200));
        assertThat(timetable.phases().values().stream().reduce(Duration.ZERO, Duration::plus))
                .isEqualTo(timetable.total());
        assertThat(List.copyOf(timetable.phases().keySet())).isSorted();
    }

    @Test
    void componentIsBackWhenItsLastStepIsDone() {
        Timetable timetable = timetable(Shop.text());
        assertThat(timetable.back(new ComponentId("orders-db"))).contains(millis(30_500));
        assertThat(timetable.back(new ComponentId("shop"))).contains(millis(35_500));
        assertThat(timetable.back(new ComponentId("front"))).contains(timetable.total());
        assertThat(timetable.back(new ComponentId("nothing"))).isEmpty();
        assertThat(timetable.critical()).first().isEqualTo(new StepId("orders-db-fence"));
        assertThat(timetable.critical()).hasSize(7);
    }

    @Test
    void approvalTakesTheTimeOfAPerson() {
        Timetable timetable = timetable(Shop.with("then: start", "then: approve"));
        assertThat(timetable.phases()).containsEntry(Phase.DECIDE, Duration.ofMinutes(5));
        assertThat(timetable.lead().decision())
                .containsExactly(
                        new Term(
                                "until it is approved",
                                Duration.ofMinutes(5),
                                "assumed to be 5 min"));
    }

    @Test
    void withoutATriggerAPersonNoticesAndDecides() {
        Timetable timetable =
                timetable(
                        Shop.with(
                                "    trigger: { when: [ shop-down ], for: 3s, then: start }\n",
                                ""));
        assertThat(timetable.phases())
                .containsEntry(Phase.DETECT, Duration.ofMinutes(10))
                .containsEntry(Phase.DECIDE, Duration.ofMinutes(15));
    }

    @Test
    void probeThatIsLostWithTheRegionDetectsNothing() {
        Timetable timetable = timetable(Shop.with("from: [ south ]", "from: [ north ]"));
        assertThat(timetable.phases()).containsEntry(Phase.DETECT, Duration.ofMinutes(10));
    }

    @Test
    void quickestProbeThatSurvivesDetects() {
        String slow =
                "probes:\n  slow: { http: \"http://a/\", every: 1m, from: [ south ] }\n"
                        + "  blind: { http: \"http://a/\", every: 1ms, timeout: 1ms, from: [ north ] }\n";
        String text = Shop.with("probes:\n", slow);
        text = Shop.replace(text, "when: [ shop-down ]", "when: [ slow, blind, shop-down ]");
        assertThat(timetable(text).phases()).containsEntry(Phase.DETECT, millis(4500));
    }
}
