package dev.muster.bench;

import dev.muster.model.ComponentId;
import dev.muster.model.Epoch;
import dev.muster.model.LogPosition;
import dev.muster.model.RegionId;
import dev.muster.model.Secret;
import dev.muster.model.VaultUrl;
import dev.muster.vault.log.LogArchive;
import dev.muster.vault.log.LogSpool;
import dev.muster.vault.repository.KeyFolder;
import dev.muster.vault.repository.Vault;
import dev.muster.vault.repository.VaultPorts;
import dev.muster.vault.s3.S3Credentials;
import dev.muster.vault.s3.S3Store;
import dev.muster.vault.store.Copy;
import dev.muster.vault.store.WriteRule;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.ThreadLocalRandom;

/// Captured log in many small objects on S3 behind a long line: how long it takes until the
/// restorable window is known, and until all of it was read.
final class LogSuite implements Suite {
    private static final Duration ROUND_TRIP = Duration.ofMillis(50);
    private static final long BITS = 1_000_000_000L;
    private static final ComponentId ORDERS = new ComponentId("orders-db");
    private static final RegionId FAR = new RegionId("far");
    private static final int BYTES = 16 << 10;

    @Override
    public String name() {
        return "log";
    }

    @Override
    public String description() {
        return "the window of many log objects on S3 through 50 ms of latency, and reading them";
    }

    @Override
    public List<Figure> run(Lab lab) throws IOException, InterruptedException {
        int segments = lab.quick() ? 200 : 4000;
        int rounds = lab.quick() ? 1 : 3;
        Path work = Files.createTempDirectory("muster-bench-log-");
        KeyFolder keys = new KeyFolder(work.resolve("keys"));
        try (Minio minio = Minio.start(work);
                SlowLink link = new SlowLink(minio.port(), ROUND_TRIP, BITS)) {
            LogPosition end = write(minio.port(), keys, work.resolve("spool"), segments);
            List<Double> window = new ArrayList<>();
            List<Double> read = new ArrayList<>();
            for (int i = 0; i < rounds; i++) {
                measure(link.port(), keys, end, window, read);
            }
            return List.of(figure("log-window", window), figure("log-read", read));
        } finally {
            lab.delete(work);
        }
    }

    private static Figure figure(String name, List<Double> seconds) {
        return new Figure(name, Figure.percentile(seconds, 0.5), "s", 20, seconds);
    }

    private static LogPosition write(int port, KeyFolder keys, Path spool, int segments)
            throws InterruptedException {
        LogPosition at = new LogPosition("1", 0);
        Random random = new Random(1);
        byte[] content = new byte[BYTES];
        try (Vault vault = Vault.create("bench", copies(port), keys, ports())) {
            vault.addSource(ORDERS, keys);
            try (LogSpool log = LogSpool.open(vault, keys.source(ORDERS), spool, Epoch.FIRST)) {
                for (int i = 0; i < segments; i++) {
                    random.nextBytes(content);
                    log.append(at, ByteBuffer.wrap(content), Instant.now());
                    at = log.flush();
                    log.ship(WriteRule.requiring(FAR));
                }
            }
        }
        return at;
    }

    private static void measure(
            int port, KeyFolder keys, LogPosition end, List<Double> window, List<Double> read) {
        try (Vault vault = Vault.open(copies(port), ports())) {
            long began = System.nanoTime();
            LogArchive log = LogArchive.open(vault, ORDERS, keys.archive(), Optional.empty());
            List<LogArchive.Range> ranges = log.ranges();
            if (ranges.size() != 1 || !ranges.getFirst().to().equals(end)) {
                throw new IllegalStateException("the log has a hole: " + ranges);
            }
            window.add((System.nanoTime() - began) / 1e9);
            began = System.nanoTime();
            log.copy(ranges.getFirst().from(), end, OutputStream.nullOutputStream());
            read.add((System.nanoTime() - began) / 1e9);
        }
    }

    private static VaultPorts ports() {
        return VaultPorts.of(new Clock());
    }

    private static List<Copy> copies(int port) {
        S3Credentials credentials =
                new S3Credentials(new Secret(Minio.ACCESS_KEY), new Secret(Minio.SECRET_KEY));
        return List.of(
                new Copy(
                        FAR,
                        new S3Store(
                                (VaultUrl.Bucket) VaultUrl.parse(Minio.url(port)),
                                Optional.of(credentials),
                                new Clock(),
                                () -> ThreadLocalRandom.current().nextDouble())));
    }
}
