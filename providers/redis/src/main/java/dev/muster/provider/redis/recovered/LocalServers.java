package dev.muster.provider.redis.recovered;

import dev.muster.model.Address;
import dev.muster.processes.LocalPorts;
import dev.muster.processes.LocalProcesses;
import java.io.IOException;

/// Looks for servers among this host's own processes.
final class LocalServers {
    private LocalServers() {}

    /// Whether it is sure that no server is left behind an address: it is one of this host, nobody
    /// listens there, and no process calls itself the server of that port.
    static boolean noneListens(Address address) {
        try {
            return LocalPorts.refuses(address) && noProcess(address.port());
        } catch (IOException unsure) {
            return false;
        }
    }

    /// A server writes its address into its title, such as `redis-server 127.0.0.1:6379`.
    private static boolean noProcess(int port) throws IOException {
        return LocalProcesses.none(process ->
                process.commandLine()
                        .replace('\0', ' ')
                        .strip()
                        .matches("(\\S*/)?(redis|valkey)-server .*:" + port + "( .*)?"));
    }
}
