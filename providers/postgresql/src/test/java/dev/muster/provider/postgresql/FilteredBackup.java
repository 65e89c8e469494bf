package dev.muster.provider.postgresql;

import dev.muster.model.RecoveryPoint;
import dev.muster.provider.BackupReader;
import dev.muster.provider.FileSelection;
import dev.muster.provider.Progress;
import dev.muster.provider.RestoreReport;
import java.nio.file.Path;
import java.util.Optional;
import java.util.function.Predicate;

/// A backup that lacks some paths.
record FilteredBackup(BackupReader whole, Predicate<String> kept) implements BackupReader {
    @Override
    public RecoveryPoint point() {
        return whole.point();
    }

    @Override
    public Optional<String> attribute(String name) {
        return whole.attribute(name);
    }

    @Override
    public Optional<byte[]> file(String path) {
        return kept.test(path) ? whole.file(path) : Optional.empty();
    }

    @Override
    public RestoreReport restore(Path folder, FileSelection selection, Progress progress)
            throws InterruptedException {
        return whole.restore(folder, FileSelection.of(kept.and(selection.paths())), progress);
    }
}
