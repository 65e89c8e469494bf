package dev.muster.vault.s3;

import dev.muster.model.Secret;
import java.net.URI;
import java.util.Properties;
import org.gaul.s3proxy.BlobStores;
import org.gaul.s3proxy.S3Proxy;
import org.gaul.s3proxy.auth.AuthenticationType;
import org.gaul.s3proxy.blobstore.BlobStore;

/// S3-compatible storage in this process, in memory, with one bucket.
public final class S3Server implements AutoCloseable {
    public static final String BUCKET = "vaults";
    public static final S3Credentials CREDENTIALS =
            new S3Credentials(new Secret("AKIDEXAMPLE"), new Secret("wJalrXUtnFEMIexample"));

    private final S3Proxy proxy;

    private S3Server(S3Proxy proxy) {
        this.proxy = proxy;
    }

    /// Compares signatures, as real storage does.
    public static S3Server start() {
        return start(AuthenticationType.AWS_V4);
    }

    /// Lets everybody in, and headers be changed on the way.
    public static S3Server startOpen() {
        return start(AuthenticationType.NONE);
    }

    private static S3Server start(AuthenticationType authentication) {
        BlobStore objects = BlobStores.create("transient-nio2", new Properties());
        objects.createContainer(BUCKET);
        S3Proxy proxy =
                S3Proxy.builder()
                        .blobStore(objects)
                        .endpoint(URI.create("http://127.0.0.1:0"))
                        .awsAuthentication(
                                authentication,
                                CREDENTIALS.accessKey().reveal(),
                                CREDENTIALS.secretKey().reveal())
                        .build();
        try {
            proxy.start();
        } catch (Exception e) {
            throw new AssertionError("s3proxy does not start", e);
        }
        return new S3Server(proxy);
    }

    public int port() {
        return proxy.getPort();
    }

    /// Like `s3://vaults/PREFIX?endpoint=...`.
    public String url(String prefix) {
        return url(prefix, port());
    }

    /// The same through a line to this server.
    public static String url(String prefix, int port) {
        return "s3://"
                + BUCKET
                + "/"
                + prefix
                + "?region=eu-west-3&endpoint=http://127.0.0.1:"
                + port;
    }

    @Override
    public void close() {
        try {
            proxy.stop();
        } catch (Exception e) {
            throw new AssertionError("s3proxy does not stop", e);
        }
    }
}
