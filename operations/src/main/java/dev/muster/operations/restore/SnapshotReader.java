package dev.muster.operations.restore;

import dev.muster.model.FileNames;
import dev.muster.model.RecoveryPoint;
import dev.muster.provider.BackupReader;
import dev.muster.provider.FileSelection;
import dev.muster.provider.Progress;
import dev.muster.provider.RestoreReport;
import dev.muster.vault.repository.BackupSnapshot;
import dev.muster.vault.repository.ExtractProgress;
import dev.muster.vault.repository.Extracted;
import dev.muster.vault.repository.Selection;
import java.nio.file.Path;
import java.util.Optional;

/// A backup in the vault as a provider sees it.
record SnapshotReader(BackupSnapshot snapshot) implements BackupReader {
    @Override
    public RecoveryPoint point() {
        return snapshot.point();
    }

    @Override
    public Optional<String> attribute(String name) {
        return snapshot.attribute(name);
    }

    @Override
    public Optional<byte[]> file(String path) {
        return snapshot.file(path);
    }

    @Override
    public RestoreReport restore(Path folder, FileSelection selection, Progress progress)
            throws InterruptedException {
        Extracted done =
                snapshot.restore(
                        folder,
                        new Selection(
                                selection.paths(),
                                selection.inPlace(),
                                selection.deleteExtra(),
                                selection.inPlace()),
                        told(progress));
        return report(done);
    }

    static RestoreReport report(Extracted done) {
        return new RestoreReport(
                done.files(),
                done.written(),
                done.unchanged(),
                done.notes(),
                done.lost().stream()
                        .map(lost -> FileNames.show(lost.path()) + ": " + lost.why())
                        .toList());
    }

    static ExtractProgress told(Progress progress) {
        return new ExtractProgress() {
            @Override
            public void total(long bytes) {
                progress.total(bytes);
            }

            @Override
            public void advance(long bytes) {
                progress.advance(bytes);
            }
        };
    }
}
