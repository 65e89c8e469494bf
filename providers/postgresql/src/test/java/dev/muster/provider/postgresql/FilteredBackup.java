package dev.muster.provider.postgresql;

import dev.muster.model.RecoveryPoint;
import dev.muster.provider.BackupReader;
import dev.muster.provider.Progress;
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
    public void extract(Path folder, Predicate<String> paths, Progress progress)
            throws InterruptedException {
        whole.extract(folder, kept.and(paths), progress);
    }
}
