package dev.muster.provider.postgresql.recovered;

import dev.muster.model.Address;
import dev.muster.processes.LocalPorts;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/// Looks for servers among this host's own processes.
final class LocalServers {
    private LocalServers() {}

    /// Whether it is sure that no server is left behind an address: it is one of this host, nobody
    /// listens there, and no process of PostgreSQL has a lock file for that port.
    static boolean noneListens(Address address) {
        try {
            return LocalPorts.refuses(address) && noProcess(address.port());
        } catch (IOException unsure) {
            return false;
        }
    }

    /// Processes of PostgreSQL work inside their data folder, where the lock file names the port,
    /// also after the folder was renamed and the first process killed.
    private static boolean noProcess(int port) throws IOException {
        try (DirectoryStream<Path> processes =
                Files.newDirectoryStream(Path.of("/proc"), "[1-9]*")) {
            for (Path process : processes) {
                if (isServer(process) && mayServe(process, port)) {
                    return false;
                }
            }
        }
        return true;
    }

    private static boolean isServer(Path process) {
        String name = read(process.resolve("comm")).strip();
        boolean named = name.startsWith("postgres") || name.equals("postmaster");
        // one that is dead and only waits to be collected has no folder any more
        return named && stat(process).map(fields -> !"ZX".contains(fields[0])).orElse(false);
    }

    /// Another user's process hides its folder. With its first process alive it belongs to a server
    /// that listens elsewhere, since here nobody listens; without, nothing is sure.
    private static boolean mayServe(Path process, int port) {
        Path folder = process.resolve("cwd");
        return Files.isReadable(folder)
                ? Postmaster.port(folder).orElse(port) == port
                : isOrphan(process);
    }

    private static boolean isOrphan(Path process) {
        boolean first = !read(process.resolve("cmdline")).startsWith("postgres: ");
        return !first
                && stat(process)
                        .map(fields -> !isServer(process.resolveSibling(fields[1])))
                        .orElse(false);
    }

    /// The fields of a process from its state on; the second is its parent. Empty if it ended.
    private static Optional<String[]> stat(Path process) {
        String stat = read(process.resolve("stat"));
        int end = stat.lastIndexOf(')');
        return end < 0 ? Optional.empty() : Optional.of(stat.substring(end + 2).split(" "));
    }

    private static String read(Path file) {
        try {
            return Files.readString(file, StandardCharsets.ISO_8859_1);
        } catch (IOException ended) {
            return "";
        }
    }
}
