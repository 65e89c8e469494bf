package dev.muster.processes;

import dev.muster.model.Address;
import java.io.IOException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.NetworkInterface;
import java.net.Socket;
import java.time.Duration;

/// Ports of this host.
public final class LocalPorts {
    private static final Duration CONNECT = Duration.ofSeconds(2);

    private LocalPorts() {}

    /// Whether it is sure that nobody listens at an address: it is one of this host, and refuses.
    /// From elsewhere, a firewall or a host that starts again refuses just the same.
    public static boolean refuses(Address address) {
        try (Socket socket = new Socket()) {
            InetAddress host = InetAddress.getByName(address.host());
            if (!host.isLoopbackAddress() && NetworkInterface.getByInetAddress(host) == null) {
                return false;
            }
            socket.connect(new InetSocketAddress(host, address.port()), (int) CONNECT.toMillis());
            return false;
        } catch (ConnectException refused) {
            return true;
        } catch (IOException unsure) {
            return false;
        }
    }

    /// Returns if a server could listen at a port of the loopback address now.
    ///
    /// It binds as a server does and does not listen: so it neither refuses nor hinders others who
    /// look at the same time, nor a server that starts meanwhile.
    ///
    /// @throws IOException if the port is taken
    public static void requireFree(int port) throws IOException {
        requireFree(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
    }

    /// As [#requireFree(int)], of all addresses of this host.
    ///
    /// @throws IOException if anybody listens at the port, at whichever address
    public static void requireFreeEverywhere(int port) throws IOException {
        requireFree(new InetSocketAddress(port));
    }

    private static void requireFree(InetSocketAddress place) throws IOException {
        try (Socket socket = new Socket()) {
            // a port that was just closed still waits for late packets, which hinders no server
            socket.setReuseAddress(true);
            socket.bind(place);
        }
    }
}
