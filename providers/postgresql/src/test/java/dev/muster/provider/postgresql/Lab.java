package dev.muster.provider.postgresql;

import static org.assertj.core.api.Assertions.assertThat;

import dev.muster.model.Epoch;
import dev.muster.model.RestoreTarget;
import dev.muster.provider.BackupReader;
import dev.muster.provider.BackupSummary;
import dev.muster.provider.DataStore.Started;
import dev.muster.provider.LogReader;
import dev.muster.provider.RestoreRequest;
import dev.muster.provider.Verification;
import dev.muster.provider.postgresql.kind.PostgresqlSettings;
import dev.muster.testkit.CaptureRun;
import dev.muster.testkit.MemoryBackup;
import dev.muster.testkit.MemoryLog;
import dev.muster.testkit.RealTiming;
import dev.muster.testkit.TestOperation;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;

/// The provider's operations on one scene, in few words.
final class Lab {
    final PostgresqlDataStore store = new PostgresqlDataStore();
    final RealTiming timing = new RealTiming();
    private final Path workspaces;
    private final AtomicInteger tokens = new AtomicInteger();

    Lab(Path workspaces) {
        this.workspaces = workspaces;
    }

    TestOperation operation(String token) {
        try {
            Path workspace = Files.createDirectories(workspaces.resolve(token));
            return new TestOperation(token, Epoch.FIRST, workspace, timing);
        } catch (IOException error) {
            throw new AssertionError(error);
        }
    }

    TestOperation operation() {
        return operation("token-" + tokens.incrementAndGet());
    }

    CaptureRun<PostgresqlSettings> capturing(Scene scene, MemoryLog log) {
        CaptureRun<PostgresqlSettings> run =
                new CaptureRun<>(store, scene.home(), operation("capture"));
        run.start(log);
        return run;
    }

    BackupReader backup(Scene scene) throws InterruptedException {
        return backup(scene, new MemoryBackup());
    }

    BackupReader backup(Scene scene, MemoryBackup backup) throws InterruptedException {
        BackupSummary summary = store.backup(scene.home(), backup, operation());
        return backup.reader(Scene.COMPONENT, "point-1", summary);
    }

    void restore(Scene scene, BackupReader base, LogReader log, RestoreTarget target)
            throws InterruptedException {
        store.restore(
                scene.recovery(), new RestoreRequest(scene.data(), target), base, log, operation());
    }

    Started recover(Scene scene, BackupReader base, LogReader log, RestoreTarget target)
            throws InterruptedException {
        restore(scene, base, log, target);
        return store.start(scene.recovery(), operation());
    }

    Verification verify(Scene scene) throws InterruptedException {
        return store.verify(scene.recovery(), operation());
    }

    static void assertNothingTouched(Scene scene) throws IOException {
        if (Files.exists(scene.south())) {
            try (Stream<Path> left = Files.list(scene.south())) {
                assertThat(left.toList()).isEqualTo(List.of());
            }
        }
    }
}
