package dev.muster.plan;

import static org.assertj.core.api.Assertions.assertThat;

import dev.muster.kind.Facts;
import dev.muster.kind.Facts.ProtectionState;
import dev.muster.model.ByteSize;
import dev.muster.model.ComponentId;
import dev.muster.model.LogPosition;
import dev.muster.model.RecoveryPoint;
import dev.muster.model.ScenarioId;
import dev.muster.plan.ExpectedLoss.AtMost;
import dev.muster.plan.ExpectedLoss.Everything;
import dev.muster.strategy.testing.Shop;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ExpectedLossesTest {
    private static final ComponentId DATABASE = new ComponentId("orders-db");
    private static final String LOGS =
            "      logs:\n        capture-from: south\n        ship: stream\n        durability: region\n"
                    + "        synchronous: true\n        on-capture-lost: stall\n";

    private static ExpectedLoss loss(String text, Facts facts) {
        List<ExpectedLoss> losses =
                ExpectedLosses.of(Shop.strategy(text), new ScenarioId("region-loss"), facts);
        assertThat(losses).singleElement().extracting(ExpectedLoss::component).isEqualTo(DATABASE);
        return losses.getFirst();
    }

    private static Facts facts(Optional<RecoveryPoint> newest, Optional<Duration> lag) {
        ProtectionState state =
                new ProtectionState(newest, Optional.empty(), lag, Optional.empty());
        return new Facts(Instant.EPOCH, List.of(), Map.of(DATABASE, state));
    }

    private static List<Duration> terms(ExpectedLoss loss) {
        return ((AtMost) loss).terms().stream().map(Term::duration).toList();
    }

    @Test
    void synchronousCaptureInAnotherRegionLosesNothing() {
        AtMost loss = (AtMost) loss(Shop.text(), Facts.NONE);
        assertThat(loss.duration()).isZero();
        assertThat(loss.terms()).hasSize(1);
    }

    @Test
    void asynchronousCaptureLosesItsLag() {
        String text = Shop.with("synchronous: true", "synchronous: false");
        assertThat(terms(loss(text, Facts.NONE))).containsExactly(Duration.ofSeconds(1));
        Facts measured = facts(Optional.empty(), Optional.of(Duration.ofMillis(35)));
        assertThat(terms(loss(text, measured))).containsExactly(Duration.ofMillis(35));
    }

    @Test
    void shipmentsLoseTheirIntervalToo() {
        String text =
                Shop.replace(
                        Shop.with("synchronous: true", "synchronous: false"),
                        "ship: stream",
                        "ship: every 10s");
        assertThat(terms(loss(text, Facts.NONE)))
                .containsExactly(Duration.ofSeconds(10), Duration.ofSeconds(1));
    }

    @Test
    void receiverThatIsLostTooLosesWhatItHadNotPassedOn() {
        String text = Shop.with("capture-from: south", "capture-from: north");
        Facts measured = facts(Optional.empty(), Optional.of(Duration.ofMillis(35)));
        assertThat(terms(loss(text, measured))).containsExactly(Duration.ofSeconds(1));
        assertThat(loss(text, measured).reason())
                .isEqualTo("what the receiver in north had not passed on");
    }

    @Test
    void durabilityBelowRegionDoesNotCountAgainstTheLossOfARegion() {
        for (String level : List.of("spool", "vault")) {
            String text = Shop.with("durability: region", "durability: " + level);
            assertThat(terms(loss(text, Facts.NONE)))
                    .containsExactly(Duration.ofHours(6), Duration.ofMinutes(10));
        }
    }

    @Test
    void backupsAloneLoseTheirIntervalAndTheTimeThatOneTakes() {
        String text = Shop.with(LOGS, "");
        assertThat(terms(loss(text, Facts.NONE)))
                .containsExactly(Duration.ofHours(6), Duration.ofMinutes(10));
        Instant start = Instant.parse("2026-03-01T18:00:00Z");
        LogPosition position = new LogPosition("1", 0);
        RecoveryPoint point =
                new RecoveryPoint(
                        "p1",
                        DATABASE,
                        start,
                        start.plusSeconds(50),
                        start.plusSeconds(65),
                        position,
                        position,
                        ByteSize.ZERO,
                        ByteSize.ZERO);
        assertThat(terms(loss(text, facts(Optional.of(point), Optional.empty()))))
                .containsExactly(Duration.ofHours(6), Duration.ofSeconds(65));
    }

    @Test
    void longestGapOfAnUnevenScheduleCounts() {
        String text = Shop.replace(Shop.with(LOGS, ""), "0 */6 * * *", "0 2 * * 1-5");
        assertThat(terms(loss(text, Facts.NONE)).getFirst()).isEqualTo(Duration.ofDays(3));
    }

    @Test
    void withoutACopyOutsideEverythingIsLost() {
        String text =
                Shop.with(
                        "    copies:\n      - { url: \"file:///srv/south/vault\", region: south }\n",
                        "");
        assertThat(loss(text, Facts.NONE))
                .isEqualTo(new Everything(DATABASE, "vault main has no copy outside north"));
    }

    @Test
    void withoutProtectionEverythingIsLost() {
        String text = Shop.text();
        int from = text.indexOf("    protect:\n");
        int to = text.indexOf("    recover:\n      in: south");
        assertThat(loss(text.substring(0, from) + text.substring(to), Facts.NONE))
                .isEqualTo(new Everything(DATABASE, "it is not protected"));
    }

    @Test
    void lossOfTheComponentAloneLeavesEveryLevelOfDurability() {
        String text =
                Shop.replace(
                        Shop.with("durability: region", "durability: spool"),
                        "lose: { region: north }",
                        "lose: { component: orders-db }");
        assertThat(((AtMost) loss(text, Facts.NONE)).duration()).isZero();
    }

    private static List<ExpectedLoss> losses(String text) {
        return ExpectedLosses.of(Shop.strategy(text), new ScenarioId("region-loss"), Facts.NONE);
    }

    @Test
    void whatProtectsItselfLosesWhatItsStrategySays() {
        String ledger = "  books: { kind: ledger, region: north, loses: 40s }\nscenarios:\n";
        List<ExpectedLoss> losses = losses(Shop.with("scenarios:\n", ledger));
        assertThat(terms(losses.getLast())).containsExactly(Duration.ofSeconds(40));
    }

    @Test
    void withoutAProviderNoScheduleCountsSinceNobodyKeepsIt() {
        String ledger =
                "  books: { kind: ledger, region: north, protect: { vault: main, full: \"0 * * * *\" } }\n"
                        + "scenarios:\n";
        List<ExpectedLoss> losses = losses(Shop.with("scenarios:\n", ledger));
        assertThat(losses.getLast()).isInstanceOf(Everything.class);
        assertThat(losses.getLast().reason())
                .isEqualTo("its service keeps nothing of it outside north");
    }
}
