package dev.muster.server;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.muster.model.MusterException;
import dev.muster.model.Timing;
import dev.muster.operations.Cancellation;
import dev.muster.operations.SmallFiles;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.cfg.DateTimeFeature;
import tools.jackson.databind.json.JsonMapper;

/// Where a running daemon tells other commands of this machine how it stands.
public final class StatusFile {
    private static final Duration EVERY = Duration.ofMillis(200);

    private static final JsonMapper MAPPER =
            JsonMapper.builder()
                    .disable(DateTimeFeature.WRITE_DATES_AS_TIMESTAMPS)
                    .changeDefaultPropertyInclusion(
                            it -> it.withValueInclusion(JsonInclude.Include.NON_ABSENT))
                    .build();

    private final Path path;

    public StatusFile(Path path) {
        this.path = path;
    }

    /// Writes what the book says until cancelled. What cannot be written, as on a full disk, is
    /// told in the book, and so in the file as soon as that can be written again.
    void keep(DaemonBook book, Timing timing, Cancellation cancellation)
            throws InterruptedException {
        while (!cancellation.isCancelled()) {
            try {
                write(book.status(timing.instant()));
            } catch (MusterException unwritten) {
                book.note(new DaemonNews.Stopped("status file", unwritten));
            }
            timing.pause(EVERY);
        }
    }

    private void write(DaemonStatus status) {
        SmallFiles.write(path, MAPPER.writeValueAsString(status));
    }

    /// What the newest daemon said; empty if there was none. It may have died since: see its `at`.
    public Optional<DaemonStatus> read() {
        return SmallFiles.read(path).flatMap(StatusFile::parse);
    }

    private static Optional<DaemonStatus> parse(String text) {
        try {
            return Optional.of(MAPPER.readValue(text, DaemonStatus.class));
        } catch (JacksonException ofAnotherVersion) {
            return Optional.empty();
        }
    }
}
