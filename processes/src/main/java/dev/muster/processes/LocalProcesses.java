package dev.muster.processes;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.function.Predicate;

/// Processes of this host, whoever started them.
public final class LocalProcesses {
    private static final Path PROC = Path.of("/proc");

    private LocalProcesses() {}

    /// Whether no process is such a one.
    ///
    /// @throws IOException if this host's processes cannot be listed
    public static boolean none(Predicate<LocalProcess> such) throws IOException {
        try (DirectoryStream<Path> processes = Files.newDirectoryStream(PROC, "[1-9]*")) {
            for (Path process : processes) {
                if (such.test(new LocalProcess(process))) {
                    return false;
                }
            }
        }
        return true;
    }

    /// The content of a file of the kernel; empty if what it told of has ended.
    public static String read(Path file) {
        try {
            return Files.readString(file, StandardCharsets.ISO_8859_1);
        } catch (IOException ended) {
            return "";
        }
    }

    /// One of them. It may end at any moment; then nothing is known of it any more.
    ///
    /// @param folder where the kernel shows it
    public record LocalProcess(Path folder) {
        /// What it is called, 15 characters at most.
        public String name() {
            return read(folder.resolve("comm")).strip();
        }

        /// With what words it was started, or what it calls itself.
        public String commandLine() {
            return read(folder.resolve("cmdline"));
        }

        /// Whether it still does something: one that is dead and only waits to be collected does
        /// not.
        public boolean isAlive() {
            return stat().map(fields -> !"ZX".contains(fields[0])).orElse(false);
        }

        public Optional<LocalProcess> parent() {
            return stat().map(fields -> new LocalProcess(folder.resolveSibling(fields[1])));
        }

        /// The fields from its state on; the second is its parent.
        private Optional<String[]> stat() {
            String stat = read(folder.resolve("stat"));
            int end = stat.lastIndexOf(')');
            return end < 0 ? Optional.empty() : Optional.of(stat.substring(end + 2).split(" "));
        }
    }
}
