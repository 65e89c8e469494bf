package dev.muster.server;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.muster.operations.SmallFiles;
import java.nio.file.Path;
import java.util.Optional;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.cfg.DateTimeFeature;
import tools.jackson.databind.json.JsonMapper;

/// A value in a small file of the working state.
final class JsonFile<T> {
    private static final JsonMapper MAPPER =
            JsonMapper.builder()
                    .disable(DateTimeFeature.WRITE_DATES_AS_TIMESTAMPS)
                    .changeDefaultPropertyInclusion(
                            it -> it.withValueInclusion(JsonInclude.Include.NON_ABSENT))
                    .build();

    private final Path path;
    private final Class<T> type;

    JsonFile(Path path, Class<T> type) {
        this.path = path;
        this.type = type;
    }

    void write(T value) {
        SmallFiles.write(path, MAPPER.writeValueAsString(value));
    }

    /// Empty if there is none, or one of another version.
    Optional<T> read() {
        return SmallFiles.read(path).flatMap(this::parse);
    }

    private Optional<T> parse(String text) {
        try {
            return Optional.of(MAPPER.readValue(text, type));
        } catch (JacksonException ofAnotherVersion) {
            return Optional.empty();
        }
    }
}
