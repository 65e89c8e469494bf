package dev.muster.plan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.muster.kind.Action;
import dev.muster.kind.Estimate;
import dev.muster.kind.Facts;
import dev.muster.kind.Facts.ProtectionState;
import dev.muster.kind.Facts.StepTime;
import dev.muster.model.Address;
import dev.muster.model.ByteSize;
import dev.muster.model.ComponentId;
import dev.muster.model.LogPosition;
import dev.muster.model.MusterException;
import dev.muster.model.RecoveryPoint;
import dev.muster.model.RegionId;
import dev.muster.model.RestoreTarget;
import dev.muster.model.ScenarioId;
import dev.muster.model.StepId;
import dev.muster.strategy.Strategy;
import dev.muster.strategy.testing.Shop;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class PlannerTest {
    private static final RegionId NORTH = new RegionId("north");
    private static final RegionId SOUTH = new RegionId("south");
    private static final ComponentId DATABASE = new ComponentId("orders-db");

    private static RecoveryPlan plan(String text, String scenario, Facts facts) {
        return Planner.plan(
                Shop.strategy(text), new ScenarioId(scenario), facts, new RestoreTarget.Latest());
    }

    private static List<String> lines(RecoveryPlan plan) {
        return plan.steps().stream()
                .map(step ->
                        step.id()
                                + " in "
                                + step.action().region()
                                + " after "
                                + step.after().stream().map(StepId::value).sorted().toList())
                .toList();
    }

    @Test
    void lostRegionComesBackInTheOrderOfItsDependencies() {
        RecoveryPlan plan = plan(Shop.text(), "region-loss", Facts.NONE);
        assertThat(plan.lost()).containsExactly(NORTH);
        assertThat(plan.in()).isEqualTo(SOUTH);
        assertThat(plan.strategy()).isEqualTo(Shop.strategy(Shop.text()).digest());
        assertThat(lines(plan))
                .containsExactly(
                        "orders-db-fence in north after []",
                        "orders-db-restore in south after [orders-db-fence]",
                        "orders-db-start in south after [orders-db-restore]",
                        "orders-db-verify in south after [orders-db-start]",
                        "shop-deploy in south after [orders-db-verify]",
                        "front-route in south after [shop-deploy]",
                        "front-confirm in south after [front-route]");
    }

    @Test
    void targetReachesTheRestore() {
        RestoreTarget target = new RestoreTarget.AtTime(Instant.parse("2026-03-01T18:00:00Z"));
        RecoveryPlan plan =
                Planner.plan(
                        Shop.strategy(Shop.text()),
                        new ScenarioId("region-loss"),
                        Facts.NONE,
                        target);
        assertThat(plan.step(new StepId("orders-db-restore")).orElseThrow().action())
                .isEqualTo(new Action.Restore(DATABASE, SOUTH, target));
    }

    @Test
    void measuredTimesAreTakenBeforeEstimates() {
        Facts facts =
                new Facts(
                        Instant.EPOCH,
                        List.of(new StepTime(DATABASE, "restore", Duration.ofSeconds(7), 3)),
                        Map.of());
        RecoveryPlan plan = plan(Shop.text(), "region-loss", facts);
        assertThat(plan.step(new StepId("orders-db-restore")).orElseThrow().estimate())
                .isEqualTo(
                        new Estimate(
                                Duration.ofSeconds(7),
                                Estimate.Basis.MEASURED,
                                "measured in 3 runs"));
        assertThat(plan.step(new StepId("orders-db-start")).orElseThrow().estimate().basis())
                .isEqualTo(Estimate.Basis.ESTIMATED);
    }

    @Test
    void dataThatGrewSinceItWasMeasuredTakesLongerByTheMeasureOfItsKind() {
        RecoveryPoint grown =
                new RecoveryPoint(
                        "2",
                        DATABASE,
                        Instant.EPOCH,
                        Instant.EPOCH,
                        Instant.EPOCH,
                        new LogPosition("1", 0),
                        new LogPosition("1", 0),
                        new ByteSize(8L << 30),
                        new ByteSize(1L << 30));
        Facts facts =
                new Facts(
                        Instant.EPOCH,
                        List.of(
                                new StepTime(
                                        DATABASE,
                                        "restore",
                                        Duration.ofSeconds(7),
                                        3,
                                        Optional.of(new ByteSize(64L << 20)))),
                        Map.of(
                                DATABASE,
                                new ProtectionState(
                                        Optional.of(grown),
                                        Optional.empty(),
                                        Optional.empty(),
                                        Optional.empty())));
        Estimate estimate =
                plan(Shop.text(), "region-loss", facts)
                        .step(new StepId("orders-db-restore"))
                        .orElseThrow()
                        .estimate();
        assertThat(estimate.basis()).isEqualTo(Estimate.Basis.MEASURED);
        assertThat(estimate.duration()).isCloseTo(Duration.ofSeconds(128), Duration.ofSeconds(1));
        assertThat(estimate.reason()).isEqualTo("8.0 GiB at 64.0 MiB/s, measured in 3 runs");
    }

    @Test
    void bestRankedRegionIsTakenAndAComponentMayDiffer() {
        String text =
                Shop.with(
                        "folder: /srv/south }",
                        "folder: /srv/south }\n  west: { provider: local }");
        text = Shop.replace(text, "recover-in: [ south ]", "recover-in: [ west, south ]");
        RecoveryPlan plan = plan(text, "region-loss", Facts.NONE);
        assertThat(plan.in()).isEqualTo(new RegionId("west"));
        assertThat(plan.step(new StepId("orders-db-start")).orElseThrow().action().region())
                .isEqualTo(SOUTH);
        assertThat(plan.step(new StepId("shop-deploy")).orElseThrow().action().region())
                .isEqualTo(new RegionId("west"));
    }

    @Test
    void survivingComponentHasNoStepsButPassesTheOrderOn() {
        String text =
                Shop.with(
                        "  shop:\n    kind: service\n    tier: critical\n    region: north",
                        "  shop:\n    kind: service\n    tier: critical\n    region: south");
        text =
                Shop.replace(
                        text,
                        "scenarios:\n",
                        "  jobs:\n    kind: service\n    region: north\n    depends-on: [ shop ]\n"
                                + "    command: [ jobs ]\nscenarios:\n");
        assertThat(lines(plan(text, "region-loss", Facts.NONE)))
                .containsExactly(
                        "orders-db-fence in north after []",
                        "orders-db-restore in south after [orders-db-fence]",
                        "orders-db-start in south after [orders-db-restore]",
                        "orders-db-verify in south after [orders-db-start]",
                        "jobs-deploy in south after [orders-db-verify]");
    }

    @Test
    void fencesComeFirstThoseOfDependentsBeforeThoseOfWhatTheyDependOn() {
        String second =
                "  bills-db:\n    kind: database\n    region: north\n    depends-on: [ orders-db ]\n"
                        + "    connection: { user: muster, password: \"${env:BILLS}\" }\nscenarios:\n";
        RecoveryPlan plan = plan(Shop.with("scenarios:\n", second), "region-loss", Facts.NONE);
        assertThat(lines(plan).subList(0, 2))
                .containsExactly(
                        "bills-db-fence in north after []", "orders-db-fence in north after []");
        assertThat(plan.step(new StepId("bills-db-restore")).orElseThrow().after())
                .extracting(StepId::value)
                .containsExactlyInAnyOrder("bills-db-fence", "orders-db-verify");
    }

    @Test
    void lossOfOneComponentMovesItAndWhatStandsOutside() {
        String text =
                Shop.with(
                        "    lose: { region: north }\n    recover-in: [ south ]",
                        "    lose: { component: shop }\n    recover-in: [ south ]");
        RecoveryPlan plan = plan(text, "region-loss", Facts.NONE);
        assertThat(plan.lost()).isEmpty();
        assertThat(lines(plan))
                .containsExactly(
                        "shop-deploy in south after []",
                        "front-route in south after [shop-deploy]",
                        "front-confirm in south after [front-route]");
    }

    @Test
    void componentThatHasNowhereToGoIsTold() {
        String text =
                Shop.with(
                        "    lose: { region: north }\n    recover-in: [ south ]",
                        "    lose: { component: shop }");
        assertThatThrownBy(() -> plan(text, "region-loss", Facts.NONE))
                .isInstanceOfSatisfying(
                        MusterException.class,
                        told -> assertThat(told.code()).isEqualTo(PlanErrors.NOWHERE));
    }

    @Test
    void unknownScenarioIsToldWithTheNearestName() {
        assertThatThrownBy(() -> plan(Shop.text(), "region-los", Facts.NONE))
                .isInstanceOfSatisfying(
                        MusterException.class,
                        told -> {
                            assertThat(told.code()).isEqualTo(PlanErrors.UNKNOWN_SCENARIO);
                            assertThat(told.hint()).isEqualTo("did you mean 'region-loss'?");
                        });
    }

    @Test
    void dependenciesAreReachedWhereTheyComeBack() {
        Strategy strategy = Shop.strategy(Shop.text());
        Situations situations =
                Situations.of(
                        strategy,
                        strategy.scenarios().get(new ScenarioId("region-loss")),
                        new RestoreTarget.Latest(),
                        Facts.NONE);
        assertThat(situations.of(new ComponentId("shop")).situation().dependencies())
                .containsExactly(Map.entry(DATABASE, new Address("db1", 5433)));
    }
}
