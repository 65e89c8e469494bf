package dev.muster.server;

import dev.muster.strategy.AlertKind;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;

/// Who was told of what, across the death of a daemon: nobody is told twice, and whoever was told
/// is also told of the end.
final class AlertFile {
    private final JsonFile<Content> file;

    AlertFile(Path path) {
        this.file = new JsonFile<>(path, Content.class);
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
        return file.read().map(Content::alerts).orElse(List.of());
    }

    void write(List<Entry> entries) {
        file.write(new Content(entries));
    }
}
