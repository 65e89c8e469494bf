package dev.muster.vault.door;

import dev.muster.vault.format.ObjectHash;
import java.net.Socket;
import java.security.GeneralSecurityException;
import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.TrustManager;
import javax.net.ssl.X509ExtendedTrustManager;

/// Believes one certificate and no other, whoever vouches for it, and whatever name it has.
///
/// That the server has the private key to it is proved by the handshake.
final class Pinned extends X509ExtendedTrustManager {
    private final String pin;

    private Pinned(String pin) {
        this.pin = pin;
    }

    static SSLContext context(String pin) {
        try {
            SSLContext context = SSLContext.getInstance("TLSv1.3");
            context.init(null, new TrustManager[] {new Pinned(pin)}, null);
            return context;
        } catch (GeneralSecurityException never) {
            throw new IllegalStateException(never);
        }
    }

    private void require(X509Certificate[] chain) throws CertificateException {
        String found = chain.length == 0 ? "" : ObjectHash.of(chain[0].getEncoded()).hex();
        if (!found.equals(pin)) {
            throw new OtherCertificate(found);
        }
    }

    /// The server has another certificate than the one of the address.
    static final class OtherCertificate extends CertificateException {
        private static final long serialVersionUID = 1L;

        private final String found;

        OtherCertificate(String found) {
            super("the certificate is " + found);
            this.found = found;
        }

        String found() {
            return found;
        }
    }

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String type, SSLEngine engine)
            throws CertificateException {
        require(chain);
    }

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String type, Socket socket)
            throws CertificateException {
        require(chain);
    }

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String type)
            throws CertificateException {
        require(chain);
    }

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String type, SSLEngine engine)
            throws CertificateException {
        throw new CertificateException("no client has a certificate");
    }

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String type, Socket socket)
            throws CertificateException {
        throw new CertificateException("no client has a certificate");
    }

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String type)
            throws CertificateException {
        throw new CertificateException("no client has a certificate");
    }

    @Override
    public X509Certificate[] getAcceptedIssuers() {
        return new X509Certificate[0];
    }
}
