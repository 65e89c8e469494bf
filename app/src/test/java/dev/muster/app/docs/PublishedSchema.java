package dev.muster.app.docs;

import static org.assertj.core.api.Assertions.assertThat;

import com.networknt.schema.InputFormat;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import java.io.IOException;
import java.nio.file.Files;
import java.util.regex.Pattern;

/// Holds the answers of commands against the schemas in `docs/schemas`.
public final class PublishedSchema {
    private static final Pattern NAME =
            Pattern.compile("\"schema\"\\s*:\\s*\"muster\\.([a-z-]+)/([0-9]+)\"");

    private PublishedSchema() {}

    /// Fails if an answer is not as its schema says.
    ///
    /// @return the answer's name
    public static String hold(String json) throws IOException {
        var name = NAME.matcher(json).results().findFirst().orElseThrow();
        var file = "docs/schemas/" + name.group(1) + "-" + name.group(2) + ".json";
        assertThat(
                        SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
                                .getSchema(Files.readString(Page.ROOT.resolve(file)))
                                .validate(json, InputFormat.JSON))
                .as(json)
                .isEmpty();
        return name.group(1);
    }
}
