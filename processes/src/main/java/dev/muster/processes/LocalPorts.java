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
}
