package dev.muster.strategy.reference;

import static org.assertj.core.api.Assertions.assertThat;

import com.networknt.schema.Error;
import com.networknt.schema.InputFormat;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import dev.muster.strategy.testing.Shop;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class StrategySchemaTest {
    private static final Schema SCHEMA =
            SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
                    .getSchema(StrategySchema.of(Shop.KINDS), InputFormat.JSON);

    private static List<String> errors(String yaml) {
        return SCHEMA.validate(yaml, InputFormat.YAML).stream().map(Error::toString).toList();
    }

    @Test
    void goodStrategyKeepsTheSchema() {
        assertThat(errors(Shop.text())).isEmpty();
    }

    @Test
    void variablesMayStandForAnyValue() {
        String text = Shop.with("port: 8000", "port: \"${env:PORT}\"");
        text = Shop.replace(text, "synchronous: true", "synchronous: \"${env:SYNC}\"");
        text = Shop.replace(text, "rto: 70s", "rto: \"${env:RTO}\"");
        assertThat(errors(text)).isEmpty();
    }

    static Stream<Arguments> broken() {
        return Stream.of(
                Arguments.of("    tier: critical\n    region", "    teir: critical\n    region"),
                Arguments.of("server: { data", "servr: { data"),
                Arguments.of("rto: 60s", "rto: 60"),
                Arguments.of("kind: door", "kind: dor"),
                Arguments.of("depends-on: [ shop ]", "depends-on: shop"),
                Arguments.of("      user: muster\n", ""),
                Arguments.of("durability: region", "durability: regions"),
                Arguments.of("  you: {", "  You: {"),
                Arguments.of("\"${env:ORDERS_DB_PASSWORD}\"", "hunter2"),
                Arguments.of("    port: 8080\n", "    port: many\n"));
    }

    @ParameterizedTest
    @MethodSource("broken")
    void whatTheReaderRefusesTheSchemaRefusesToo(String part, String replacement) {
        String text = Shop.with(part, replacement);
        assertThat(Shop.problems(text)).isNotEmpty();
        assertThat(errors(text)).isNotEmpty();
    }
}
