package dev.muster.documents.diagram;

import static org.assertj.core.api.Assertions.assertThat;

import dev.muster.documents.Hostile;
import dev.muster.documents.Shape;
import dev.muster.documents.World;
import dev.muster.documents.page.Drawing;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.w3c.dom.Document;
import org.w3c.dom.Element;

class DiagramsTest {
    private final World world = World.shop();

    @Test
    void theArchitectureShowsWhatRunsAndWhereItComesBack() {
        assertThat(Diagrams.architecture(world.strategy()).description())
                .contains(
                        "Outside regions: front (front door, running), clients",
                        "Region north: orders-db (Store Ada, running), shop (process, running)",
                        "orders-db (Store Ada, comes back here)",
                        "clients depends on front.",
                        "front depends on shop in north.",
                        "orders-db in north has its log captured by log receiver in south.",
                        "main in north is copied to main in south.",
                        "orders-db in south is restored from main in south.");
    }

    @Test
    void afterTheRecoveryTheLostRegionIsGoneAndClientsReachTheOther() {
        String words = Diagrams.after(world.strategy(), world.plan()).description();
        assertThat(words)
                .contains(
                        "Region north (lost)",
                        "shop (process, brought back)",
                        "front depends on shop in south.")
                .doesNotContain("captured by", "front depends on shop in north");
    }

    @Test
    void drawingsFollowTheNamesOfTheStrategy() {
        World renamed = world.withNames("ledger", "till", "east", "west");
        for (Drawing drawing :
                List.of(
                        Diagrams.architecture(renamed.strategy()),
                        Diagrams.before(renamed.strategy(), renamed.plan()),
                        Diagrams.after(renamed.strategy(), renamed.plan()))) {
            assertThat(drawing.file())
                    .contains("ledger", "till", "east", "west")
                    .doesNotContainPattern("\\b(orders-db|shop|north|south)\\b");
        }
    }

    @Test
    void whoCannotSeeIsToldTheSame() {
        Drawing drawing = Diagrams.before(world.strategy(), world.plan());
        Document svg = Shape.parse(drawing.file());
        Element root = svg.getDocumentElement();
        assertThat(root.getAttribute("role")).isEqualTo("img");
        assertThat(root.getAttribute("aria-labelledby"))
                .isEqualTo("before-title before-description");
        assertThat(svg.getElementsByTagName("desc").item(0).getTextContent())
                .isEqualTo(drawing.description());
    }

    @Test
    void namesCannotBecomeMarkup() {
        List<String> shape = Shape.of(Diagrams.architecture(world.strategy()).file());
        long seed = System.nanoTime();
        Hostile hostile = new Hostile(seed);
        for (int round = 0; round < 50; round++) {
            World other = world.withFreeText(hostile.text());
            assertThat(Shape.of(Diagrams.architecture(other.strategy()).file()))
                    .as("seed %d, round %d", seed, round)
                    .isEqualTo(shape);
        }
    }

    @Test
    void stateAndFlowAreToldByMoreThanColour() {
        String after = Diagrams.after(world.strategy(), world.plan()).file();
        assertThat(after).contains(">brought back<", ">lost<", ">north (lost)<");
        for (String flow : List.of("copy", "backup", "restore")) {
            assertThat(DiagramStyle.CSS)
                    .containsPattern("\\.line\\." + flow + "\\{[^}]*stroke-dasharray");
        }
        assertThat(DiagramStyle.CSS).containsPattern("\\.line\\.capture\\{[^}]*stroke-width:2\\.6");
    }

    @Test
    void everyIconThatAKindMayNameIsThere() {
        assertThat(Icons.named("database")).isEqualTo(Icons.DATABASE);
        assertThat(Icons.named("app-window")).isEqualTo(Icons.APP_WINDOW);
        assertThat(Icons.named("../../etc/passwd")).isEqualTo(Icons.BOX);
    }
}
