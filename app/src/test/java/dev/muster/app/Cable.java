package dev.muster.app;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.UnaryOperator;

/// A line to a server of this machine that can be cut: whoever is on it hears nothing more, and
/// nothing tells that the other side is gone. Whoever reaches the server otherwise is not
/// disturbed.
final class Cable implements AutoCloseable {
    private final ServerSocket door;
    private final int server;
    private final UnaryOperator<byte[]> answers;
    private final Set<Socket> sockets = ConcurrentHashMap.newKeySet();
    private boolean cut;

    private Cable(int server, UnaryOperator<byte[]> answers) throws IOException {
        this.door = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        this.server = server;
        this.answers = answers;
        Thread.ofVirtual().start(this::accept);
    }

    static Cable to(int server) throws IOException {
        return new Cable(server, UnaryOperator.identity());
    }

    /// @param answers changes what the server says; the length stays
    static Cable to(int server, UnaryOperator<byte[]> answers) throws IOException {
        return new Cable(server, answers);
    }

    int port() {
        return door.getLocalPort();
    }

    synchronized void cut() {
        cut = true;
    }

    synchronized void mend() {
        cut = false;
        notifyAll();
    }

    private synchronized void awaitWhole() throws IOException {
        while (cut) {
            try {
                wait();
            } catch (InterruptedException e) {
                throw new IOException(e);
            }
        }
    }

    private void accept() {
        while (true) {
            try {
                Socket here = door.accept();
                sockets.add(here);
                Thread.ofVirtual().start(() -> join(here));
            } catch (IOException closed) {
                return;
            }
        }
    }

    private void join(Socket here) {
        try {
            awaitWhole();
            Socket there = new Socket(InetAddress.getLoopbackAddress(), server);
            sockets.add(there);
            Thread.ofVirtual().start(() -> carry(here, there, UnaryOperator.identity()));
            carry(there, here, answers);
        } catch (IOException gone) {
            close(here);
        }
    }

    private void carry(Socket from, Socket to, UnaryOperator<byte[]> change) {
        try {
            InputStream in = from.getInputStream();
            OutputStream out = to.getOutputStream();
            byte[] bytes = new byte[1 << 16];
            for (int count = in.read(bytes); count >= 0; count = in.read(bytes)) {
                byte[] said = new byte[count];
                System.arraycopy(bytes, 0, said, 0, count);
                awaitWhole();
                out.write(change.apply(said));
            }
            awaitWhole();
        } catch (IOException ended) {
            // the other direction ends with it
        } finally {
            close(from);
            close(to);
        }
    }

    private void close(Socket socket) {
        sockets.remove(socket);
        try {
            socket.close();
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    @Override
    public void close() throws IOException {
        door.close();
        sockets.forEach(this::close);
        mend();
    }
}
