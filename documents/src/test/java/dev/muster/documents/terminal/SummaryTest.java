package dev.muster.documents.terminal;

import static org.assertj.core.api.Assertions.assertThat;

import dev.muster.documents.Planned;
import dev.muster.documents.Runs;
import dev.muster.documents.World;
import dev.muster.record.RunRecord;
import org.junit.jupiter.api.Test;

class SummaryTest {
    private final World world = World.shop();
    private final Runs runs = Runs.shop();

    private Summary summary(RunRecord record, int width, boolean colour) {
        return new Summary(record, Planned.of(record, world.strategy()), width, colour);
    }

    @Test
    void theTablesStandInColumns() {
        assertThat(summary(runs.measured(1.3, 0), 110, false).objectives())
                .containsExactly(
                        "component   objective    asked   predicted   measured",
                        "orders-db   loss (RPO)   5 s     0 s         0 s (0 of 1,204 acknowledged"
                                + " orders)   met",
                        "shop        down (RTO)   1 min   10.9 s      11.0 s (client outside)     "
                                + "           met");
    }

    @Test
    void thePhasesHaveBarsInProportion() {
        assertThat(summary(runs.measured(14, 0), 110, false).phases())
                .anyMatch(line -> line.matches("  restore +orders-db 96.* 33\\.6 s   #{8}"))
                .anyMatch(line -> line.matches("  decide +plan of 8 steps.* 0\\.0 s"))
                .last()
                .asString()
                .contains("as the client of shop saw it", "1 min 27 s");
    }

    @Test
    void aMissIsLoudAndAnythingUnmeasuredIsNotMet() {
        assertThat(summary(runs.measured(14, 30), 110, false).text()).contains("MISSED");
        assertThat(summary(runs.measured(14, 30), 110, false).isMet()).isFalse();
        assertThat(summary(runs.unmeasured(), 110, false).text())
                .contains("not measured")
                .doesNotContain("  met");
        assertThat(summary(runs.unmeasured(), 110, false).isMet()).isFalse();
        assertThat(summary(runs.measured(1, 0), 110, false).isMet()).isTrue();
    }

    @Test
    void noLineIsWiderThanTheTerminal() {
        for (int width : new int[] {60, 72, 80, 120, 200}) {
            assertThat(summary(runs.measured(1.3, 4), width, false).text().lines())
                    .allSatisfy(line -> assertThat(line.length()).isLessThanOrEqualTo(width));
        }
    }

    @Test
    void colourIsLeftOutWhereItIsNotWanted() {
        assertThat(summary(runs.measured(1, 0), 100, false).text()).doesNotContain("\u001b");
        assertThat(summary(runs.measured(1, 0), 100, true).text())
                .contains("\u001b[32mmet\u001b[0m");
    }

    @Test
    void noNameSteersTheTerminal() {
        Columns columns = new Columns(80, 1);
        columns.add("a\u001b[2J", "b\nc\u0007");
        assertThat(columns.lines()).containsExactly("a<U+001B>[2J   b c<U+0007>");
    }
}
