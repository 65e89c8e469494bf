package dev.muster.operations.restore;

import dev.muster.model.RecoveryPoint;
import dev.muster.provider.BackupReader;
import dev.muster.provider.Progress;
import dev.muster.vault.repository.BackupSnapshot;
import dev.muster.vault.repository.ExtractProgress;
import java.nio.file.Path;
import java.util.Optional;
import java.util.function.Predicate;

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
    public void extract(Path folder, Predicate<String> paths, Progress progress)
            throws InterruptedException {
        snapshot.extract(
                folder,
                paths,
                new ExtractProgress() {
                    @Override
                    public void total(long bytes) {
                        progress.total(bytes);
                    }

                    @Override
                    public void advance(long bytes) {
                        progress.advance(bytes);
                    }
                });
    }
}
