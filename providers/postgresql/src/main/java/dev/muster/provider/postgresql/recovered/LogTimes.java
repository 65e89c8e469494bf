package dev.muster.provider.postgresql.recovered;

import dev.muster.datafolder.Mark;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;

/// Which moment the log has come to where: for each segment that was laid out, when the last
/// transaction before its end ended. A server that replays tells its segment, and nothing of time.
public final class LogTimes {
    private final NavigableMap<Long, Instant> times;

    public LogTimes(Map<Long, Instant> times) {
        this.times = new TreeMap<>(times);
    }

    /// Empty where the folder has none; it is only for showing.
    public static LogTimes read(Path data) throws IOException {
        try {
            return new LogTimes(
                    Files.readAllLines(data.resolve(Marks.TIMES), StandardCharsets.UTF_8).stream()
                            .map(line -> line.split(" "))
                            .collect(
                                    Collectors.toMap(
                                            words -> Long.valueOf(words[0]),
                                            words -> Instant.parse(words[1]))));
        } catch (NoSuchFileException none) {
            return new LogTimes(Map.of());
        }
    }

    public void write(Path data) throws IOException {
        Mark.replace(
                data.resolve(Marks.TIMES),
                times.entrySet().stream()
                        .map(entry -> entry.getKey() + " " + entry.getValue() + "\n")
                        .collect(Collectors.joining()));
    }

    /// The moment of the log before a position.
    Optional<Instant> before(long position) {
        return Optional.ofNullable(times.lowerEntry(position)).map(Map.Entry::getValue);
    }
}
