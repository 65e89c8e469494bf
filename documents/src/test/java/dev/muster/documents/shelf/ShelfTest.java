package dev.muster.documents.shelf;

import static org.assertj.core.api.Assertions.assertThat;

import dev.muster.documents.Hostile;
import dev.muster.documents.Shape;
import dev.muster.documents.World;
import dev.muster.kind.Facts;
import dev.muster.kind.Facts.StepTime;
import dev.muster.model.ComponentId;
import dev.muster.model.RegionId;
import dev.muster.model.ScenarioId;
import dev.muster.strategy.Alerts;
import dev.muster.strategy.Component;
import dev.muster.strategy.Scenario;
import dev.muster.strategy.Strategy;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;

class ShelfTest {
    private static final Pattern REFERENCE = Pattern.compile("]\\(([^)\\s]+)\\)");
    private final World world = World.shop();

    private static SortedMap<String, String> files(Strategy strategy) {
        return Shelf.of(strategy, Facts.NONE).files();
    }

    @Test
    void everyDocumentIsThereInEveryForm() {
        assertThat(files(world.strategy()).keySet())
                .containsExactly(
                        "architecture.dot",
                        "architecture.mmd",
                        "architecture.svg",
                        "contacts.html",
                        "contacts.md",
                        "dependencies.dot",
                        "dependencies.mmd",
                        "dependencies.svg",
                        "index.html",
                        "index.md",
                        "objectives.html",
                        "objectives.md",
                        "runbooks/region-loss/after.dot",
                        "runbooks/region-loss/after.mmd",
                        "runbooks/region-loss/after.svg",
                        "runbooks/region-loss/before.dot",
                        "runbooks/region-loss/before.mmd",
                        "runbooks/region-loss/before.svg",
                        "runbooks/region-loss/order.dot",
                        "runbooks/region-loss/runbook.html",
                        "runbooks/region-loss/runbook.md",
                        "runbooks/region-loss/timeline.mmd",
                        "runbooks/region-loss/timeline.svg",
                        "strategy.html",
                        "strategy.md");
    }

    @Test
    void theSameStrategyGivesTheSameBytes() {
        assertThat(files(world.strategy())).isEqualTo(files(World.shop().strategy()));
    }

    @Test
    void everyLinkLeadsToADocumentThatIsThere() {
        SortedMap<String, String> files = files(world.strategy());
        Set<String> broken = new TreeSet<>();
        files.forEach((name, text) -> {
            if (name.endsWith(".md")) {
                REFERENCE.matcher(text).results().forEach(it -> look(name, it.group(1), broken));
            }
            if (name.endsWith(".html")) {
                NodeList links = Shape.parse(text).getElementsByTagName("a");
                for (int at = 0; at < links.getLength(); at++) {
                    look(name, ((Element) links.item(at)).getAttribute("href"), broken);
                }
            }
        });
        assertThat(broken).isNotEmpty().allMatch(one -> files.containsKey(one), "is there");
    }

    private static void look(String name, String link, Set<String> found) {
        if (!link.matches("(#|mailto:|tel:).*")) {
            found.add(Path.of(name).resolveSibling(link).normalize().toString());
        }
    }

    @Test
    void namesComeFromTheStrategyAlone() {
        World renamed = world.withNames("ledger", "till", "east", "west").withScenario("flood");
        files(renamed.strategy())
                .forEach((name, text) ->
                        assertThat(name + "\n" + text)
                                .doesNotContainPattern(
                                        "\\b(orders-db|shop|north|south|region-loss)\\b"));
    }

    @Test
    void everyNumberOfTheStrategyPageFollowsFromWhatWasMeasured() {
        Facts facts =
                new Facts(
                        Instant.EPOCH,
                        List.of(
                                new StepTime(
                                        new ComponentId("orders-db"),
                                        "restore",
                                        Duration.ofSeconds(4321),
                                        3)),
                        Map.of());
        SortedMap<String, String> estimated = files(world.strategy());
        SortedMap<String, String> measured = Shelf.of(world.strategy(), facts).files();
        for (String page : List.of("objectives.md", "runbooks/region-loss/runbook.md")) {
            assertThat(estimated.get(page)).doesNotContain("1 h 12 min");
            assertThat(measured.get(page)).contains("1 h 12 min", "measured in 3 runs");
        }
    }

