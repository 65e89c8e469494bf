package dev.muster.provider.mariadb.recovered;

import dev.muster.model.Address;
import dev.muster.processes.LocalPorts;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/// Looks for servers among this host's own processes.
final class LocalServers {
    private static final Set<String> NAMES = Set.of("mariadbd", "mysqld");

    /// The state of a socket that listens, in the kernel's tables.
    private static final String LISTENS = "0A";

    private LocalServers() {}

    /// Whether it is sure that no server is left behind an address: it is one of this host, nobody
    /// listens there, and each process of MariaDB listens elsewhere. One that listens nowhere may
    /// be about to.
    static boolean noneListens(Address address) {
        try {
            return LocalPorts.refuses(address) && allListenElsewhere();
        } catch (IOException unsure) {
            return false;
        }
    }

    private static boolean allListenElsewhere() throws IOException {
        Set<String> listening = listening();
        try (DirectoryStream<Path> processes =
                Files.newDirectoryStream(Path.of("/proc"), "[1-9]*")) {
            for (Path process : processes) {
                if (isServer(process) && !hasOne(process, listening)) {
                    return false;
                }
            }
        }
        return true;
    }

    private static boolean isServer(Path process) {
        if (!NAMES.contains(read(process.resolve("comm")).strip())) {
            return false;
        }
        // one that is dead and only waits to be collected does nothing any more
        String stat = read(process.resolve("stat"));
        int end = stat.lastIndexOf(')');
        return end >= 0 && !"ZX".contains(stat.substring(end + 2, end + 3));
    }

    private static boolean hasOne(Path process, Set<String> listening) {
        try (DirectoryStream<Path> files = Files.newDirectoryStream(process.resolve("fd"))) {
            for (Path file : files) {
                if (listening.contains(Files.readSymbolicLink(file).toString())) {
                    return true;
                }
            }
            return false;
        } catch (IOException hidden) {
            return false;
        }
    }

    /// The sockets of this host that listen, as links name them.
    private static Set<String> listening() {
        Set<String> sockets = new HashSet<>();
        for (String table : List.of("/proc/net/tcp", "/proc/net/tcp6")) {
            for (String line : read(Path.of(table)).split("\n", -1)) {
                String[] fields = line.strip().split(" +", -1);
                if (fields.length > 9 && fields[3].equals(LISTENS)) {
                    sockets.add("socket:[" + fields[9] + "]");
                }
            }
        }
        return sockets;
    }

    private static String read(Path file) {
        try {
            return Files.readString(file, StandardCharsets.ISO_8859_1);
        } catch (IOException ended) {
            return "";
        }
    }
}
