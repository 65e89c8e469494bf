package dev.muster.provider;

import dev.muster.model.RecoveryPoint;
import java.nio.file.Path;
import java.util.Optional;
import java.util.function.Predicate;

/// Gives back one base backup.
public interface BackupReader {
    RecoveryPoint point();

    Optional<String> attribute(String name);

    /// A small file whole; empty if the backup has none of that path.
    Optional<byte[]> file(String path);

    /// Writes files below a folder, in parallel, synced to disk before it returns. Every byte is
    /// checked against the hash that it was stored under.
    ///
    /// @param progress gets the total and every byte written or found to be there
    RestoreReport restore(Path folder, FileSelection selection, Progress progress)
            throws InterruptedException;

    /// The same for all paths that the filter takes, where none of them is; all or nothing.
    default void extract(Path folder, Predicate<String> paths, Progress progress)
            throws InterruptedException {
        restore(folder, FileSelection.of(paths), progress);
    }
}
