package dev.muster.provider.local.door;

import dev.muster.model.Address;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketException;
import java.time.Duration;

/// One client's connection and its counterpart to the backend.
final class Junction {
    private static final Duration CONNECT = Duration.ofSeconds(1);

    private final Socket client;
    private final Socket backend = new Socket();

    Junction(Socket client) {
        this.client = client;
    }

    /// Connects and carries bytes both ways until both sides have said everything, or until one
    /// breaks; both connections are then closed.
    void join(Address where) {
        try {
            client.setTcpNoDelay(true);
            backend.setTcpNoDelay(true);
            backend.connect(
                    new InetSocketAddress(where.host(), where.port()), (int) CONNECT.toMillis());
        } catch (IOException noBackend) {
            return;
        }
        Thread answers = Thread.ofVirtual().start(() -> carry(backend, client));
        carry(client, backend);
        try {
            answers.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        // Not a reset: what was said last may still be on its way.
        close(client);
        close(backend);
    }

    private void carry(Socket from, Socket to) {
        try {
            from.getInputStream().transferTo(to.getOutputStream());
            to.shutdownOutput();
        } catch (IOException broken) {
            cut();
        }
    }

    /// Ends both sides with a reset where they are open, so that a client cannot take half an
    /// answer for a whole one.
    void cut() {
        reset(client);
        reset(backend);
    }

    private static void reset(Socket socket) {
        try {
            socket.setSoLinger(true, 0);
        } catch (SocketException closedBefore) {
            return;
        }
        close(socket);
    }

    private static void close(Socket socket) {
        try {
            socket.close();
        } catch (IOException e) {
            throw new UncheckedIOException("cannot close a connection", e);
        }
    }
}
