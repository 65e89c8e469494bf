package dev.muster.app;

import static org.assertj.core.api.Assertions.assertThat;

import com.networknt.schema.InputFormat;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import dev.muster.check.Checker;
import dev.muster.kind.ComponentKind;
import dev.muster.kind.Facts;
import dev.muster.kind.Finding;
import dev.muster.strategy.Strategy;
import dev.muster.strategy.read.StrategyReader;
import dev.muster.strategy.read.Variables;
import dev.muster.strategy.reference.ReferencePage;
import dev.muster.strategy.reference.StrategySchema;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/// What is published of the strategy language follows from the kinds.
///
/// `-Dmuster.publish=true` writes the files anew.
class PublishedStrategyTest {
    private static final Path DOCS = Path.of("").toAbsolutePath().resolveSibling("docs");
    private static final List<ComponentKind<?>> KINDS = Wiring.kinds();

    private static void isUpToDate(Path file, String content) throws IOException {
        if (Boolean.getBoolean("muster.publish")) {
            Files.writeString(file, content);
        }
        assertThat(file).as("mvn test -Dmuster.publish=true writes it anew").hasContent(content);
    }

    @Test
    void schemaIsUpToDate() throws IOException {
        isUpToDate(DOCS.resolve("schemas/strategy.json"), StrategySchema.of(KINDS));
    }

    @Test
    void referencePageIsUpToDate() throws IOException {
        isUpToDate(DOCS.resolve("strategy-reference.md"), ReferencePage.of(KINDS));
    }

    @Test
    void exampleKeepsTheSchemaIsReadAndHasNoErrors() throws IOException {
        String text = Files.readString(DOCS.resolve("examples/shop/muster.yaml"));
        Schema schema =
                SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
                        .getSchema(StrategySchema.of(KINDS), InputFormat.JSON);
        assertThat(schema.validate(text, InputFormat.YAML)).isEmpty();
        Strategy strategy =
                new StrategyReader(KINDS)
                        .read(Map.of("muster.yaml", text), Variables.NONE)
                        .orThrow()
                        .strategy();
        assertThat(Checker.check(strategy, Facts.NONE))
                .filteredOn(finding -> finding.severity() != Finding.Severity.HINT)
                .isEmpty();
    }
}
