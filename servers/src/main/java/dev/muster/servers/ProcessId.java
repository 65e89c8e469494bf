package dev.muster.servers;

import dev.muster.model.MusterException;
import dev.muster.model.Timing;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// A process known by its pid and its start time, so that a reused pid is not taken for it.
///
/// @param started in clock ticks since the machine started, as in `/proc/PID/stat`
record ProcessId(long pid, long started) {
    /// Reads `PID STARTED`. Empty if the file is gone or was never finished.
    static Optional<ProcessId> read(Path file) {
        try {
            String[] words = Files.readString(file, StandardCharsets.UTF_8).strip().split(" ");
            return words.length == 2
                    ? Optional.of(new ProcessId(Long.parseLong(words[0]), Long.parseLong(words[1])))
                    : Optional.empty();
        } catch (NoSuchFileException gone) {
            return Optional.empty();
        } catch (IOException | NumberFormatException error) {
            throw ServersErrors.START.error(
                    file + " cannot be read: " + error, "rm " + file, error);
        }
    }

    /// Empty if it ended.
    Optional<ProcessHandle> handle() {
        return ProcessHandle.of(pid).filter(handle -> isRunning());
    }

    /// SIGKILL to it and all below it; returns when they are gone. It is stopped first, so that it
    /// starts no child that escapes the list.
    void kill(Timing timing) throws InterruptedException {
        if (handle().isEmpty()) {
            return;
        }
        signal("STOP");
        List<Long> all =
                new ArrayList<>(
                        handle().stream()
                                .flatMap(ProcessHandle::descendants)
                                .map(ProcessHandle::pid)
                                .toList());
        all.add(pid);
        all.forEach(each -> ProcessHandle.of(each).ifPresent(ProcessHandle::destroyForcibly));
        for (long each : all) {
            while (alive(each)) {
                timing.pause(Duration.ofMillis(1));
            }
        }
    }

    /// Sends a signal such as `STOP`; nothing happens if the process has just ended.
    void signal(String name) throws InterruptedException {
        try {
            Command.run(List.of("kill", "-" + name, Long.toString(pid)));
        } catch (MusterException refused) {
            if (isRunning()) {
                throw refused;
            }
        }
    }

    private boolean isRunning() {
        return stat(pid).filter(stat -> !stat.zombie() && stat.started() == started).isPresent();
    }

    private static boolean alive(long pid) {
        return stat(pid).filter(stat -> !stat.zombie()).isPresent();
    }

    private static Optional<Stat> stat(long pid) {
        try {
            String text = Files.readString(Path.of("/proc/" + pid + "/stat"));
            String[] fields = text.substring(text.lastIndexOf(')') + 2).split(" ");
            boolean zombie = fields[0].equals("Z") || fields[0].equals("X");
            return Optional.of(new Stat(zombie, Long.parseLong(fields[19])));
        } catch (IOException ended) {
            return Optional.empty();
        }
    }

    private record Stat(boolean zombie, long started) {}
}