    @Test
    void textsCannotBecomeMarkup() {
        long seed =
                Optional.ofNullable(System.getenv("MUSTER_SEED"))
                        .map(Long::parseLong)
                        .orElseGet(System::nanoTime);
        Hostile hostile = new Hostile(seed);
        Map<String, List<String>> shapes = shapes(world);
        Map<String, Long> lines = sketchLines(world);
        for (int round = 0; round < 6; round++) {
            World attacked = world.withFreeText("x" + hostile.text());
            assertThat(shapes(attacked)).as("seed %d", seed).isEqualTo(shapes);
            assertThat(sketchLines(attacked)).as("seed %d", seed).isEqualTo(lines);
        }
    }

    /// The elements of all pages; not of drawings, where a longer name takes a second line.
    private static Map<String, List<String>> shapes(World world) {
        Map<String, List<String>> shapes = new LinkedHashMap<>();
        files(world.strategy())
                .forEach((name, text) -> {
                    if (name.endsWith(".html")) {
                        shapes.put(
                                name,
                                Shape.of(text).stream()
                                        .filter(one -> !one.startsWith("text["))
                                        // backticks in prose may make some
                                        .filter(one -> !one.equals("code[]"))
                                        .toList());
                    }
                });
        return shapes;
    }

    private static Map<String, Long> sketchLines(World world) {
        Map<String, Long> lines = new LinkedHashMap<>();
        files(world.strategy())
                .forEach((name, text) -> {
                    if (name.matches(".*\\.(mmd|dot)")) {
                        lines.put(name, text.lines().count());
                    }
                });
        return lines;
    }

    @Test
    void aNameLikeAScriptOrATableIsShownToTheLetter() {
        SortedMap<String, String> files =
                files(world.withFreeText("<script> | --- | \"x\"").strategy());
        assertThat(files.get("strategy.html"))
                .doesNotContain("<script>")
                .contains("&lt;script&gt; | --- |");
        assertThat(files.get("contacts.md")).contains("\\<script> \\| --- \\|");
        assertThat(files.get("architecture.mmd"))
                .contains("Store #60;script#62; #124; --- #124; #34;x#34;");
        assertThat(files.get("architecture.dot")).contains("Store <script> | --- | \\\"x\\\"");
    }

    @Test
    void noSecretIsInAnyFile() {
        files(world.withFreeText("correct horse battery").strategy())
                .forEach((name, text) -> assertThat(text).as(name).doesNotContain("horse"));
    }

    @Test
    void whateverAValidStrategyLeavesOutThePagesAreThere() {
        Strategy all = world.strategy();
        List<Strategy> lean =
                List.of(
                        lean(all, Map.of(), all.scenarios(), all.contacts() == null),
                        lean(all, all.components(), Map.of(), false),
                        lean(all, all.components(), all.scenarios(), true),
                        lean(all, Map.of(), Map.of(), true));
        for (Strategy strategy : lean) {
            SortedMap<String, String> files = files(strategy);
            assertThat(files).containsKeys("index.html", "strategy.html", "objectives.html");
            files.forEach((name, text) -> {
                if (name.matches(".*\\.(html|svg)")) {
                    Shape.parse(text);
                }
            });
        }
    }

    private static Strategy lean(
            Strategy all,
            Map<ComponentId, Component<?>> components,
            Map<ScenarioId, Scenario> scenarios,
            boolean alone) {
        return new Strategy(
                all.name(),
                all.digest(),
                all.regions(),
                alone && components.isEmpty() ? Map.of() : all.vaults(),
                alone ? Map.of() : all.contacts(),
                components,
                scenarios,
                all.probes(),
                alone ? Map.of() : all.drills(),
                Alerts.NONE,
                alone ? List.of() : all.secrets());
    }

    @Test
    void aScenarioWithoutAWayOutIsSaidToHaveNone() {
        Strategy all = world.strategy();
        ScenarioId id = new ScenarioId("doom");
        Scenario doom =
                new Scenario(
                        id,
                        new Scenario.Loss.OfRegion(new RegionId("north")),
                        List.of(),
                        Optional.empty(),
                        List.of(),
                        Scenario.Pace.DEFAULT);
        SortedMap<String, String> files =
                files(lean(all, all.components(), Map.of(id, doom), false));
        assertThat(files.keySet()).noneMatch(name -> name.startsWith("runbooks/"));
        assertThat(files.get("index.md")).contains("No runbook for doom.");
        assertThat(files.get("strategy.md")).contains("leaves no region to recover in");
    }
}
