package dev.muster.cli.json;

import static org.assertj.core.api.Assertions.assertThat;

import com.networknt.schema.Error;
import com.networknt.schema.InputFormat;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/// Holds answers against their published schemas in `docs/schemas`.
public final class Schemas {
    private static final Path FOLDER = Path.of("../docs/schemas");

    private Schemas() {}

    /// @param name such as `points/1`
    public static void assertValid(String name, String json) {
        List<Error> errors = schema(name).validate(json, InputFormat.JSON);
        assertThat(errors).as(json).isEmpty();
    }

    private static Schema schema(String name) {
        try {
            return SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
                    .getSchema(Files.readString(FOLDER.resolve(name.replace('/', '-') + ".json")));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
