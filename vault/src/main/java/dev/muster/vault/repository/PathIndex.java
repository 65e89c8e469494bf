package dev.muster.vault.repository;

import dev.muster.model.FileNames;
import dev.muster.vault.format.BlobRef;
import dev.muster.vault.format.EntryList;
import dev.muster.vault.format.FileEntry;
import dev.muster.vault.format.ListGroup;
import dev.muster.vault.format.Listed;
import dev.muster.vault.format.Root;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Finds paths in a backup whose paths are in order; a few lists in memory. Safe for many threads.
final class PathIndex {
    private static final int KEPT = 16;

    private final BackupTree tree;
    private final Root root;
    private List<FileEntry> current = List.of();
    private int next;
    private final Map<BlobRef, ListGroup> groups = new Kept<>();
    private final Map<BlobRef, EntryList> lists = new Kept<>();

    private static final class Kept<V> extends LinkedHashMap<BlobRef, V> {
        private static final long serialVersionUID = 1L;

        Kept() {
            super(16, 0.75f, true);
        }

        @Override
        protected boolean removeEldestEntry(Map.Entry<BlobRef, V> eldest) {
            return size() > KEPT;
        }
    }

    /// A list and where it lies.
    record Found(BlobRef ref, List<FileEntry> entries) {}

    /// @param root one that is ordered
    PathIndex(BackupTree tree, Root root) {
        this.tree = tree;
        this.root = root;
    }

    /// Fast where the path follows the one that was found last.
    synchronized Optional<FileEntry> find(String path) {
        if (next < current.size() && current.get(next).path().equals(path)) {
            return Optional.of(current.get(next++));
        }
        byte[] wanted = FileEntry.key(path);
        Optional<Found> found = list(wanted);
        Optional<FileEntry> entry = found.flatMap(it -> entry(it.entries(), wanted));
        if (entry.isPresent()) {
            current = found.orElseThrow().entries();
            next = current.indexOf(entry.get()) + 1;
        }
        return entry;
    }

    /// The list in which a path is, if it is anywhere.
    Optional<Found> list(String path) {
        return list(FileEntry.key(path));
    }

    private synchronized Optional<Found> list(byte[] path) {
        return last(root.groups(), path)
                .flatMap(group ->
                        last(groups.computeIfAbsent(group.ref(), tree::group).lists(), path))
                .map(list ->
                        new Found(
                                list.ref(),
                                lists.computeIfAbsent(list.ref(), tree::list).entries()));
    }

    /// The last one that does not begin after a path.
    private static Optional<Listed> last(List<Listed> lists, byte[] path) {
        int low = 0;
        int high = lists.size();
        while (low < high) {
            int middle = (low + high) >>> 1;
            byte[] first = FileEntry.key(lists.get(middle).first());
            if (FileNames.compare(first, path) <= 0) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return low == 0 ? Optional.empty() : Optional.of(lists.get(low - 1));
    }

    private static Optional<FileEntry> entry(List<FileEntry> entries, byte[] path) {
        int low = 0;
        int high = entries.size() - 1;
        while (low <= high) {
            int middle = (low + high) >>> 1;
            FileEntry entry = entries.get(middle);
            int order = FileNames.compare(FileEntry.key(entry.path()), path);
            if (order == 0) {
                return Optional.of(entry);
            }
            if (order < 0) {
                low = middle + 1;
            } else {
                high = middle - 1;
            }
        }
        return Optional.empty();
    }
}
