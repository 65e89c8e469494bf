package dev.muster.vault.repository;

import dev.muster.model.RecoveryPoint;
import dev.muster.vault.format.Commit;
import dev.muster.vault.format.FileEntry;
import dev.muster.vault.format.Root;
import java.util.Optional;
import java.util.function.BiConsumer;

/// What whoever backs up may know of the backup before: where and when it was taken, what it
/// carried beside its files, and which files it had. Not their content, which a source cannot read.
public final class EarlierBackup {
    private final Commit commit;
    private final Root root;
    private final BackupTree tree;

    EarlierBackup(Commit commit, Root root, BackupTree tree) {
        this.commit = commit;
        this.root = root;
        this.tree = tree;
    }

    public RecoveryPoint point() {
        return commit.point();
    }

    public Optional<String> attribute(String name) {
        return Optional.ofNullable(root.attributes().get(name));
    }

    /// All files that are made of pages and were whole, with their sizes.
    ///
    /// @throws dev.muster.model.MusterException if its map cannot be read
    public void pageFiles(BiConsumer<String, Long> each) {
        tree.entries(
                root,
                entry -> {
                    if (entry instanceof FileEntry.Paged file && !file.torn()) {
                        each.accept(file.path(), file.size());
                    }
                });
    }
}
