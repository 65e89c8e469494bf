package dev.muster.vault.s3;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.http.apache.ApacheHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.BucketVersioningStatus;
import software.amazon.awssdk.services.s3.model.S3Object;

/// A real MinIO that `./verify --peers` built, as a process of its own.
public final class Minio implements AutoCloseable {
    /// As `scripts/peers.sh` pins it.
    private static final String VERSION = "v0.0.0-20260212201848-7aac2a2c5b7c";

    private final Process process;
    private final int port;
    private final S3Client root;

    private Minio(Process process, int port) {
        this.process = process;
        this.port = port;
        this.root =
                S3Client.builder()
                        .endpointOverride(URI.create("http://127.0.0.1:" + port))
                        .forcePathStyle(true)
                        .region(Region.US_EAST_1)
                        .credentialsProvider(
                                StaticCredentialsProvider.create(
                                        AwsBasicCredentials.create(
                                                S3Server.CREDENTIALS.accessKey().reveal(),
                                                S3Server.CREDENTIALS.secretKey().reveal())))
                        .httpClientBuilder(ApacheHttpClient.builder())
                        .build();
    }

    private static Path binary() {
        String cache =
                Optional.ofNullable(System.getenv("XDG_CACHE_HOME"))
                        .orElse(System.getProperty("user.home") + "/.cache");
        String peers =
                Optional.ofNullable(System.getenv("MUSTER_PEERS")).orElse(cache + "/muster/peers");
        Path binary = Path.of(peers, "minio-" + VERSION, "minio");
        if (!Files.isExecutable(binary)) {
            throw new AssertionError(binary + " is not there; `./verify --peers` builds it");
        }
        return binary;
    }

    /// @param folder an empty one, for its objects
    public static Minio start(Path folder) throws IOException, InterruptedException {
        int port;
        try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            port = free.getLocalPort();
        }
        ProcessBuilder builder =
                new ProcessBuilder(
                        binary().toString(),
                        "server",
                        "--quiet",
                        "--address",
                        "127.0.0.1:" + port,
                        folder.resolve("objects").toString());
        builder.environment().put("MINIO_BROWSER", "off");
        builder.environment().put("MINIO_UPDATE", "off");
        builder.environment().put("MINIO_ROOT_USER", S3Server.CREDENTIALS.accessKey().reveal());
        builder.environment().put("MINIO_ROOT_PASSWORD", S3Server.CREDENTIALS.secretKey().reveal());
        builder.environment().put("HOME", folder.toString());
        builder.redirectErrorStream(true).redirectOutput(folder.resolve("minio.log").toFile());
        Minio minio = new Minio(builder.start(), port);
        try {
            minio.awaitAnswer(folder);
            minio.bucket(S3Server.BUCKET, false);
            return minio;
        } catch (RuntimeException | Error e) {
            minio.close();
            throw e;
        }
    }

    private void awaitAnswer(Path folder) throws IOException, InterruptedException {
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(60);
        while (true) {
            try {
                root.listBuckets();
                return;
            } catch (SdkException notYet) {
                if (!process.isAlive() || System.nanoTime() > end) {
                    throw new AssertionError(
                            "minio does not answer: "
                                    + Files.readString(folder.resolve("minio.log")),
                            notYet);
                }
                Thread.sleep(100);
            }
        }
    }

    /// Makes a bucket.
    public void bucket(String name, boolean lock) {
        root.createBucket(it -> it.bucket(name).objectLockEnabledForBucket(lock));
    }

    /// Makes a bucket that keeps versions.
    public void versioned(String name) {
        bucket(name, false);
        root.putBucketVersioning(it ->
                it.bucket(name)
                        .versioningConfiguration(v -> v.status(BucketVersioningStatus.ENABLED)));
    }

    /// Writes an object.
    public void put(String bucket, String key, String content) {
        root.putObject(it -> it.bucket(bucket).key(key), RequestBody.fromString(content));
    }

    /// What an object holds.
    public String content(String bucket, String key) {
        return root.getObjectAsBytes(it -> it.bucket(bucket).key(key)).asUtf8String();
    }

    /// The keys of a bucket, at most a thousand.
    public List<String> keys(String bucket) {
        return root.listObjectsV2(it -> it.bucket(bucket)).contents().stream()
                .map(S3Object::key)
                .toList();
    }

    /// With all rights, to look behind what is tested.
    public S3Client root() {
        return root;
    }

    public int port() {
        return port;
    }

    public String url(String prefix) {
        return S3Server.url(prefix, port).replace("eu-west-3", "us-east-1");
    }

    @Override
    public void close() {
        root.close();
        process.destroy();
        try {
            if (!process.waitFor(10, TimeUnit.SECONDS)) {
                process.destroyForcibly();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
