package dev.muster.app;

import static org.assertj.core.api.Assertions.assertThat;

import com.networknt.schema.InputFormat;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import dev.muster.check.CheckErrors;
import dev.muster.check.Checker;
import dev.muster.check.Prediction;
import dev.muster.check.Prediction.Objective;
import dev.muster.check.Predictions;
import dev.muster.documents.shelf.Shelf;
import dev.muster.kind.Action;
import dev.muster.kind.Estimate;
import dev.muster.kind.Facts;
import dev.muster.kind.Facts.StepTime;
import dev.muster.kind.Finding;
import dev.muster.model.Durations;
import dev.muster.model.RestoreTarget;
import dev.muster.model.ScenarioId;
import dev.muster.plan.Planner;
import dev.muster.plan.RecoveryPlan;
import dev.muster.plan.Step;
import dev.muster.strategy.Component;
import dev.muster.strategy.Strategy;
import dev.muster.strategy.read.StrategyReader;
import dev.muster.strategy.read.Variables;
import dev.muster.strategy.reference.StrategySchema;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// The example strategies and the documents that the repository shows of them.
///
/// `-Dmuster.publish=true` writes the documents and the tables of numbers anew.
class ExamplesTest {
    private static final Path EXAMPLES =
            Path.of("").toAbsolutePath().resolveSibling("docs").resolve("examples");
    private static final String TOP = "<!-- numbers: computed, do not edit -->\n";
    private static final String END = "<!-- end of numbers -->\n";
    private static final boolean PUBLISH = Boolean.getBoolean("muster.publish");

    static List<Path> examples() throws IOException {
        try (Stream<Path> folders = Files.list(EXAMPLES)) {
            return folders.filter(Files::isDirectory).sorted().toList();
        }
    }

    private static String text(Path example) throws IOException {
        return Files.readString(example.resolve("muster.yaml"));
    }

    private static Strategy strategy(Path example) throws IOException {
        return new StrategyReader(Wiring.kinds())
                .read(Map.of("muster.yaml", text(example)), Variables.NONE)
                .orThrow()
                .strategy();
    }

    @ParameterizedTest
    @MethodSource("examples")
    void editorsAcceptIt(Path example) throws IOException {
        Schema schema =
                SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
                        .getSchema(StrategySchema.of(Wiring.kinds()), InputFormat.JSON);
        assertThat(schema.validate(text(example), InputFormat.YAML)).isEmpty();
    }

    @ParameterizedTest
    @MethodSource("examples")
    void nothingIsFoundButKindsWithoutAProvider(Path example) throws IOException {
        Strategy strategy = strategy(example);
        List<Finding> serious =
                Checker.check(strategy, Facts.NONE).stream()
                        .filter(finding -> finding.severity() != Finding.Severity.HINT)
                        .toList();
        Set<String> marked = new TreeSet<>();
        for (Finding finding : serious) {
            assertThat(finding.code()).as(finding.message()).isEqualTo(CheckErrors.NO_PROVIDER);
            marked.add(finding.path().get(1));
        }
        assertThat(marked)
                .containsExactlyInAnyOrderElementsOf(
                        strategy.components().values().stream()
                                .filter(component -> !component.kind().provided())
                                .map(component -> component.id().value())
                                .toList());
    }

    /// Also what each kind makes of a measurement: none passes it over.
    @ParameterizedTest
    @MethodSource("examples")
    void whatWasMeasuredReachesEveryStepOfThePlan(Path example) throws IOException {
        Strategy strategy = strategy(example);
        for (ScenarioId scenario : strategy.scenarios().keySet()) {
            List<StepTime> times = new ArrayList<>();
            for (Step step : plan(strategy, scenario, Facts.NONE).steps()) {
                times.add(
                        new StepTime(
                                step.action().component(),
                                step.action().verb(),
                                Duration.ofMillis(7_654_321),
                                3));
            }
            Facts facts = new Facts(Instant.EPOCH, times, Map.of());
            assertThat(plan(strategy, scenario, facts).steps())
                    .filteredOn(step -> !(step.action() instanceof Action.Approve))
                    .isNotEmpty()
                    .allSatisfy(step ->
                            assertThat(step.estimate())
                                    .as(step.id().value())
                                    .isEqualTo(
                                            new Estimate(
                                                    Duration.ofMillis(7_654_321),
                                                    Estimate.Basis.MEASURED,
                                                    "measured in 3 runs")));
        }
    }

