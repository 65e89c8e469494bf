package dev.muster.engine.journal;

import dev.muster.model.RunId;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// The process that drives a run on this machine.
public record Holder(long process, Instant since) {
    private static final Path LOCKS = Path.of("/proc/locks");
    private static final Pattern WORDS = Pattern.compile("process ([0-9]{1,18}) since (\\S+)\\s*");

    /// Asks without taking the lock: a controller that starts at this moment must get it.
    ///
    /// @param runs the folder of all runs
    /// @return empty if nobody drives the run
    public static Optional<Holder> of(Path runs, RunId run) {
        Path own = runs.resolve(run.value());
        try {
            if (!Files.exists(own.resolve("holder"))) {
                return Optional.empty();
            }
            Matcher words = WORDS.matcher(Files.readString(own.resolve("holder")));
            if (!words.matches()) {
                return Optional.empty();
            }
            long process = Long.parseLong(words.group(1));
            return isLocked(own.resolve("lock"), process)
                    ? Optional.of(new Holder(process, Instant.parse(words.group(2))))
                    : Optional.empty();
        } catch (IOException unreadable) {
            return Optional.empty();
        }
    }

    /// The system tells who holds a lock; where it does not, a process of that number has to do.
    private static boolean isLocked(Path lock, long process) throws IOException {
        if (!Files.isReadable(LOCKS)) {
            return ProcessHandle.of(process).isPresent();
        }
        String inode = String.valueOf(Files.getAttribute(lock, "unix:ino"));
        return Files.readAllLines(LOCKS).stream()
                .map(line -> List.of(line.strip().split("\\s+")))
                .filter(words -> words.size() > 5 && words.get(1).equals("POSIX"))
                .filter(words -> words.get(4).equals(Long.toString(process)))
                .anyMatch(words -> words.get(5).endsWith(":" + inode));
    }
}
