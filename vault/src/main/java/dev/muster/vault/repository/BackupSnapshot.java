package dev.muster.vault.repository;

import dev.muster.model.MusterException;
import dev.muster.model.RecoveryPoint;
import dev.muster.vault.VaultErrors;
import dev.muster.vault.format.Commit;
import dev.muster.vault.format.FileEntry;
import dev.muster.vault.format.Root;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/// Gives back one base backup. Safe for many threads.
public final class BackupSnapshot {
    private final Commit commit;
    private final PackReader packs;
    private final BackupTree tree;
    private final Workers workers;
    private final Root root;

    BackupSnapshot(Commit commit, PackReader packs, Workers workers) {
        this.commit = commit;
        this.packs = packs;
        this.tree = new BackupTree(packs);
        this.workers = workers;
        this.root = tree.root(commit);
    }

    public RecoveryPoint point() {
        return commit.point();
    }

    public Optional<String> attribute(String name) {
        return Optional.ofNullable(root.attributes().get(name));
    }

    /// All paths, in the order in which they were written.
    public List<String> paths() {
        List<String> paths = new ArrayList<>();
        tree.entries(root, entry -> paths.add(entry.path()));
        return paths;
    }

    /// A small file whole; empty if the backup has none of that path.
    public Optional<byte[]> file(String path) {
        List<FileEntry> found = new ArrayList<>();
        tree.entries(
                root,
                entry -> {
                    if (entry.path().equals(path)) {
                        found.add(entry);
                    }
                });
        return found.stream()
                .findFirst()
                .flatMap(entry -> new FileReading(tree, packs).whole(entry));
    }

    /// Writes all paths that the filter takes below a folder, in parallel, synced to disk before it
    /// returns. Every byte is checked against the hash that it was stored under. If anything fails,
    /// no file is left under its name.
    ///
    /// @param folder made if it is absent; none of the paths may be there
    public void extract(Path folder, Predicate<String> paths, ExtractProgress progress)
            throws InterruptedException {
        if (Thread.interrupted()) {
            throw new InterruptedException("the restore was cancelled");
        }
        try {
            List<FileEntry> wanted = new ArrayList<>();
            tree.entries(
                    root,
                    entry -> {
                        if (paths.test(entry.path())) {
                            wanted.add(entry);
                        }
                    });
            FileReading reading = new FileReading(tree, packs);
            new Extraction(reading, packs, commit, workers, folder, progress).run(wanted);
        } catch (MusterException e) {
            if (e.code().equals(VaultErrors.CANCELLED)) {
                throw Extraction.interrupted(e);
            }
            throw e;
        }
    }
}
