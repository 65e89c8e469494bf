package dev.muster.plan;

import static org.assertj.core.api.Assertions.assertThat;

import dev.muster.kind.Action;
import dev.muster.kind.Facts;
import dev.muster.kind.Phase;
import dev.muster.model.RestoreTarget;
import dev.muster.model.ScenarioId;
import dev.muster.model.StepId;
import dev.muster.strategy.Strategy;
import dev.muster.strategy.testing.Shop;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class GatesTest {
    private static final ScenarioId LOSS = new ScenarioId("region-loss");

    private static Strategy strategy(String approvals) {
        return Shop.strategy(
                Shop.with(
                        "    recover-in: [ south ]\n",
                        "    recover-in: [ south ]\n    approvals: [ " + approvals + " ]\n"));
    }

    private static RecoveryPlan plan(String approvals) {
        return Planner.plan(strategy(approvals), LOSS, Facts.NONE, new RestoreTarget.Latest());
    }

    private static List<String> lines(RecoveryPlan plan) {
        return plan.steps().stream()
                .map(step ->
                        step.id()
                                + " after "
                                + step.after().stream().map(StepId::value).sorted().toList())
                .toList();
    }

    @Test
    void anApprovalOfAllStandsBeforeTheFence() {
        RecoveryPlan plan = plan("{ by: [ you ], within: 3m }");
        assertThat(lines(plan))
                .startsWith(
                        "approval after []",
                        "orders-db-fence after [approval]",
                        "orders-db-restore after [orders-db-fence]");
        assertThat(plan.steps().getFirst().why())
                .isEqualTo("1 of You must sign before anything is done");
    }

    @Test
    void anApprovalOfAStepIsAskedWhenAllElseBeforeItIsDone() {
        assertThat(lines(plan("{ by: [ you ], before: [ shop-deploy ] }")))
                .contains(
                        "orders-db-fence after []",
                        "approval after [orders-db-verify]",
                        "shop-deploy after [approval, orders-db-verify]");
    }

    @Test
    void stepsThatWaitForEachOtherShareAnApproval() {
        RecoveryPlan plan =
                plan("{ by: [ you ], before: [ front-route, orders-db-start, front-confirm ] }");
        assertThat(lines(plan))
                .contains(
                        "approval after [orders-db-restore]",
                        "orders-db-start after [approval, orders-db-restore]",
                        "front-confirm after [approval, front-route]");
    }

    @Test
    void severalAreNumberedAndAskedSideBySide() {
        assertThat(lines(plan("{ by: [ you ] }, { by: [ you ], before: [ front-route ] }")))
                .contains(
                        "approval-1 after []",
                        "orders-db-fence after [approval-1]",
                        "approval-2 after [shop-deploy]");
    }

    @Test
    void aNameThatIsOutOfDateOpensNoGate() {
        assertThat(lines(plan("{ by: [ you ], before: [ orders-db-promote ] }")))
                .contains("approval after []", "orders-db-fence after [approval]");
    }

    @Test
    void theTimeOfAnApprovalIsDecision() {
        Strategy strategy = strategy("{ by: [ you ], within: 3m }");
        RecoveryPlan plan = Planner.plan(strategy, LOSS, Facts.NONE, new RestoreTarget.Latest());
        Timetable times = Timetable.of(plan, strategy);
        assertThat(times.phases()).containsEntry(Phase.DECIDE, Duration.ofMinutes(3));
        assertThat(times.critical()).startsWith(new StepId("approval"));
        Duration sum = times.phases().values().stream().reduce(Duration.ZERO, Duration::plus);
        assertThat(sum).isEqualTo(times.total());
    }

    @Test
    void aTriggerThatAsksTakesOnlyTheTimeOfItsApproval() {
        String text =
                Shop.replace(
                        Shop.with("then: start", "then: approve"),
                        "    recover-in: [ south ]\n",
                        "    recover-in: [ south ]\n    approvals: [ { by: [ you ], within: 3m } ]\n");
        Strategy strategy = Shop.strategy(text);
        RecoveryPlan plan = Planner.plan(strategy, LOSS, Facts.NONE, new RestoreTarget.Latest());
        assertThat(Timetable.of(plan, strategy).phases())
                .containsEntry(Phase.DECIDE, Duration.ofMinutes(3));
    }

    @Test
    void byHandPeopleAskPeople() {
        RecoveryPlan plan = plan("{ by: [ you ], of: 1, within: 3m, else: you }");
        Action action = plan.steps().getFirst().action();
        Situations situations =
                Situations.of(
                        strategy("{ by: [ you ] }"),
                        Planner.scenario(strategy("{ by: [ you ] }"), LOSS),
                        new RestoreTarget.Latest(),
                        Facts.NONE);
        assertThat(situations.of(action.component()).byHand(action).instructions())
                .extracting(it -> it.text())
                .containsExactly(
                        "Ask You until 1 agreed, and write down who did and when. Do not go on"
                                + " before.",
                        "If they did not answer by then, tell You, who may agree in their place.");
    }
}
