package dev.muster.trust;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLServerSocket;
import javax.net.ssl.SSLSocket;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// With a real server, whose certificate names another host.
class TrustTest {
    private static final String PASSWORD = "of-no-worth";

    @TempDir Path folder;
    private Path certificate;
    private SSLServerSocket server;

    @BeforeEach
    void start() throws Exception {
        Path keys = folder.resolve("keys.p12");
        certificate = folder.resolve("ca.pem");
        String store = "-storetype PKCS12 -alias it -storepass " + PASSWORD + " -keystore " + keys;
        keytool("-genkeypair -keyalg EC -dname CN=elsewhere.example.com " + store);
        keytool("-exportcert -rfc -file " + certificate + " " + store);
        server =
                (SSLServerSocket)
                        identity(keys)
                                .getServerSocketFactory()
                                .createServerSocket(0, 9, InetAddress.getLoopbackAddress());
        Thread.ofVirtual().start(this::serve);
    }

    @AfterEach
    void stop() throws IOException {
        server.close();
    }

    private static void keytool(String words) throws Exception {
        String keytool = Path.of(System.getProperty("java.home"), "bin", "keytool").toString();
        Process process =
                new ProcessBuilder(
                                Stream.concat(
                                                Stream.of(keytool),
                                                List.of(words.split(" ")).stream())
                                        .toList())
                        .redirectErrorStream(true)
                        .start();
        String said = new String(process.getInputStream().readAllBytes());
        assertThat(process.waitFor()).as(said).isZero();
    }

    private static SSLContext identity(Path keys) throws Exception {
        KeyStore store = KeyStore.getInstance("PKCS12");
        try (InputStream in = Files.newInputStream(keys)) {
            store.load(in, PASSWORD.toCharArray());
        }
        KeyManagerFactory factory =
                KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        factory.init(store, PASSWORD.toCharArray());
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(factory.getKeyManagers(), null, null);
        return context;
    }

    private void serve() {
        while (!server.isClosed()) {
            try (SSLSocket client = (SSLSocket) server.accept()) {
                client.getOutputStream().write('!');
            } catch (IOException refused) {
                // by a client that does not believe it
                continue;
            }
        }
    }

    /// What a client reads that looks at the name of the host, or does not.
    private int read(SSLContext context, boolean named) throws IOException {
        try (SSLSocket socket =
                (SSLSocket)
                        context.getSocketFactory()
                                .createSocket(
                                        InetAddress.getLoopbackAddress(), server.getLocalPort())) {
            if (named) {
                SSLParameters parameters = socket.getSSLParameters();
                parameters.setEndpointIdentificationAlgorithm("HTTPS");
                socket.setSSLParameters(parameters);
            }
            return socket.getInputStream().read();
        }
    }

    @Test
    void whoWasSignedByTheAuthorityIsBelieved() throws Exception {
        assertThat(read(Trust.in(Optional.of(certificate)), false)).isEqualTo('!');
    }

    @Test
    void whoBearsAnotherNameIsNotBelievedWhereTheNameCounts() throws Exception {
        SSLContext trust = Trust.in(Optional.of(certificate));
        assertThatThrownBy(() -> read(trust, true)).isInstanceOf(SSLException.class);
    }

    @Test
    void whoWasSignedByNobodyKnownIsNotBelieved() throws Exception {
        SSLContext trust = Trust.in(Optional.empty());
        assertThatThrownBy(() -> read(trust, false)).isInstanceOf(SSLException.class);
    }

    @Test
    void anybodyIsBelievedWhateverTheName() throws Exception {
        assertThat(read(Trust.inAnybody(), false)).isEqualTo('!');
        assertThat(read(Trust.inAnybody(), true)).isEqualTo('!');
    }

    @Test
    void aFileWithoutACertificateIsRefused() throws Exception {
        Path file = Files.writeString(folder.resolve("empty.pem"), "no certificate\n");
        assertThatThrownBy(() -> read(Trust.in(Optional.of(file)), false))
                .isInstanceOfAny(GeneralSecurityException.class, SSLException.class);
    }
}
