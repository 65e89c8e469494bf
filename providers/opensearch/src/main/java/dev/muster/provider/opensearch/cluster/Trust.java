package dev.muster.provider.opensearch.cluster;

import dev.muster.provider.opensearch.kind.Folder;
import dev.muster.provider.opensearch.kind.OpenSearchErrors;
import dev.muster.provider.opensearch.kind.OpenSearchSettings;
import dev.muster.provider.opensearch.kind.Tls;
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
import javax.net.ssl.SSLEngine;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509ExtendedTrustManager;

/// Whom an encrypted connection believes.
final class Trust {
    private Trust() {}

    static SSLContext of(OpenSearchSettings.Connection connection) {
        try {
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(null, managers(connection), null);
            return context;
        } catch (GeneralSecurityException | IOException error) {
            String file = connection.ca().map(Folder::path).orElse("CA");
            throw OpenSearchErrors.UNREACHABLE.error(
                    "the authority in " + file + " cannot be used: " + error.getMessage(),
                    "openssl x509 -in " + file + " -noout -text",
                    error);
        }
    }

    private static TrustManager[] managers(OpenSearchSettings.Connection connection)
            throws IOException, GeneralSecurityException {
        if (connection.tls() == Tls.REQUIRE) {
            return new TrustManager[] {new Anybody()};
        }
        TrustManagerFactory factory =
                TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        factory.init(authority(connection.ca()).orElse(null));
        return factory.getTrustManagers();
    }

    private static Optional<KeyStore> authority(Optional<Folder> file)
            throws IOException, GeneralSecurityException {
        if (file.isEmpty()) {
            return Optional.empty();
        }
        KeyStore store = KeyStore.getInstance(KeyStore.getDefaultType());
        store.load(null, null);
        try (InputStream in = Files.newInputStream(Path.of(file.get().path()))) {
            int count = 0;
            for (Certificate each :
                    CertificateFactory.getInstance("X.509").generateCertificates(in)) {
                store.setCertificateEntry("ca" + count++, each);
            }
        }
        return Optional.of(store);
    }

    /// What `require` asks for: nobody listens on the way, whoever is at its end. This type is
    /// asked for the name of the host too, and does not look at it.
    private static final class Anybody extends X509ExtendedTrustManager {
        @Override
        public void checkClientTrusted(X509Certificate[] chain, String type) {}

        @Override
        public void checkClientTrusted(X509Certificate[] chain, String type, Socket socket) {}

        @Override
        public void checkClientTrusted(X509Certificate[] chain, String type, SSLEngine engine) {}

        @Override
        public void checkServerTrusted(X509Certificate[] chain, String type) {}

        @Override
        public void checkServerTrusted(X509Certificate[] chain, String type, Socket socket) {}

        @Override
        public void checkServerTrusted(X509Certificate[] chain, String type, SSLEngine engine) {}

        @Override
        public X509Certificate[] getAcceptedIssuers() {
            return new X509Certificate[0];
        }
    }
}
