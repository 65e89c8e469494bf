package dev.muster.processes;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// What Linux tells of processes; see proc(5).
final class ProcFiles {
    private static final Path PROC = Path.of("/proc");
    private static final int STATE = 0;
    private static final int START_TIME = 19;

    private ProcFiles() {}

    static boolean available() {
        return Files.isReadable(PROC.resolve("self/stat"));
    }

    /// Boot and start tick of a living process. Zombies count as dead: they hold nothing any more,
    /// and where nobody reaps them, they stay for ever.
    static Optional<String> start(long pid) {
        return stat(pid)
                .filter(fields -> !fields[STATE].equals("Z") && !fields[STATE].equals("X"))
                .map(fields -> Boot.ID + ":" + fields[START_TIME]);
    }

    /// Whether a living process is stopped by a signal.
    static boolean isStopped(long pid) {
        return stat(pid).filter(fields -> fields[STATE].equals("T")).isPresent();
    }

    /// The fields of `stat` after the program's name, which itself may hold spaces and brackets.
    private static Optional<String[]> stat(long pid) {
        return read(PROC.resolve(Long.toString(pid)).resolve("stat"))
                .map(text -> text.substring(text.lastIndexOf(')') + 2).split(" "))
                .filter(fields -> fields.length > START_TIME);
    }

    /// The processes whose environment holds the entry.
    static List<Long> withEnvironment(String entry) {
        String needle = "\0" + entry + "\0";
        List<Long> found = new ArrayList<>();
        for (long pid : pids()) {
            Path file = PROC.resolve(Long.toString(pid)).resolve("environ");
            if (read(file).filter(text -> ("\0" + text + "\0").contains(needle)).isPresent()) {
                found.add(pid);
            }
        }
        return found;
    }

    private static List<Long> pids() {
        List<Long> pids = new ArrayList<>();
        try (DirectoryStream<Path> entries = Files.newDirectoryStream(PROC, "[1-9]*")) {
            entries.forEach(entry -> pids.add(Long.parseLong(entry.getFileName().toString())));
        } catch (IOException e) {
            throw ProcessesErrors.STATE_UNUSABLE.error(
                    "cannot list the processes of this machine: " + e.getMessage(),
                    "see whether /proc is mounted",
                    e);
        }
        return pids;
    }

    /// Empty where the process ended meanwhile or is somebody else's.
    private static Optional<String> read(Path file) {
        try {
            return Optional.of(Files.readString(file, StandardCharsets.ISO_8859_1));
        } catch (IOException goneOrForeign) {
            return Optional.empty();
        }
    }

    private static final class Boot {
        static final String ID =
                read(PROC.resolve("sys/kernel/random/boot_id")).map(String::strip).orElse("boot");
    }
}
