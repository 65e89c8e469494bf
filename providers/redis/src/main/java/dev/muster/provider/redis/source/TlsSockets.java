package dev.muster.provider.redis.source;

import dev.muster.model.Address;
import dev.muster.provider.redis.kind.Folder;
import dev.muster.provider.redis.kind.RedisErrors;
import dev.muster.provider.redis.kind.RedisSettings;
import dev.muster.provider.redis.kind.Tls;
import dev.muster.trust.Trust;
import java.io.IOException;
import java.net.Socket;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;

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
            return connection.tls() == Tls.REQUIRE
                    ? Trust.inAnybody()
                    : Trust.in(connection.ca().map(file -> Path.of(file.path())));
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
}
