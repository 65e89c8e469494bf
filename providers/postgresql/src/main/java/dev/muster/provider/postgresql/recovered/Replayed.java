package dev.muster.provider.postgresql.recovered;

import dev.muster.provider.postgresql.log.History;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;

/// Where a cluster's replay ended when it took over, as it recorded itself: the start of its newest
/// timeline.
final class Replayed {
    private Replayed() {}

    static long end(Path data) throws IOException {
        return newest(data).forebears().getLast().end();
    }

    /// The past of its newest timeline; it has one.
    static History newest(Path data) throws IOException {
        try (Stream<Path> files = Files.list(data.resolve("pg_wal"))) {
            Path newest =
                    files.filter(file ->
                                    file.getFileName().toString().matches("[0-9A-F]{8}\\.history"))
                            .max((one, other) -> one.getFileName().compareTo(other.getFileName()))
                            .orElseThrow(
                                    () -> new IOException(data + " began no timeline of its own"));
            int timeline = Integer.parseInt(newest.getFileName().toString().substring(0, 8), 16);
            History history = History.parse(timeline, Files.readAllBytes(newest));
            if (history.forebears().isEmpty()) {
                throw new IOException(newest + " names no timeline");
            }
            return history;
        }
    }
}
