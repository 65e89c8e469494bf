package dev.muster.bench;

import dev.muster.servers.Ports;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

/// The MinIO that `./verify --peers` builds, as a process of its own, with one bucket.
final class Minio implements AutoCloseable {
    static final String ACCESS_KEY = "benchmark";
    static final String SECRET_KEY = "benchmark-secret";

    private static final String VERSION = "minio-v0.0.0-20260212201848-7aac2a2c5b7c";

    private final Process process;
    private final int port;

    private Minio(Process process, int port) {
        this.process = process;
        this.port = port;
    }

    /// @param folder for its objects and what it says
    static Minio start(Path folder) throws IOException, InterruptedException {
        String cache =
                Optional.ofNullable(System.getenv("XDG_CACHE_HOME"))
                        .orElse(System.getProperty("user.home") + "/.cache");
        Path binary = Path.of(cache, "muster", "peers", VERSION, "minio");
        if (!Files.isExecutable(binary)) {
            throw new IOException(binary + " is not there; `./verify --peers` builds it");
        }
        // a bucket of a single-drive MinIO is a folder
        Files.createDirectories(folder.resolve("objects/bench"));
        int port = Ports.free();
        ProcessBuilder builder =
                new ProcessBuilder(
                        binary.toString(),
                        "server",
                        "--quiet",
                        "--address",
                        "127.0.0.1:" + port,
                        folder.resolve("objects").toString());
        builder.environment().put("MINIO_BROWSER", "off");
        builder.environment().put("MINIO_UPDATE", "off");
        builder.environment().put("MINIO_ROOT_USER", ACCESS_KEY);
        builder.environment().put("MINIO_ROOT_PASSWORD", SECRET_KEY);
        builder.redirectErrorStream(true).redirectOutput(folder.resolve("minio.log").toFile());
        Minio minio = new Minio(builder.start(), port);
        long limit = System.nanoTime() + Duration.ofSeconds(60).toNanos();
        while (!answers(port)) {
            if (!minio.process.isAlive() || System.nanoTime() > limit) {
                throw new IOException("minio does not start; see " + folder);
            }
            Thread.sleep(100);
        }
        return minio;
    }

    private static boolean answers(int port) {
        try (Socket _ = new Socket(InetAddress.getLoopbackAddress(), port)) {
            return true;
        } catch (IOException notYet) {
            return false;
        }
    }

    int port() {
        return port;
    }

    /// The address of a vault in its bucket, through a port that leads to it.
    static String url(int port) {
        return "s3://bench/vault?region=us-east-1&endpoint=http://127.0.0.1:" + port;
    }

    @Override
    public void close() {
        process.destroy();
        process.onExit().join();
    }
}
