package dev.muster.servers;

import dev.muster.processes.LocalPorts;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;

/// Ports of this machine.
public final class Ports {
    private Ports() {}

    /// A port of the loopback address that nobody listens on now.
    public static int free() {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        } catch (IOException error) {
            throw ServersErrors.PORT.error("no port is free: " + error, "ss -ltn", error);
        }
    }

    /// @throws dev.muster.model.MusterException if somebody listens on the loopback port
    static void requireFree(String who, int port) {
        try {
            LocalPorts.requireFree(port);
        } catch (IOException inUse) {
            throw ServersErrors.PORT.error(
                    who + " cannot listen on 127.0.0.1:" + port + ": " + inUse.getMessage(),
                    "ss -ltnp 'sport = :" + port + "'",
                    inUse);
        }
    }
}
