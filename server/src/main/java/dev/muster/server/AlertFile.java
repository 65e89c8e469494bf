package dev.muster.server;

import dev.muster.operations.SmallFiles;
import dev.muster.strategy.AlertKind;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.cfg.DateTimeFeature;
import tools.jackson.databind.json.JsonMapper;

/// Who was told of what, across the death of a daemon: nobody is told twice, and whoever was told
/// is also told of the end.
final class AlertFile {
    private static final JsonMapper MAPPER =
            JsonMapper.builder().disable(DateTimeFeature.WRITE_DATES_AS_TIMESTAMPS).build();

    private final Path path;

    AlertFile(Path path) {
        this.path = path;
    }

    /// @param told contacts, by name
    record Entry(AlertKind kind, String subject, String what, Instant since, List<String> told) {
        Entry {
            told = List.copyOf(told);
        }
    }

    private record Content(List<Entry> alerts) {}

    /// What cannot be read is as if nobody had been told.
    List<Entry> read() {
        return SmallFiles.read(path)
                .flatMap(AlertFile::parse)
                .map(Content::alerts)
                .orElse(List.of());
    }

    private static Optional<Content> parse(String text) {
        try {
            return Optional.of(MAPPER.readValue(text, Content.class));
        } catch (JacksonException ofAnotherVersion) {
            return Optional.empty();
        }
    }

    void write(List<Entry> entries) {
        SmallFiles.write(path, MAPPER.writeValueAsString(new Content(entries)));
    }
}
