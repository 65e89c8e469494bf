package dev.muster.bench;

import dev.muster.model.ByteSize;
import dev.muster.model.ComponentId;
import dev.muster.model.Epoch;
import dev.muster.model.FileMetadata;
import dev.muster.model.LogPosition;
import dev.muster.model.RegionId;
import dev.muster.model.Secret;
import dev.muster.model.VaultUrl;
import dev.muster.vault.repository.BackupSession;
import dev.muster.vault.repository.ExtractProgress;
import dev.muster.vault.repository.FileSink;
import dev.muster.vault.repository.KeyFolder;
import dev.muster.vault.repository.Vault;
import dev.muster.vault.repository.VaultPorts;
import dev.muster.vault.s3.S3Credentials;
import dev.muster.vault.s3.S3Store;
import dev.muster.vault.store.Copy;
import dev.muster.vault.store.WriteRule;
import java.io.IOException;
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

/// One large file to an S3 server behind a long line and back: how much of the line is used.
///
/// The server is the MinIO that `./verify --peers` builds, on this machine; the line is [SlowLink].
/// What is compared is the file's bytes against the bytes that the line could have carried in that
/// time; the file does not compress.
final class LinkSuite implements Suite {
    private static final Duration ROUND_TRIP = Duration.ofMillis(50);
    private static final long BITS = Long.getLong("link.bits", 1_000_000_000L);
    private static final ComponentId FILES = new ComponentId("files");
    private static final RegionId FAR = new RegionId("far");

    /// The promise is 90 % of the line at least, so at most 1/0.9 of the time that it takes.
    private static final double MOST = 1 / 0.9;

    @Override
    public String name() {
        return "link";
    }

    @Override
    public String description() {
        return "one large file to S3 through 50 ms of latency and 1 Gbit/s, and back";
    }

    @Override
    public List<Figure> run(Lab lab) throws IOException, InterruptedException {
        Path work = Files.createTempDirectory("muster-bench-link-");
        ByteSize size = lab.quick() ? new ByteSize(256L << 20) : new ByteSize(10L << 30);
        int rounds = lab.quick() ? 1 : 3;
        try {
            return measured(lab, work, size, rounds);
        } finally {
            lab.delete(work);
        }
    }

    private static List<Figure> measured(Lab lab, Path work, ByteSize size, int rounds)
            throws IOException, InterruptedException {
        List<Double> up = new ArrayList<>();
        List<Double> down = new ArrayList<>();
        List<Double> sent = new ArrayList<>();
        for (int i = 0; i < rounds; i++) {
            Path round = Files.createDirectory(work.resolve("round-" + i));
            try (Minio minio = Minio.start(round);
                    SlowLink link = new SlowLink(minio.port(), ROUND_TRIP, BITS)) {
                double ideal = size.bytes() * 8.0 / BITS;
                Round measured = new Round(round, link, size);
                up.add(measured.backup() / ideal);
                sent.add((double) link.sent() / size.bytes());
                down.add(measured.restore() / ideal);
            }
            lab.delete(round);
        }
        return List.of(
                new Figure("link-backup", Figure.percentile(up, 0.5), "of ideal time", MOST, up),
                new Figure(
                        "link-restore", Figure.percentile(down, 0.5), "of ideal time", MOST, down),
                new Figure(
                        "link-sent",
                        Figure.percentile(sent, 0.5),
                        "of the file",
                        Double.POSITIVE_INFINITY,
                        sent));
    }

    /// One backup and its restore.
    private static final class Round {
        private final Path folder;
        private final ByteSize size;
        private final KeyFolder keys;
        private final List<Copy> copies;
        private final VaultPorts ports = VaultPorts.of(new Clock());
        private String point = "";

        Round(Path folder, SlowLink link, ByteSize size) {
            this.folder = folder;
            this.size = size;
            this.keys = new KeyFolder(folder.resolve("keys"));
            String url = Minio.url(link.port());
            S3Credentials credentials =
                    new S3Credentials(new Secret(Minio.ACCESS_KEY), new Secret(Minio.SECRET_KEY));
            S3Store store =
                    new S3Store(
                            (VaultUrl.Bucket) VaultUrl.parse(url),
                            Optional.of(credentials),
                            new Clock(),
                            () -> ThreadLocalRandom.current().nextDouble());
            this.copies = List.of(new Copy(FAR, store));
        }

        /// Seconds until the file is in the vault.
        double backup() {
            byte[] content = new byte[8 << 20];
            Random random = new Random(1);
            try (Vault vault = Vault.create("bench", copies, keys, ports)) {
                vault.addSource(FILES, keys);
                long began = System.nanoTime();
                try (BackupSession session =
                        vault.backup(keys.source(FILES), Epoch.FIRST, WriteRule.requiring(FAR))) {
                    try (FileSink sink = session.file("large", FileMetadata.ofMode(0600), 8192)) {
                        for (long at = 0; at < size.bytes(); at += content.length) {
                            random.nextBytes(content);
                            sink.write(ByteBuffer.wrap(content));
                        }
                    }
                    LogPosition start = new LogPosition("1", 0);
                    point = session.commit(Instant.now(), Instant.now(), start, start).id();
                }
                return (System.nanoTime() - began) / 1e9;
            }
        }

        /// Seconds until the file is back, synced.
        double restore() throws InterruptedException {
            try (Vault vault = Vault.open(copies, ports)) {
                long began = System.nanoTime();
                vault.snapshot(FILES, point, keys.archive())
                        .extract(folder.resolve("back"), path -> true, ExtractProgress.SILENT);
                return (System.nanoTime() - began) / 1e9;
            }
        }
    }
}
