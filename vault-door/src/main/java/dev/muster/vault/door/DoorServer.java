package dev.muster.vault.door;

import com.sun.net.httpserver.HttpServer;
import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsParameters;
import com.sun.net.httpserver.HttpsServer;
import dev.muster.vault.store.VaultStore;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import javax.net.ssl.SSLParameters;

/// Gives a store out over TLS to whoever has a token. Ends with [#close]; what was acknowledged is
/// durable, and what was on its way is as if it had never been sent.
public final class DoorServer implements AutoCloseable {
    /// Read by the JDK's server once, when its first class is loaded.
    private static final Map<String, String> LIMITS =
            Map.of(
                    // seconds that a request may take to come in, and its answer to go out
                    "sun.net.httpserver.maxReqTime", "600",
                    "sun.net.httpserver.maxRspTime", "600",
                    "sun.net.httpserver.idleInterval", "60",
                    "sun.net.httpserver.maxReqHeaders", "50",
                    "sun.net.httpserver.nodelay", "true",
                    "jdk.httpserver.maxConnections", "1000");

    private final HttpServer server;
    private final ExecutorService threads;
    private final String pin;

    private DoorServer(HttpServer server, ExecutorService threads, String pin) {
        this.server = server;
        this.threads = threads;
        this.pin = pin;
    }

    /// Opens the door.
    ///
    /// @param listen its port may be 0 for any that is free
    /// @param random 32 bytes, for the certificate if there is none yet
    public static DoorServer open(
            VaultStore store, DoorFolder folder, InetSocketAddress listen, byte[] random)
            throws InterruptedException {
        limit();
        DoorCertificate certificate = DoorCertificate.of(folder, random);
        try {
            HttpsServer server = HttpsServer.create(listen, 0);
            server.setHttpsConfigurator(
                    new HttpsConfigurator(certificate.context()) {
                        @Override
                        public void configure(HttpsParameters parameters) {
                            SSLParameters tls = getSSLContext().getDefaultSSLParameters();
                            tls.setProtocols(new String[] {"TLSv1.3"});
                            parameters.setSSLParameters(tls);
                        }
                    });
            return start(server, store, folder, certificate.pin());
        } catch (IOException e) {
            throw DoorErrors.SETUP.error(
                    "nobody can listen at " + listen + ": " + e,
                    "name another address: --listen HOST:PORT",
                    e);
        }
    }

    /// Without TLS, for tests that break the line.
    static DoorServer openBare(VaultStore store, DoorFolder folder, InetSocketAddress listen)
            throws IOException {
        limit();
        return start(HttpServer.create(listen, 0), store, folder, "");
    }

    private static void limit() {
        LIMITS.forEach((name, value) -> {
            if (System.getProperty(name) == null) {
                System.setProperty(name, value);
            }
        });
    }

    private static DoorServer start(
            HttpServer server, VaultStore store, DoorFolder folder, String pin) {
        ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
        Mounted mounted = new Mounted(folder, store);
        mounted.requireSame();
        server.createContext(
                "/",
                new DoorHandler(new DoorRooms(store, mounted), new DoorTokens(folder), folder));
        server.setExecutor(threads);
        server.start();
        return new DoorServer(server, threads, pin);
    }

    public int port() {
        return server.getAddress().getPort();
    }

    /// The SHA-256 of its certificate, hex.
    public String pin() {
        return pin;
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }
}
