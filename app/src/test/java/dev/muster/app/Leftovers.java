package dev.muster.app;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/// The processes of a test's folder: their words, their variables or their working folder name it.
final class Leftovers {
    private Leftovers() {}

    /// What runs beside the server on a data folder.
    static List<String> beside(Path folder, Path data) throws IOException {
        Set<Long> server = new HashSet<>();
        long postmaster = Long.parseLong(firstLine(data.resolve("postmaster.pid")));
        server.add(postmaster);
        ProcessHandle.of(postmaster).stream()
                .flatMap(ProcessHandle::descendants)
                .forEach(child -> server.add(child.pid()));
        return of(folder).stream()
                .filter(process -> !server.contains(process.pid()))
                .map(process -> process.pid() + " " + words(process))
                .toList();
    }

    /// What runs for a folder.
    static List<String> all(Path folder) {
        return of(folder).stream().map(process -> process.pid() + " " + words(process)).toList();
    }

    private static String firstLine(Path file) throws IOException {
        return Files.readAllLines(file).getFirst();
    }

    static void kill(Path folder) {
        of(folder).forEach(ProcessHandle::destroyForcibly);
        of(folder).forEach(process -> process.onExit().join());
    }

    private static List<ProcessHandle> of(Path folder) {
        return ProcessHandle.allProcesses()
                .filter(process -> process.pid() != ProcessHandle.current().pid())
                .filter(process -> names(process, folder.toString()))
                .toList();
    }

    private static boolean names(ProcessHandle process, String folder) {
        return words(process).contains(folder)
                || read(process, "environ").contains(folder)
                || workingFolder(process).startsWith(folder);
    }

    private static String words(ProcessHandle process) {
        return read(process, "cmdline").replace('\0', ' ');
    }

    private static String read(ProcessHandle process, String file) {
        try {
            byte[] bytes = Files.readAllBytes(proc(process, file));
            return new String(bytes, StandardCharsets.UTF_8);
        } catch (IOException endedOrForeign) {
            return "";
        }
    }

    private static String workingFolder(ProcessHandle process) {
        try {
            return Files.readSymbolicLink(proc(process, "cwd")).toString();
        } catch (IOException endedOrForeign) {
            return "";
        }
    }

    private static Path proc(ProcessHandle process, String file) {
        return Path.of("/proc", Long.toString(process.pid()), file);
    }

    /// All files below a folder.
    static List<Path> files(Path folder) throws IOException {
        try (Stream<Path> all = Files.walk(folder)) {
            return all.filter(Files::isRegularFile).toList();
        }
    }
}
