package dev.muster.provider.mariadb;

import dev.muster.model.Epoch;
import dev.muster.model.RestoreTarget;
import dev.muster.provider.BackupReader;
import dev.muster.provider.BackupSummary;
import dev.muster.provider.DataStore.Started;
import dev.muster.provider.LogReader;
import dev.muster.provider.RestoreReport;
import dev.muster.provider.RestoreRequest;
import dev.muster.provider.mariadb.kind.MariadbSettings;
import dev.muster.testkit.CaptureRun;
import dev.muster.testkit.MemoryBackup;
import dev.muster.testkit.MemoryLog;
import dev.muster.testkit.RealTiming;
import dev.muster.testkit.TestOperation;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicInteger;

/// The provider's operations on one scene, in few words.
final class Lab {
    final MariadbDataStore store = new MariadbDataStore();
    private final Path workspaces;
    private final AtomicInteger tokens = new AtomicInteger();

    Lab(Path workspaces) {
        this.workspaces = workspaces;
    }

    TestOperation operation() {
        return operation("token-" + tokens.incrementAndGet());
    }

    TestOperation operation(String token) {
        try {
            Path workspace = Files.createDirectories(workspaces.resolve(token));
            return new TestOperation(token, Epoch.FIRST, workspace, new RealTiming());
        } catch (IOException error) {
            throw new AssertionError(error);
        }
    }

    CaptureRun<MariadbSettings> capturing(Scene scene, MemoryLog log) {
        CaptureRun<MariadbSettings> run = new CaptureRun<>(store, scene.home(), operation());
        run.start(log);
        return run;
    }

    BackupReader backup(Scene scene) throws InterruptedException {
        MemoryBackup backup = new MemoryBackup();
        BackupSummary summary = store.backup(scene.home(), backup, operation());
        return backup.reader(Scene.COMPONENT, "point-1", summary);
    }

    RestoreReport restore(Scene scene, BackupReader base, LogReader log, RestoreTarget target)
            throws InterruptedException {
        return store.restore(
                scene.recovery(), new RestoreRequest(scene.data(), target), base, log, operation());
    }

    Started recover(Scene scene, BackupReader base, LogReader log, RestoreTarget target)
            throws InterruptedException {
        restore(scene, base, log, target);
        return store.start(scene.recovery(), operation());
    }
}
