package dev.muster.vault.repository;

import dev.muster.model.MusterException;
import dev.muster.model.RecoveryPoint;
import dev.muster.vault.VaultErrors;
import dev.muster.vault.format.Commit;
import dev.muster.vault.format.FileEntry;
import dev.muster.vault.format.ObjectHash;
import dev.muster.vault.format.Root;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
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

    /// All paths with what is known of them, in the order in which they were written.
    public void entries(Consumer<FileEntry> each) {
        tree.entries(root, each);
    }

    /// All paths, in the order in which they were written.
    public List<String> paths() {
        List<String> paths = new ArrayList<>();
        entries(entry -> paths.add(entry.path()));
        return paths;
    }

    /// What is known of a path.
    public Optional<FileEntry> entry(String path) {
        if (root.ordered()) {
            return new PathIndex(tree, root).find(path);
        }
        List<FileEntry> found = new ArrayList<>();
        entries(entry -> {
            if (entry.path().equals(path)) {
                found.add(entry);
            }
        });
        return found.stream().findFirst();
    }

    /// A small file whole; empty if the backup has none of that path.
    public Optional<byte[]> file(String path) {
        return entry(path)
                .filter(FileEntry.Content.class::isInstance)
                .map(entry -> new FileReading(tree, packs).whole((FileEntry.Content) entry));
    }

    /// The files that cannot be read for the given packs: what of a damaged pack still opens is not
    /// lost.
    List<String> filesIn(Set<ObjectHash> lost) {
        FileReading reading = new FileReading(tree, packs);
        List<String> paths = new ArrayList<>();
        entries(entry -> {
            if (entry instanceof FileEntry.Content file && !isReadable(reading, file, lost)) {
                paths.add(entry.path());
            }
        });
        return paths;
    }

    private boolean isReadable(FileReading reading, FileEntry.Content file, Set<ObjectHash> lost) {
        try {
            reading.parts(
                    file,
                    new FileReading.PartSink() {
                        @Override
                        public void chunk(FileReading.Piece piece) {
                            if (lost.contains(piece.blob().pack())) {
                                packs.alone(piece.blob());
                            }
                        }

                        @Override
                        public void hole(long at, long length) {}
                    });
            return true;
        } catch (MusterException unreadable) {
            return false;
        } catch (InterruptedException never) {
            throw new IllegalStateException("looking at a map does not wait", never);
        }
    }

    /// Writes all paths that the filter takes below a folder, in parallel, synced to disk before it
    /// returns. Every byte is checked against the hash that it was stored under. If anything fails,
    /// no file is left under its name.
    ///
    /// @param folder made if it is absent; none of the paths may be there
    public void extract(Path folder, Predicate<String> paths, ExtractProgress progress)
            throws InterruptedException {
        restore(folder, Selection.of(paths), progress);
    }

    /// Restores as the selection says, and tells what is not as it was.
    public Extracted restore(Path folder, Selection selection, ExtractProgress progress)
            throws InterruptedException {
        return cancellable(() -> extraction(progress).restore(folder, selection));
    }

    /// Reads everything that the filter takes, and checks every byte against the hash that it was
    /// stored under; writes nothing.
    public Extracted verify(Predicate<String> paths, ExtractProgress progress)
            throws InterruptedException {
        return cancellable(() -> extraction(progress).verify(paths));
    }

    private Extraction extraction(ExtractProgress progress) {
        return new Extraction(tree, root, packs, commit, workers, progress);
    }

    private interface Work {
        Extracted run() throws InterruptedException;
    }

    private static Extracted cancellable(Work work) throws InterruptedException {
        if (Thread.interrupted()) {
            throw new InterruptedException("the restore was cancelled");
        }
        try {
            return work.run();
        } catch (MusterException e) {
            if (e.code().equals(VaultErrors.CANCELLED)) {
                boolean _ = Thread.interrupted();
                InterruptedException interrupted =
                        new InterruptedException("the restore was cancelled");
                interrupted.initCause(e);
                throw interrupted;
            }
            throw e;
        }
    }
}
