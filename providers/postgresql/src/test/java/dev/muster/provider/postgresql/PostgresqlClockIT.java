package dev.muster.provider.postgresql;

import static org.assertj.core.api.Assertions.assertThat;

import dev.muster.model.Epoch;
import dev.muster.model.RestoreTarget;
import dev.muster.model.Timing;
import dev.muster.provider.BackupReader;
import dev.muster.provider.BackupSummary;
import dev.muster.provider.RestoreReport;
import dev.muster.provider.RestoreRequest;
import dev.muster.provider.postgresql.export.Attributes;
import dev.muster.provider.postgresql.kind.PostgresqlSettings;
import dev.muster.testkit.CaptureRun;
import dev.muster.testkit.MemoryBackup;
import dev.muster.testkit.MemoryLog;
import dev.muster.testkit.TestOperation;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// A source whose clock is not this machine's.
@Timeout(180)
class PostgresqlClockIT {
    @TempDir Path folder;
    private TestCluster cluster;
    private Scene scene;
    private Lab lab;

    @BeforeEach
    void start() throws Exception {
        cluster = TestCluster.start(folder.resolve("north"), List.of());
        scene = Scene.of(cluster, folder.resolve("south"));
        lab = new Lab(folder.resolve("work"));
    }

    @AfterEach
    void stop() throws Exception {
        scene.killRestored();
        cluster.close();
    }

    /// This machine's clock, set wrong; seen from it, it is the source's that is.
    private record Shifted(Timing real, Duration by) implements Timing {
        @Override
        public Instant instant() {
            return real.instant().plus(by);
        }

        @Override
        public long nanos() {
            return real.nanos();
        }

        @Override
        public void pause(Duration duration) throws InterruptedException {
            real.pause(duration);
        }
    }

    private TestOperation shifted(String token, Duration by) throws Exception {
        return new TestOperation(
                token,
                Epoch.FIRST,
                Files.createDirectories(folder.resolve("work").resolve(token)),
                new Shifted(lab.timing, by));
    }

    @ParameterizedTest
    @ValueSource(ints = {-1, 1})
    void aMomentToRestoreToIsByTheSourcesClockAndThatIsTold(int daysHere) throws Exception {
        Duration by = Duration.ofDays(daysHere);
        String words = daysHere > 0 ? "1 d behind" : "1 d ahead of";
        MemoryLog log = new MemoryLog();
        MemoryBackup taken = new MemoryBackup();
        BackupReader base;
        Instant moment;
        try (CaptureRun<PostgresqlSettings> capture =
                new CaptureRun<>(lab.store, scene.home(), shifted("capture", by))) {
            capture.start(log);
            BackupSummary summary = lab.store.backup(scene.home(), taken, shifted("backup", by));
            assertThat(summary.remarks()).anyMatch(remark -> remark.contains(words));
            base = taken.reader(Scene.COMPONENT, "point-1", summary);
            cluster.write(1);
            lab.timing.pause(Duration.ofMillis(20));
            moment = lab.timing.instant();
            lab.timing.pause(Duration.ofMillis(20));
            cluster.write(2);
            capture.awaitAll(cluster.end());
        }

        RestoreReport report =
                lab.store.restore(
                        scene.recovery(),
                        new RestoreRequest(scene.data(), new RestoreTarget.AtTime(moment)),
                        base,
                        log,
                        shifted("restore", by));

        assertThat(report.notes())
                .anyMatch(note -> note.contains(words) && note.contains(moment + " there"));
        lab.store.start(scene.recovery(), shifted("start", by));
        assertThat(TestCluster.numbers(scene.southPort())).isEqualTo(Set.of(1));
    }

    @Test
    void clocksThatAgreeAreNothingToTell() throws Exception {
        MemoryBackup taken = new MemoryBackup();

        BackupSummary summary = lab.store.backup(scene.home(), taken, lab.operation());

        assertThat(summary.remarks()).noneMatch(remark -> remark.contains("clock"));
        assertThat(
                        taken.reader(Scene.COMPONENT, "point-1", summary)
                                .attribute(Attributes.CLOCK_AHEAD))
                .isEmpty();
    }
}
