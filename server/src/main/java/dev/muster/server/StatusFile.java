package dev.muster.server;

import dev.muster.model.MusterException;
import dev.muster.model.Timing;
import dev.muster.operations.Cancellation;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

/// Where a running daemon tells other commands of this machine how it stands.
public final class StatusFile {
    private static final Duration EVERY = Duration.ofMillis(200);

    private final JsonFile<DaemonStatus> file;

    public StatusFile(Path path) {
        this.file = new JsonFile<>(path, DaemonStatus.class);
    }

    /// Writes what the book says until cancelled. What cannot be written, as on a full disk, is
    /// told in the book, and so in the file as soon as that can be written again.
    void keep(DaemonBook book, Timing timing, Cancellation cancellation)
            throws InterruptedException {
        while (!cancellation.isCancelled()) {
            try {
                file.write(book.status(timing.instant()));
            } catch (MusterException unwritten) {
                book.note(new DaemonNews.Stopped("status file", unwritten));
            }
            timing.pause(EVERY);
        }
    }

    /// What the newest daemon said; empty if there was none. It may have died since: see its `at`.
    public Optional<DaemonStatus> read() {
        return file.read();
    }
}
