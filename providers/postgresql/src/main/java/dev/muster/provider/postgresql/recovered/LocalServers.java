package dev.muster.provider.postgresql.recovered;

import dev.muster.model.Address;
import java.io.IOException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.NetworkInterface;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;

/// Looks for servers among this host's own processes.
final class LocalServers {
    private static final Duration CONNECT = Duration.ofSeconds(2);

    private LocalServers() {}

    /// Whether it is sure that no server is left behind an address: it is one of this host, nobody
    /// listens there, and no process of PostgreSQL has a lock file for that port.
    static boolean noneListens(Address address) {
        try {
            InetAddress host = InetAddress.getByName(address.host());
            boolean here =
                    host.isLoopbackAddress() || NetworkInterface.getByInetAddress(host) != null;
            return here && refuses(host, address.port()) && noProcess(address.port());
        } catch (IOException unsure) {
            return false;
        }
    }

    private static boolean refuses(InetAddress host, int port) {
        try (Socket socket = new Socket()) {
            socket.connect(new InetSocketAddress(host, port), (int) CONNECT.toMillis());
            return false;
        } catch (ConnectException refused) {
            return true;
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
        try {
            String name = Files.readString(process.resolve("comm"), StandardCharsets.UTF_8).strip();
            return (name.startsWith("postgres") || name.equals("postmaster")) && runs(process);
        } catch (IOException ended) {
            return false;
        }
    }

    /// One that is dead and only waits to be collected has no folder any more.
    private static boolean runs(Path process) throws IOException {
        String stat = Files.readString(process.resolve("stat"), StandardCharsets.UTF_8);
        char state = stat.charAt(stat.lastIndexOf(')') + 2);
        return state != 'Z' && state != 'X';
    }

    private static boolean mayServe(Path process, int port) {
        Path folder = process.resolve("cwd");
        // another user's process hides its folder: then nothing is sure
        return !Files.isReadable(folder) || Postmaster.port(folder).orElse(port) == port;
    }
}
