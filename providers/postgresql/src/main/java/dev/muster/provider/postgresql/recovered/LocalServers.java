package dev.muster.provider.postgresql.recovered;

import dev.muster.model.Address;
import dev.muster.processes.LocalPorts;
import dev.muster.processes.LocalProcesses;
import dev.muster.processes.LocalProcesses.LocalProcess;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

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
        return LocalProcesses.none(process -> isServer(process) && mayServe(process, port));
    }

    private static boolean isServer(LocalProcess process) {
        String name = process.name();
        boolean named = name.startsWith("postgres") || name.equals("postmaster");
        return named && process.isAlive();
    }

    /// Another user's process hides its folder. With its first process alive it belongs to a server
    /// that listens elsewhere, since here nobody listens; without, nothing is sure.
    private static boolean mayServe(LocalProcess process, int port) {
        Path folder = process.folder().resolve("cwd");
        return Files.isReadable(folder)
                ? Postmaster.port(folder).orElse(port) == port
                : isOrphan(process);
    }

    private static boolean isOrphan(LocalProcess process) {
        boolean first = !process.commandLine().startsWith("postgres: ");
        return !first && process.parent().map(parent -> !isServer(parent)).orElse(false);
    }
}
