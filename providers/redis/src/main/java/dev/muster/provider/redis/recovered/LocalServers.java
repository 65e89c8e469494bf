package dev.muster.provider.redis.recovered;

import dev.muster.model.Address;
import dev.muster.processes.LocalPorts;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;

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
        try (DirectoryStream<Path> processes =
                Files.newDirectoryStream(Path.of("/proc"), "[1-9]*")) {
            for (Path process : processes) {
                String title = read(process.resolve("cmdline")).replace('\0', ' ').strip();
                boolean server =
                        title.matches("(\\S*/)?(redis|valkey)-server .*:" + port + "( .*)?");
                if (server) {
                    return false;
                }
            }
        }
        return true;
    }

    private static String read(Path file) {
        try {
            return Files.readString(file, StandardCharsets.ISO_8859_1);
        } catch (IOException ended) {
            return "";
        }
    }
}