    private static RecoveryPlan plan(Strategy strategy, ScenarioId scenario, Facts facts) {
        return Planner.plan(strategy, scenario, facts, new RestoreTarget.Latest());
    }

    @ParameterizedTest
    @MethodSource("examples")
    void documentsAreThoseOfTheStrategy(Path example) throws IOException {
        Map<String, String> wanted = new TreeMap<>(Shelf.of(strategy(example), Facts.NONE).files());
        Path folder = example.resolve("documents");
        if (PUBLISH) {
            for (String old : files(folder)) {
                Files.delete(folder.resolve(old));
            }
            for (Map.Entry<String, String> file : wanted.entrySet()) {
                Path path = folder.resolve(file.getKey());
                Files.createDirectories(path.getParent());
                Files.writeString(path, file.getValue());
            }
        }
        assertThat(files(folder)).containsExactlyInAnyOrderElementsOf(wanted.keySet());
        for (Map.Entry<String, String> file : wanted.entrySet()) {
            assertThat(Files.readString(folder.resolve(file.getKey())))
                    .as(
                            "%s/documents/%s is stale; mvn test -Dmuster.publish=true writes it anew",
                            example.getFileName(), file.getKey())
                    .isEqualTo(file.getValue());
        }
    }

    private static List<String> files(Path folder) throws IOException {
        if (!Files.isDirectory(folder)) {
            return List.of();
        }
        try (Stream<Path> all = Files.walk(folder)) {
            return all.filter(Files::isRegularFile)
                    .map(file -> folder.relativize(file).toString().replace('\\', '/'))
                    .toList();
        }
    }

    @ParameterizedTest
    @MethodSource("examples")
    void numbersOfItsPageAreThoseThatAreComputed(Path example) throws IOException {
        Path page = example.resolve("README.md");
        String text = Files.readString(page);
        int from = text.indexOf(TOP) + TOP.length();
        int to = text.indexOf(END);
        assertThat(from).as("%s has a place for its numbers", page).isBetween(TOP.length(), to);
        String wanted =
                text.substring(0, from)
                        + "\n"
                        + numbers(strategy(example))
                        + "\n"
                        + text.substring(to);
        if (PUBLISH) {
            Files.writeString(page, wanted);
            text = wanted;
        }
        assertThat(text)
                .as("%s is stale; mvn test -Dmuster.publish=true writes it anew", page)
                .isEqualTo(wanted);
    }

    private static String numbers(Strategy strategy) {
        StringBuilder table = new StringBuilder();
        for (ScenarioId scenario : strategy.scenarios().keySet()) {
            List<Prediction> predictions = Predictions.of(strategy, scenario, Facts.NONE);
            table.append("In `").append(scenario).append("`:\n\n");
            table.append(
                    "| component | what it is | tier | may lose, computed | back, computed |\n");
            table.append("|---|---|---|---|---|\n");
            for (Component<?> one : strategy.components().values()) {
                Optional<Prediction> loss = find(predictions, one, Objective.RPO);
                Optional<Prediction> down = find(predictions, one, Objective.RTO);
                if (loss.isPresent() || down.isPresent()) {
                    table.append("| `").append(one.id()).append("` | ");
                    table.append(one.kind().look().label()).append(" | ");
                    table.append(one.tier().orElse("–")).append(" | ");
                    table.append(cell(loss)).append(" | ").append(cell(down)).append(" |\n");
                }
            }
            table.append('\n');
        }
        return table.toString().stripTrailing() + "\n";
    }

    private static Optional<Prediction> find(
            List<Prediction> predictions, Component<?> component, Objective objective) {
        return predictions.stream()
                .filter(one -> one.component().equals(component.id()))
                .filter(one -> one.objective() == objective)
                .findFirst();
    }

    private static String cell(Optional<Prediction> prediction) {
        return prediction
                .map(one ->
                        one.predicted().map(Durations::text).orElse("everything")
                                + one.asked()
                                        .map(asked -> " of " + Durations.text(asked))
                                        .orElse(""))
                .orElse("–");
    }
}
