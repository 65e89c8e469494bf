package dev.muster.documents.runbook;

import static org.assertj.core.api.Assertions.assertThat;

import dev.muster.documents.Hostile;
import dev.muster.documents.Shape;
import dev.muster.documents.Sources;
import dev.muster.documents.World;
import dev.muster.documents.page.HtmlRenderer;
import dev.muster.documents.page.MarkdownRenderer;
import dev.muster.documents.page.Page;
import dev.muster.kind.Facts;
import dev.muster.kind.Procedure;
import dev.muster.kind.Procedure.Instruction;
import dev.muster.model.ScenarioId;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class RunbookTest {
    private static final Pattern FENCE = Pattern.compile("(?s)```sh\n(.*?)\n```");

    private static String html(World world) {
        return HtmlRenderer.render(Runbook.page(world.sources()));
    }

    private static String markdown(World world) {
        return MarkdownRenderer.render(Runbook.page(world.sources()));
    }

    @Test
    void everyNameComesFromTheStrategy() {
        World world = World.shop().withNames("ledger", "till", "east", "west");
        for (String text : List.of(html(world), markdown(world))) {
            assertThat(text)
                    .contains("ledger", "till", "east", "west")
                    .doesNotContainPattern("\\b(orders-db|shop|north|south)\\b");
        }
    }

    @Test
    void everyPortComesFromTheStrategy() {
        World world = World.shop().withPort(25999);
        for (String text : List.of(html(world), markdown(world))) {
            assertThat(text)
                    .contains("storectl -p 25999 restore", "--store 127.0.0.1:25999")
                    .contains("http://127.0.0.1:26000/health")
                    .doesNotContain("15432", "15433");
        }
    }

    @Test
    void theCommandIsThatOfTheScenario() {
        assertThat(commands(markdown(World.shop())))
                .first()
                .isEqualTo("muster recover region-loss");
        assertThat(commands(markdown(World.shop().withScenario("flood"))))
                .first()
                .isEqualTo("muster recover flood");
    }

    @Test
    void theCommandsOfTheDocumentAreThoseOfTheKindsInTheOrderOfThePlan() {
        assertThat(commands(markdown(World.shop().withPassword("15432"))))
                .containsExactly(
                        "muster recover region-loss",
                        "sudo -u store PGPASSWORD='15432' storectl -p 15432 fence",
                        "storectl -p 15432 settle",
                        "sudo -u store PGPASSWORD='15432' storectl -p 15432 restore",
                        "storectl -p 15432 settle",
                        "sudo -u store PGPASSWORD='15432' storectl -p 15432 start",
                        "storectl -p 15432 settle",
                        "sudo -u store PGPASSWORD='15432' storectl -p 15432 verify",
                        "storectl -p 15432 settle",
                        "/srv/shop/run --store 127.0.0.1:15432",
                        "/srv/assets/run",
                        "doorctl --port 15433 to south",
                        "doorctl --port 15433 to south");
    }

    @Test
    void aSecretIsNotWrittenEvenWhereAKindTypesIt() {
        World world = World.shop().withPassword("correct horse <battery>");
        for (String text : List.of(html(world), markdown(world))) {
            assertThat(text).contains("PGPASSWORD").doesNotContain("horse", "battery");
        }
    }

    @Test
    void aShortSecretIsBlankedOutWhereItStandsAlone() {
        World world = World.shop().withPassword("q7").withFreeText("seq7ence");
        assertThat(markdown(world))
                .contains("PGPASSWORD='***'", "Look at seq7ence")
                .doesNotContainPattern("\\bq7\\b");
    }

    @Test
    void secretsAreBlankedOutOfDrawingsToo() {
        World world = World.shop().withFreeText("correct horse battery");
        String html = html(world);
        assertThat(html).contains("Store ***").doesNotContain("horse");
    }

    @Test
    void findingsOfTheCheckAreToldWithTheirRemedies() {
        Sources sources =
                Sources.of(World.shop().strategy(), new ScenarioId("region-loss"), Facts.NONE);
        assertThat(sources.findings()).isNotEmpty();
        String text = MarkdownRenderer.render(Runbook.page(sources));
        assertThat(text).contains("## What is known to be weak");
        sources.findings()
                .forEach(finding -> assertThat(text).contains(String.join(".", finding.path())));
    }

    @Test
    void everyStepTellsWhoHowLongAndWhatIfItFails() {
        String text = markdown(World.shop());
        for (int number = 1; number <= 8; number++) {
            String step = section(text, "### Step " + number + ":");
            assertThat(step)
                    .contains("**Before it:**", "**Who:**", "**Tools:**", "**Takes:**")
                    .contains("**Give up after:** 5 min", "**Done when:**", "**If it fails:**")
                    .contains("**It prints:**", "**To undo:**", "initials ...");
        }
        assertThat(section(text, "### Step 2:"))
                .contains("Data lost:** `orders-db`: at most **0 s** of writes")
                .contains("Ada, else Grace", "2.4 s ✓ measured in 3 runs")
                .contains("step 1", "step 4 proves it");
        assertThat(section(text, "### Step 3:"))
                .contains("1.1 s estimated 41 MiB of log at 40 MiB/s", "Point of no return");
    }

    @Test
    void stepsThatCanRunSideBySideAreShownSo() {
        String text = markdown(World.shop());
        assertThat(section(text, "### Step 4:")).contains("at the same time as step 6");
        assertThat(section(text, "### Step 6:"))
                .contains("at the same time as step 1, step 2, step 3, step 4 and step 5")
                .contains("nothing: begin here", "nobody is named in the strategy");
        assertThat(section(text, "### Step 7:"))
                .contains("**Before it:** step 5 and step 6")
                .doesNotContain("Side by side");
    }

    @Test
    void theFirstPageForecastsTimeAndLossAsThePlanDoes() {
        assertThat(markdown(World.shop()))
                .contains("**11.5 s** from the loss to the last step. 2 of 8 step times")
                .contains("`shop` is back after 10.9 s (asked: 1 min).")
                .contains("`orders-db`: at most **0 s** of writes (asked: 5 s): a commit is");
    }

    @Test
    void whoIsCalledAndWhoNextIsOnTheFirstPage() {
        String text = markdown(World.shop());
        assertThat(text.substring(0, text.indexOf("## The system")))
                .contains("| **Ada** | `orders-db` and `shop` | +44 20 7946 0018, ada@example.com")
                .contains("after 10 min: Grace", "Approvals are signed by **Grace**")
                .contains("fails for 3 s without a break", "starts by itself");
    }

    @Test
    void whatIsLeftOfTheVaultIsNamed() {
        assertThat(markdown(World.shop()))
                .contains("`file:///r/south/vault` in south")
                .doesNotContain("file:///r/north/vault");
    }

    @Test
    void itCarriesTheDigestsOfItsSources() {
        World world = World.shop();
        String strategy = world.strategy().digest().hex();
        String plan = world.sources().planDigest().hex();
        assertThat(html(world)).contains(strategy, plan, strategy.substring(0, 12));
        assertThat(markdown(world)).contains(strategy, plan);
        assertThat(markdown(world.withPort(25999))).doesNotContain(strategy, plan);
    }

    @Test
    void equalSourcesGiveEqualDocuments() {
        assertThat(html(World.shop())).isEqualTo(html(World.shop()));
        assertThat(markdown(World.shop())).isEqualTo(markdown(World.shop()));
    }

    @Test
    void whatPeopleAndKindsWriteIsNeverMarkup() {
        List<String> shape = shape(World.shop());
        long seed = System.nanoTime();
        Hostile hostile = new Hostile(seed);
        for (int round = 0; round < 20; round++) {
            World world = World.shop().withFreeText("x" + hostile.text());
            assertThat(shape(world)).as("seed %d, round %d", seed, round).isEqualTo(shape);
        }
    }

    /// Without code, as backticks in prose may make some.
    private static List<String> shape(World world) {
        return Shape.of(html(world)).stream().filter(one -> !one.equals("code[]")).toList();
    }

    @Test
    void toolsAreNamedWithoutWhatRunsThem() {
        Procedure procedure =
                new Procedure(
                        "t",
                        Stream.of(
                                        "sudo -u postgres PGOPTIONS='-c a=b' /usr/bin/pg_ctl stop",
                                        "{ nohup java -jar x.jar & echo $! > pid; }",
                                        "read -rs TOKEN",
                                        "'/opt/my tools/psql' -c x")
                                .map(RunbookTest::instruction)
                                .toList());
        assertThat(Tools.of(procedure)).containsExactly("pg_ctl", "java", "psql");
    }

    private static Instruction instruction(String command) {
        return new Instruction(
                "x",
                Optional.of(command),
                Optional.empty(),
                Duration.ofSeconds(1),
                Optional.empty(),
                "x",
                false);
    }

    @Test
    void idsOfThePageAreUniqueAndEveryJumpLeadsSomewhere() {
        String html = html(World.shop());
        List<String> ids = all(Pattern.compile(" id=\"([^\"]*)\""), html);
        assertThat(ids).doesNotHaveDuplicates();
        assertThat(ids).containsAll(all(Pattern.compile("href=\"#([^\"]*)\""), html));
        assertThat(ids).containsAll(all(Pattern.compile("aria-labelledby=\"([^ \"]*) "), html));
    }

    @Test
    void theMarkdownNamesTheDrawingsThatThePageHas() {
        Page page = Runbook.page(World.shop().sources());
        assertThat(page.drawings()).hasSize(3);
        assertThat(MarkdownRenderer.render(page))
                .contains("](before.svg)", "](after.svg)", "](timeline.svg)");
    }

    private static List<String> commands(String markdown) {
        return all(FENCE, markdown);
    }

    private static List<String> all(Pattern pattern, String text) {
        List<String> found = new ArrayList<>();
        Matcher matcher = pattern.matcher(text);
        while (matcher.find()) {
            found.add(matcher.group(1));
        }
        return found;
    }

    private static String section(String markdown, String heading) {
        int start = markdown.indexOf(heading);
        assertThat(start).as(heading).isNotNegative();
        int end = markdown.indexOf("\n### ", start + 1);
        return end < 0 ? markdown.substring(start) : markdown.substring(start, end);
    }
}
