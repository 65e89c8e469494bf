package dev.muster.vault.kms;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.http.apache.ApacheHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.kms.KmsClient;

/// moto, a simulator of AWS that `./verify --peers` installed, as a process of its own. It answers
/// for all regions at one address.
public final class Moto implements AutoCloseable {
    /// As `scripts/peers.sh` pins it.
    private static final String VERSION = "5.1.22";

    private final Process process;
    private final URI endpoint;

    private Moto(Process process, URI endpoint) {
        this.process = process;
        this.endpoint = endpoint;
    }

    private static Path packages() {
        String cache =
                Optional.ofNullable(System.getenv("XDG_CACHE_HOME"))
                        .orElse(System.getProperty("user.home") + "/.cache");
        String peers =
                Optional.ofNullable(System.getenv("MUSTER_PEERS")).orElse(cache + "/muster/peers");
        Path packages = Path.of(peers, "moto-" + VERSION);
        if (!Files.isDirectory(packages)) {
            throw new AssertionError(packages + " is not there; `./verify --peers` installs it");
        }
        return packages;
    }

    /// @param folder for its messages
    public static Moto start(Path folder) throws IOException, InterruptedException {
        int port;
        try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            port = free.getLocalPort();
        }
        ProcessBuilder builder =
                new ProcessBuilder(
                        "python3", "-m", "moto.server", "-H", "127.0.0.1", "-p", "" + port);
        builder.environment().put("PYTHONPATH", packages().toString());
        builder.environment().put("PYTHONDONTWRITEBYTECODE", "1");
        Path log = folder.resolve("moto.log");
        builder.redirectErrorStream(true).redirectOutput(log.toFile());
        Moto moto = new Moto(builder.start(), URI.create("http://127.0.0.1:" + port));
        try {
            moto.awaitAnswer(log);
            return moto;
        } catch (RuntimeException | Error e) {
            moto.close();
            throw e;
        }
    }

    private void awaitAnswer(Path log) throws IOException, InterruptedException {
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(90);
        while (true) {
            try (KmsClient kms = client("eu-west-3")) {
                kms.listKeys();
                return;
            } catch (SdkException notYet) {
                if (!process.isAlive() || System.nanoTime() > end) {
                    throw new AssertionError(
                            "moto does not answer: " + Files.readString(log), notYet);
                }
                Thread.sleep(200);
            }
        }
    }

    public URI endpoint() {
        return endpoint;
    }

    KmsClient client(String region) {
        return KmsClient.builder()
                .endpointOverride(endpoint)
                .region(Region.of(region))
                .credentialsProvider(
                        StaticCredentialsProvider.create(AwsBasicCredentials.create("t", "t")))
                .httpClientBuilder(ApacheHttpClient.builder())
                .build();
    }

    /// A key of one region.
    public String key(String region) {
        try (KmsClient kms = client(region)) {
            return kms.createKey().keyMetadata().arn();
        }
    }

    @Override
    public void close() {
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
