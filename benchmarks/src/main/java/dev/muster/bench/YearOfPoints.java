package dev.muster.bench;

import dev.muster.model.ComponentId;
import dev.muster.model.Epoch;
import dev.muster.model.FileMetadata;
import dev.muster.model.LogPosition;
import dev.muster.model.RegionId;
import dev.muster.model.Timing;
import dev.muster.vault.log.LogSpool;
import dev.muster.vault.repository.BackupSession;
import dev.muster.vault.repository.FileSink;
import dev.muster.vault.repository.KeyFolder;
import dev.muster.vault.repository.Vault;
import dev.muster.vault.repository.VaultPorts;
import dev.muster.vault.store.Copy;
import dev.muster.vault.store.FolderStore;
import dev.muster.vault.store.WriteRule;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/// A vault with a base for each day of a year and log for each hour, made under a clock of its own,
/// and how long it takes to list what can be restored.
final class YearOfPoints {
    private static final ComponentId DATA = new ComponentId("data");
    private static final RegionId HERE = new RegionId("here");
    private static final String LINE = "7400000000000000001.1";
    private static final int DAYS = 365;
    private static final int HOURS = 24;
    private static final int LOG = 4 << 10;
    private static final int ROUNDS = 5;

    private final Lab lab;
    private final Home home;
    private final Samples samples;
    private final Calendar calendar = new Calendar();

    YearOfPoints(Lab lab, Path folder, Samples samples) {
        this.lab = lab;
        this.home = new Home(folder);
        this.samples = samples;
    }

    void run() throws IOException, InterruptedException {
        Files.createDirectories(home.folder());
        Peer.Muster muster = new Peer.Muster(lab.root().resolve("muster"), DataBed.NEAR);
        lab.usage(
                Peer.Muster.init(muster.program(), home.folder(), strategy()),
                muster.environment(home.folder()));
        fill();
        List<String> points = new ArrayList<>(List.of(muster.program().toString()));
        points.addAll(List.of("--strategy", home.folder() + "/muster.yaml", "points", "data"));
        for (int i = 0; i < ROUNDS; i++) {
            samples.note(
                    "points-of-a-year", lab.usage(points, muster.environment(home.folder())), 0);
        }
        samples.bound("points-of-a-year wall", 0.5);
    }

    private String strategy() {
        return home.strategy(
                ", logs: { capture-from: here }",
                """
                kind: postgresql
                connection: { host: 127.0.0.1, port: 1, user: muster, password: "${env:BENCH_PASSWORD}", database: postgres }
                recover:
                  in: here
                  method: restore
                  server: { bin: %s, data: "%s/data", port: 1 }
                """
                        .formatted(DataBed.bin(), home.folder()));
    }

    private void fill() throws InterruptedException {
        KeyFolder keys = new KeyFolder(home.folder().resolve("config/muster/keys/bench/main"));
        List<Copy> copies =
                List.of(new Copy(HERE, new FolderStore(home.folder().resolve("vault"))));
        LogPosition at = new LogPosition(LINE, 0x1000000L);
        byte[] content = new byte[LOG];
        Random random = new Random(1);
        try (Vault vault = Vault.open(copies, VaultPorts.of(calendar));
                LogSpool log =
                        LogSpool.open(
                                vault,
                                keys.source(DATA),
                                home.folder().resolve("spool"),
                                Epoch.FIRST)) {
            for (int day = 0; day < (lab.quick() ? DAYS / 10 : DAYS); day++) {
                base(vault, keys, at);
                for (int hour = 0; hour < HOURS; hour++) {
                    random.nextBytes(content);
                    log.append(at, ByteBuffer.wrap(content), calendar.instant());
                    at = log.flush();
                    log.ship(WriteRule.requiring(HERE));
                    calendar.pause(Duration.ofHours(1));
                }
            }
        }
    }

    private void base(Vault vault, KeyFolder keys, LogPosition at) {
        try (BackupSession session =
                vault.backup(keys.source(DATA), Epoch.FIRST, WriteRule.requiring(HERE))) {
            try (FileSink file = session.file("PG_VERSION", FileMetadata.ofMode(0600), 0)) {
                file.write(ByteBuffer.wrap(new byte[] {'1', '5', '\n'}));
            }
            session.commit(calendar.instant(), calendar.instant(), at, at);
        }
    }

    /// Begins a year ago and goes on when it is told to.
    private static final class Calendar implements Timing {
        private final Clock clock = new Clock();
        private Instant now = clock.instant().minus(Duration.ofDays(DAYS));

        @Override
        public synchronized Instant instant() {
            return now;
        }

        @Override
        public long nanos() {
            return clock.nanos();
        }

        @Override
        public synchronized void pause(Duration duration) {
            now = now.plus(duration);
        }
    }
}
