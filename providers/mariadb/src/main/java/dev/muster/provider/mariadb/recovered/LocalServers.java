package dev.muster.provider.mariadb.recovered;

import dev.muster.model.Address;
import dev.muster.processes.LocalPorts;
import dev.muster.processes.LocalProcesses;
import dev.muster.processes.LocalProcesses.LocalProcess;
import java.io.IOException;
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
        return LocalProcesses.none(process -> isServer(process) && !hasOne(process, listening));
    }

    private static boolean isServer(LocalProcess process) {
        return NAMES.contains(process.name()) && process.isAlive();
    }

    private static boolean hasOne(LocalProcess process, Set<String> listening) {
        try (DirectoryStream<Path> files =
                Files.newDirectoryStream(process.folder().resolve("fd"))) {
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
            for (String line : LocalProcesses.read(Path.of(table)).split("\n", -1)) {
                String[] fields = line.strip().split(" +", -1);
                if (fields.length > 9 && fields[3].equals(LISTENS)) {
                    sockets.add("socket:[" + fields[9] + "]");
                }
            }
        }
        return sockets;
    }
}
