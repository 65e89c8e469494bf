package dev.muster.check.diff;

import static org.assertj.core.api.Assertions.assertThat;

import dev.muster.check.diff.RecoveryDiff.Direction;
import dev.muster.check.diff.RecoveryDiff.Entry;
import dev.muster.kind.Facts;
import dev.muster.strategy.testing.Shop;
import java.util.List;
import org.junit.jupiter.api.Test;

class RecoveryDiffTest {
    private static List<String> diff(String before, String after) {
        return RecoveryDiff.of(Shop.strategy(before), Shop.strategy(after), Facts.NONE)
                .entries()
                .stream()
                .map(RecoveryDiffTest::line)
                .toList();
    }

    private static String line(Entry entry) {
        return entry.scenario().map(id -> id + ": ").orElse("")
                + entry.what()
                + ": "
                + entry.before().orElse("-")
                + " -> "
                + entry.after().orElse("-")
                + " "
                + entry.direction();
    }

    @Test
    void whatMeansTheSameIsNotTold() {
        assertThat(diff(Shop.text(), "# a remark\n" + Shop.text())).isEmpty();
    }

    @Test
    void aSlowerTriggerMakesEverythingLater() {
        assertThat(diff(Shop.text(), Shop.with("for: 3s", "for: 13s")))
                .startsWith("region-loss: all steps done after: 36.2 s -> 46.2 s WORSE")
                .contains("region-loss: orders-db RTO computed: 30.5 s -> 40.5 s WORSE");
        assertThat(diff(Shop.with("for: 3s", "for: 13s"), Shop.text()))
                .startsWith("region-loss: all steps done after: 46.2 s -> 36.2 s BETTER");
    }

    @Test
    void aLossThatGrowsIsTold() {
        assertThat(diff(Shop.text(), Shop.with("synchronous: true", "synchronous: false")))
                .containsExactly("region-loss: orders-db RPO computed: 0 s -> 1 s WORSE");
    }

    @Test
    void anObjectiveIsNeitherBetterNorWorse() {
        assertThat(diff(Shop.text(), Shop.with("rpo: 5s", "rpo: 6s")))
                .containsExactly("region-loss: orders-db RPO asked: 5 s -> 6 s OTHER");
    }

    @Test
    void scenariosAndFindingsThatComeAndGoAreTold() {
        String more =
                Shop.with(
                        "scenarios:\n",
                        "scenarios:\n  flood: { lose: { region: south }, recover-in: [ north ] }\n");
        assertThat(diff(Shop.text(), more))
                .containsExactly(
                        "flood: scenario: - -> yes BETTER",
                        "MUS-1303 at scenarios.flood: - -> flood is never rehearsed WORSE");
        assertThat(diff(more, Shop.text()))
                .containsExactly(
                        "flood: scenario: yes -> - WORSE",
                        "MUS-1303 at scenarios.flood: flood is never rehearsed -> - BETTER");
    }

    @Test
    void aScenarioThatLosesItsWayOutIsWorse() {
        String hopeless =
                Shop.with(
                        "lose: { region: north }\n    recover-in: [ south ]",
                        "lose: { component: shop }");
        assertThat(diff(Shop.text(), hopeless))
                .contains("region-loss: a plan can be made: yes -> - WORSE");
    }

    @Test
    void aStepThatIsNoMoreIsTold() {
        List<String> lines =
                diff(
                        Shop.with(
                                "scenarios:\n",
                                "  jobs:\n    kind: service\n    region: north\n    command: [ jobs"
                                        + " ]\nscenarios:\n"),
                        Shop.text());
        assertThat(lines).contains("region-loss: step jobs-deploy: yes -> - OTHER");
        assertThat(Direction.values()).hasSize(3);
    }
}
