package dev.muster.provider.postgresql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.muster.model.ErrorCode;
import dev.muster.model.MusterException;
import dev.muster.model.RestoreTarget;
import dev.muster.provider.BackupReader;
import dev.muster.provider.RestoreReport;
import dev.muster.provider.RestoreRequest;
import dev.muster.provider.RestoreScope;
import dev.muster.provider.postgresql.kind.PostgresqlErrors;
import dev.muster.provider.postgresql.kind.PostgresqlSettings;
import dev.muster.testkit.CaptureRun;
import dev.muster.testkit.Faults;
import dev.muster.testkit.MemoryLog;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// A cluster whose data is brought back in its own folder.
@Timeout(180)
class PostgresqlInPlaceIT {
    private static final RestoreScope IN_PLACE = new RestoreScope(List.of(), true, false);

    @TempDir Path folder;
    private final MemoryLog log = new MemoryLog();
    private Lab lab;
    private TestCluster cluster;
    private Scene scene;
    private BackupReader base;
    private Instant moment;
    private Path data;

    /// Number 1, the moment, and number 2 which was a mistake.
    @BeforeEach
    void live() throws Exception {
        lab = new Lab(folder.resolve("work"));
        cluster = TestCluster.start(folder.resolve("north"), List.of());
        data = cluster.server().data();
        scene = Scene.of(cluster, folder.resolve("south"));
        try (CaptureRun<PostgresqlSettings> capture = lab.capturing(scene, log)) {
            base = lab.backup(scene);
            cluster.write(1);
            lab.timing.pause(Duration.ofMillis(20));
            moment = lab.timing.instant();
            lab.timing.pause(Duration.ofMillis(20));
            cluster.write(2);
            capture.awaitAll(cluster.end());
        }
    }

    @AfterEach
    void stop() {
        cluster.close();
    }

    @Test
    void aRunningServersFolderIsRefused() throws Exception {
        refused(PostgresqlErrors.RUNNING);

        cluster.write(3);
    }

    @Test
    void theFolderIsReplacedAndWhatWasThereIsKept() throws Exception {
        cluster.server().stop();

        RestoreReport report = restore(base);

        cluster.server().start();
        assertThat(TestCluster.numbers(cluster.port())).containsExactly(1);
        Path kept = kept();
        assertThat(report.notes()).singleElement().asString().contains(kept.toString());
        assertThat(kept.resolve("postmaster.pid")).doesNotExist();
        cluster.server().stop();
        Files.move(data, folder.resolve("undone"));
        Files.move(kept, data);
        cluster.server().start();
        cluster.forget();
        assertThat(TestCluster.numbers(cluster.port())).containsExactlyInAnyOrder(1, 2);
    }

    @Test
    void whereTheRestoreFailsTheFolderIsAsItWas() throws Exception {
        cluster.server().kill();

        assertThatThrownBy(() -> restore(Faults.damaged(base))).isInstanceOf(MusterException.class);

        cluster.server().start();
        cluster.forget();
        assertThat(TestCluster.numbers(cluster.port())).containsExactlyInAnyOrder(1, 2);
        try (Stream<Path> left = Files.list(folder.resolve("north"))) {
            assertThat(left.map(path -> path.getFileName().toString()))
                    .noneMatch(name -> name.startsWith("data."));
        }
    }

    @Test
    void foldersOfOthersAreRefused() throws Exception {
        cluster.server().stop();
        Path version = data.resolve("PG_VERSION");
        String right = Files.readString(version);
        Files.writeString(version, "13\n");
        refused(PostgresqlErrors.OTHER_DATA);
        Files.writeString(version, right);

        Path control = data.resolve("global/pg_control");
        byte[] bytes = Files.readAllBytes(control);
        bytes[0] ^= 1;
        Files.write(control, bytes);
        refused(PostgresqlErrors.OTHER_DATA);
        bytes[0] ^= 1;
        Files.write(control, bytes);

        restore(base);
    }

    /// Root could give the folder away; anybody else cannot even run as another.
    @Test
    void aFolderThatWouldChangeItsOwnerIsRefused() throws Exception {
        cluster.server().stop();
        boolean root = (Integer) Files.getAttribute(Path.of("/proc/self"), "unix:uid") == 0;
        Object before = Files.getAttribute(data, "unix:uid");
        scene = scene.runningAs(root ? "nobody" : "root");

        refused(root ? PostgresqlErrors.OWNER : PostgresqlErrors.RUN_AS);

        assertThat(Files.getAttribute(data, "unix:uid")).isEqualTo(before);
        assertThat(data.resolve("postmaster.pid")).doesNotExist();
        cluster.server().start();
        cluster.forget();
        assertThat(TestCluster.numbers(cluster.port())).containsExactlyInAnyOrder(1, 2);
    }

    private Path kept() throws IOException {
        try (Stream<Path> all = Files.list(folder.resolve("north"))) {
            return all.filter(path -> path.getFileName().toString().startsWith("data.replaced-"))
                    .findFirst()
                    .orElseThrow();
        }
    }

    private RestoreReport restore(BackupReader from) throws InterruptedException {
        return lab.store.restore(
                scene.recovery(),
                new RestoreRequest(
                        data, new RestoreTarget.AtTime(moment), IN_PLACE, Optional.empty()),
                from,
                log,
                lab.operation("in-place"));
    }

    private void refused(ErrorCode code) {
        assertThatThrownBy(() -> restore(base))
                .isInstanceOfSatisfying(
                        MusterException.class,
                        error -> {
                            assertThat(error.code()).as(error.getMessage()).isEqualTo(code);
                            assertThat(error.hint()).isNotEmpty();
                        });
    }
}
