package dev.muster.provider.files.backup;

import dev.muster.model.ComponentId;
import dev.muster.model.LogPosition;
import dev.muster.posix.Directory;
import dev.muster.provider.BackupSummary;
import dev.muster.provider.BackupWriter;
import dev.muster.provider.Operation;
import dev.muster.provider.files.kind.FilesErrors;
import dev.muster.provider.files.kind.FilesSettings;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;

/// One backup of a folder.
public final class TreeBackup {
    /// Files have no log; recovery points of them all stand at the beginning of this line.
    private static final LogPosition NO_LOG = new LogPosition("files", 0);

    private final ComponentId component;
    private final FilesSettings settings;
    private final BackupWriter writer;
    private final Operation operation;

    public TreeBackup(
            ComponentId component,
            FilesSettings settings,
            BackupWriter writer,
            Operation operation) {
        this.component = component;
        this.settings = settings;
        this.writer = writer;
        this.operation = operation;
    }

    public BackupSummary run() throws InterruptedException {
        operation.checkCancelled();
        operation.progress().stage("reading files");
        Instant startedAt = operation.timing().instant();
        Path folder = Path.of(settings.path().path());
        Flaws flaws = new Flaws();
        writer.inOrder();
        writer.attribute("path", settings.path().path());
        try (ReadAhead ahead = new ReadAhead()) {
            Emitter emitter = new Emitter(settings, writer, operation, flaws, ahead);
            new Walk(settings, emitter, operation).run(Directory.open(folder));
            ahead.finish();
        } catch (IOException e) {
            throw FilesErrors.UNREADABLE.error(
                    component + ": " + folder + " cannot be read: " + Flaws.reason(e),
                    "ls -ld " + folder,
                    e);
        }
        Instant ended = operation.timing().instant();
        return new BackupSummary(startedAt, ended, NO_LOG, NO_LOG, flaws.result());
    }
}
