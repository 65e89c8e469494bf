package dev.muster.provider.redis.source;

import dev.muster.model.Address;
import dev.muster.provider.redis.kind.Folder;
import dev.muster.provider.redis.kind.RedisErrors;
import dev.muster.provider.redis.kind.RedisSettings;
import dev.muster.provider.redis.kind.Tls;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.util.Optional;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509TrustManager;

/// Encrypts connections as the strategy asks.
final class TlsSockets {
    private final RedisSettings.Connection connection;

    TlsSockets(RedisSettings.Connection connection) {
        this.connection = connection;
    }

    Socket over(Socket socket, Address address) throws IOException {
        SSLSocket tls =
                (SSLSocket)
                        context()
                                .getSocketFactory()
                                .createSocket(socket, address.host(), address.port(), true);
        if (connection.tls() == Tls.VERIFY_FULL) {
            SSLParameters parameters = tls.getSSLParameters();
            parameters.setEndpointIdentificationAlgorithm("HTTPS");
            tls.setSSLParameters(parameters);
        }
        tls.startHandshake();
        return tls;
    }

    private SSLContext context() throws IOException {
        try {
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(null, trust(), null);
            return context;
        } catch (GeneralSecurityException error) {
            throw RedisErrors.TLS.error(
                    "the authority in "
                            + connection.ca().map(Folder::path).orElse("this Java")
                            + " cannot be used: "
                            + error.getMessage(),
                    "openssl x509 -in CA -noout -text",
                    error);
        }
    }

    private TrustManager[] trust() throws IOException, GeneralSecurityException {
        if (connection.tls() == Tls.REQUIRE) {
            return new TrustManager[] {new Anybody()};
        }
        TrustManagerFactory factory =
                TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        factory.init(authority().orElse(null));
        return factory.getTrustManagers();
    }

    private Optional<KeyStore> authority() throws IOException, GeneralSecurityException {
        if (connection.ca().isEmpty()) {
            return Optional.empty();
        }
        KeyStore store = KeyStore.getInstance(KeyStore.getDefaultType());
        store.load(null, null);
        Path file = Path.of(connection.ca().get().path());
        try (InputStream in = Files.newInputStream(file)) {
            int count = 0;
            for (Certificate each :
                    CertificateFactory.getInstance("X.509").generateCertificates(in)) {
                store.setCertificateEntry("ca" + count++, each);
            }
        }
        return Optional.of(store);
    }

    /// What `require` asks for: nobody listens on the way, whoever is at its end.
    private static final class Anybody implements X509TrustManager {
        @Override
        public void checkClientTrusted(X509Certificate[] chain, String type) {}

        @Override
        public void checkServerTrusted(X509Certificate[] chain, String type) {}

        @Override
        public X509Certificate[] getAcceptedIssuers() {
            return new X509Certificate[0];
        }
    }
}
