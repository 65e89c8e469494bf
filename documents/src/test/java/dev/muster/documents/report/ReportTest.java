package dev.muster.documents.report;

import static org.assertj.core.api.Assertions.assertThat;

import dev.muster.documents.Downtime;
import dev.muster.documents.Hostile;
import dev.muster.documents.Planned;
import dev.muster.documents.Runs;
import dev.muster.documents.Shape;
import dev.muster.documents.World;
import dev.muster.documents.page.HtmlRenderer;
import dev.muster.documents.page.MarkdownRenderer;
import dev.muster.documents.page.Page;
import dev.muster.model.Durations;
import dev.muster.record.Measurement.Outage;
import dev.muster.record.PhaseTime;
import dev.muster.record.RunRecord;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class ReportTest {
    private final World world = World.shop();
    private final Runs runs = Runs.shop();

    private String markdown(RunRecord record) {
        return MarkdownRenderer.render(Report.page(record, world.strategy()));
    }

    @Test
    void theObjectivesTableTellsAskedPredictedMeasuredAndMet() {
        assertThat(markdown(runs.measured(1.3, 0)))
                .contains(
                        "✓ Every objective was met.",
                        "| `orders-db` | loss (RPO) | 5 s | 0 s | **0 s** | ✓ met | 0 of 1,204",
                        "| `shop` | down (RTO) | 1 min | 10.9 s | **11.0 s** | ✓ met |");
    }

    @Test
    void aMissTellsByHowMuchInWhichPhaseAndWhichStep() {
        assertThat(markdown(runs.measured(14, 30)))
                .contains(
                        "✕ 2 objectives missed.",
                        "`orders-db` missed its RPO of 5 s by 2.5 s: 30 of 1,204 acknowledged",
                        "`shop` missed its RTO of 1 min by 27.2 s. The phase “restore” took 33.6"
                                + " s, predicted was 2.4 s.",
                        "orders-db-restore with 33.6 s",
                        "| **7.5 s** | ✕ missed |");
    }

    @Test
    void whatNobodyMeasuredIsNotFilledFromThePlan() {
        String text = markdown(runs.unmeasured());
        assertThat(text)
                .contains("0 objectives met, 1 not measured", "| 7.8 s | ! not measured |")
                .contains("Not measured from outside.", "No writer kept a ledger")
                .doesNotContain("✓ met", "**7.8 s**", "Every objective");
    }

    @Test
    void thePhasesAddUpToWhatTheClientSaw() {
        RunRecord record = runs.measured(1.7, 2);
        Outage outage =
                record.measurements().stream()
                        .filter(Outage.class::isInstance)
                        .map(Outage.class::cast)
                        .findFirst()
                        .orElseThrow();
        Downtime downtime = Downtime.of(record, Planned.of(record, world.strategy()));
        assertThat(downtime.total()).isEqualTo(outage.downtime());
        Duration sum = Duration.ZERO;
        String text = markdown(record);
        for (PhaseTime time : downtime.phases()) {
            sum = sum.plus(time.duration());
            assertThat(text).contains("**" + Durations.text(time.duration()) + "**");
        }
        assertThat(sum).isEqualTo(outage.downtime());
        assertThat(text).contains("the client of shop saw " + Durations.text(outage.downtime()));
    }

    @Test
    void lostWritesAreNamedWithTheirTimes() {
        assertThat(markdown(runs.measured(1, 3)))
                .contains(
                        "**3 of 1,204 acknowledged writes** are missing, the oldest acknowledged"
                                + " 750 ms before the last one",
                        "| `1202` | 2026-05-09 19:04:10.464 UTC |",
                        "| `1204` |");
        assertThat(markdown(runs.measured(1, 80))).contains("The first 50, and 30 more.");
    }

    @Test
    void aRunThatFailedIsNeverShownAsDone() {
        String text = markdown(runs.failed());
        assertThat(text)
                .contains("✕ failed", "✕ not done", "| not measured | ✕ not done |")
                .contains("✕ not passed", "attempt 2", "takes over with epoch 2")
                .doesNotContain("The system after it", "every step done", "brought back");
    }

    @Test
    void aRunWithoutAnyCheckIsNotVerified() {
        RunRecord good = runs.took(1);
        RunRecord record =
                new RunRecord(
                        good.start(),
                        List.of(),
                        List.of(),
                        List.of(),
                        List.of(),
                        good.end(),
                        good.ended());
        assertThat(markdown(record)).contains("! Not verified.").doesNotContain("passed");
    }

    @Test
    void aRunOfAnotherStrategyIsToldWithoutItsPrediction() {
        RunRecord record = runs.measured(1.3, 0);
        Page page = Report.page(record, world.withPort(25999).strategy());
        assertThat(MarkdownRenderer.render(page))
                .contains("The strategy has changed since this run.", "not known", "**11.0 s**")
                .doesNotContain("The system after it");
        assertThat(Report.page(record).drawings()).hasSize(1);
    }

    @Test
    void itCarriesRunStrategyAndPlan() {
        RunRecord record = runs.measured(1, 0);
        assertThat(HtmlRenderer.render(Report.page(record, world.strategy())))
                .contains(
                        record.start().run().value(),
                        world.strategy().digest().hex(),
                        world.sources().planDigest().hex(),
                        "2026-05-09 19:04:14.234 UTC");
    }

    @Test
    void namesFollowTheRun() {
        World other = world.withNames("ledger", "till", "east", "west");
        RunRecord record = new Runs(other, "whole").measured(1.2, 1);
        assertThat(HtmlRenderer.render(Report.page(record, other.strategy())))
                .contains("ledger", "till", "west")
                .doesNotContainPattern("\\b(orders-db|shop|north|south)\\b");
    }

    @Test
    void whatChecksAnswerIsNeverMarkup() {
        List<String> shape = shape("harmless");
        long seed = System.nanoTime();
        Hostile hostile = new Hostile(seed);
        for (int round = 0; round < 20; round++) {
            assertThat(shape("x" + hostile.text()))
                    .as("seed %d, round %d", seed, round)
                    .isEqualTo(shape);
        }
    }

    private List<String> shape(String free) {
        RunRecord record = new Runs(world, free).measured(1, 2);
        return Shape.of(HtmlRenderer.render(Report.page(record, world.strategy())));
    }
}
