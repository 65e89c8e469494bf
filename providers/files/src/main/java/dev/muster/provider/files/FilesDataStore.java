package dev.muster.provider.files;

import dev.muster.kind.ComponentKind;
import dev.muster.model.Fence;
import dev.muster.model.MusterException;
import dev.muster.provider.BackupReader;
import dev.muster.provider.BackupSummary;
import dev.muster.provider.BackupWriter;
import dev.muster.provider.DataStore;
import dev.muster.provider.Examination;
import dev.muster.provider.LogReader;
import dev.muster.provider.LogSink;
import dev.muster.provider.Operation;
import dev.muster.provider.RestoreReport;
import dev.muster.provider.RestoreRequest;
import dev.muster.provider.Target;
import dev.muster.provider.Verification;
import dev.muster.provider.files.backup.Examiner;
import dev.muster.provider.files.backup.TreeBackup;
import dev.muster.provider.files.kind.FilesErrors;
import dev.muster.provider.files.kind.FilesKind;
import dev.muster.provider.files.kind.FilesSettings;
import dev.muster.provider.files.restore.FilesRestore;
import dev.muster.provider.files.restore.FilesVerify;
import java.nio.file.Path;

/// A folder as a data store. Each operation is a class of its own; this one only hands on.
public final class FilesDataStore implements DataStore<FilesSettings> {
    private final FilesKind kind = new FilesKind();

    @Override
    public ComponentKind<FilesSettings> kind() {
        return kind;
    }

    @Override
    public Examination examine(Target<FilesSettings> target) {
        return new Examiner(target.component(), target.settings()).run();
    }

    @Override
    public BackupSummary backup(
            Target<FilesSettings> target, BackupWriter writer, Operation operation)
            throws InterruptedException {
        return new TreeBackup(target.component(), target.settings(), writer, operation).run();
    }

    @Override
    public void capture(Target<FilesSettings> target, LogSink sink, Operation operation) {
        throw FilesErrors.NO_LOG.error(
                target.component() + ": a folder has no log that could be captured",
                "take `logs:` out of its `protect`, and back up more often");
    }

    @Override
    public Path restoreFolder(Target<FilesSettings> target) {
        return Path.of(target.settings().into().path());
    }

    @Override
    public void requireRestorable(
            Target<FilesSettings> target,
            RestoreRequest request,
            BackupReader base,
            LogReader logs,
            Operation operation) {
        new FilesRestore(target.component(), target.settings(), request, base, operation).require();
    }

    @Override
    public RestoreReport restore(
            Target<FilesSettings> target,
            RestoreRequest request,
            BackupReader base,
            LogReader logs,
            Operation operation)
            throws InterruptedException {
        return new FilesRestore(target.component(), target.settings(), request, base, operation)
                .run();
    }

    @Override
    public Started start(Target<FilesSettings> target, Operation operation) {
        throw notStarted(target);
    }

    private static MusterException notStarted(Target<FilesSettings> target) {
        return FilesErrors.NOT_STARTED.error(target.component() + ": a folder is not started", "");
    }

    @Override
    public Verification verify(Target<FilesSettings> target, Operation operation)
            throws InterruptedException {
        return new FilesVerify(restoreFolder(target), target.settings().required(), operation)
                .run();
    }

    /// Whoever writes the files is fenced, not the files.
    @Override
    public Fence fence(Target<FilesSettings> target, CaptureState receiver, Operation operation) {
        return Fence.ASSUMED;
    }
}
