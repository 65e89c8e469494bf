package dev.muster.documents.diagram;

import static org.assertj.core.api.Assertions.assertThat;

import dev.muster.documents.Planned;
import dev.muster.documents.Runs;
import dev.muster.documents.Shape;
import dev.muster.documents.World;
import dev.muster.documents.diagram.Timeline.Row;
import dev.muster.documents.page.Drawing;
import dev.muster.model.StepId;
import dev.muster.plan.Timetable;
import dev.muster.record.RunRecord;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.w3c.dom.Document;
import org.w3c.dom.Element;

class TimelineTest {
    private final World world = World.shop();
    private final RunRecord record = Runs.shop().measured(1.3, 0);

    @Test
    void thePredictionIsThatOfThePlan() {
        Timetable timetable = Timetable.of(world.plan(), world.strategy());
        Drawing drawing = Diagrams.timeline(world.strategy(), world.plan());
        assertThat(drawing.description())
                .contains(
                        "Detect (critical): predicted 0 s to 5.5 s.",
                        "2  Restore orders-db (critical): predicted 5.7 s to 8.1 s.",
                        "6  Deploy assets: predicted 5.5 s to 6.8 s.",
                        "RTO 1 min.");
        assertThat(timetable.slot(new StepId("orders-db-restore")).orElseThrow().finish())
                .hasMillis(8_100);
    }

    @Test
    void aStepThatWasNotDoneHasNoMeasuredBar() {
        Timeline failed =
                Timeline.of(
                        Runs.shop().failed(), Planned.of(Runs.shop().failed(), world.strategy()));
        assertThat(failed.rows())
                .filteredOn(row -> row.label().contains("Route"))
                .allMatch(row -> row.measured().isEmpty() && row.predicted().isPresent());
        assertThat(failed.description()).doesNotContain("First good answer");
    }

    @Test
    void measuredBarsAreThoseOfTheReceipts() {
        Timeline timeline = Timeline.of(record, Planned.UNKNOWN);
        assertThat(timeline.rows()).allMatch(row -> row.predicted().isEmpty());
        Row restore = timeline.rows().get(3);
        assertThat(restore.label()).isEqualTo("2  Restore orders-db");
        assertThat(restore.measured().orElseThrow().start()).hasMillis(3_320);
        assertThat(restore.measured().orElseThrow().duration()).hasMillis(3_120);
        assertThat(timeline.rows().getLast().label()).isEqualTo("First good answer outside");
    }

    @Test
    void everyBarLiesInTheChartAndWordsSayWhatItShows() {
        for (RunRecord one : List.of(record, Runs.shop().failed(), Runs.shop().measured(9, 0))) {
            Drawing drawing = Diagrams.timeline(one, Planned.of(one, world.strategy()));
            Document svg = Shape.parse(drawing.file());
            double width = Double.parseDouble(svg.getDocumentElement().getAttribute("width"));
            for (int at = 0; at < svg.getElementsByTagName("rect").getLength(); at++) {
                Element bar = (Element) svg.getElementsByTagName("rect").item(at);
                double x = Double.parseDouble(bar.getAttribute("x"));
                assertThat(x).isNotNegative();
                assertThat(x + Double.parseDouble(bar.getAttribute("width")))
                        .isLessThanOrEqualTo(width);
            }
            assertThat(svg.getElementsByTagName("desc").item(0).getTextContent())
                    .isEqualTo(drawing.description());
        }
    }

    @Test
    void whatWentOverThePredictionIsAPartOfItsOwn() {
        RunRecord quick = Runs.shop().measured(0.5, 0);
        Planned planned = Planned.of(quick, world.strategy());
        assertThat(Diagrams.timeline(record, planned).file().split("\"measured over\"", -1).length)
                .isGreaterThan(8);
        assertThat(Diagrams.timeline(quick, planned).file().split("\"measured over\"", -1))
                .as("the legend and the decision")
                .hasSize(3);
    }

    @Test
    void theObjectiveIsALineWhereItWasPassed() {
        Planned planned = Planned.of(record, world.strategy());
        assertThat(Diagrams.timeline(record, planned).file()).doesNotContain(">RTO 1 min<");
        assertThat(Diagrams.timeline(Runs.shop().measured(14, 0), planned).file())
                .contains(">RTO 1 min<");
    }
}
