package dev.muster.vault.repository;

import dev.muster.model.MusterException;
import dev.muster.vault.format.BlobRef;
import dev.muster.vault.format.Commit;
import dev.muster.vault.format.EntryList;
import dev.muster.vault.format.FileEntry;
import dev.muster.vault.format.Root;
import dev.muster.vault.format.Tree;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// The source's backup before, to find what changed.
///
/// Keeps the names of all files and where their maps begin in memory; the maps are read as the
/// files are written again.
final class PreviousBackup {
    private final Optional<BackupTree> tree;
    private final Map<String, FileEntry> files = new HashMap<>();
    private final Map<String, BlobRef> lists = new HashMap<>();
    private final Map<String, List<FileEntry>> entries = new HashMap<>();

    private PreviousBackup(Optional<BackupTree> tree) {
        this.tree = tree;
    }

    static PreviousBackup none() {
        return new PreviousBackup(Optional.empty());
    }

    /// None if its map cannot be read: everything is then looked at as if it were new.
    static PreviousBackup read(Commit commit, PackReader packs) {
        BackupTree tree = new BackupTree(packs);
        PreviousBackup previous = new PreviousBackup(Optional.of(tree));
        try {
            Root root = tree.root(commit);
            for (BlobRef ref : root.lists()) {
                previous.add(ref, packs);
            }
            return previous;
        } catch (MusterException unreadable) {
            return none();
        }
    }

    private void add(BlobRef ref, PackReader packs) {
        List<FileEntry> list =
                EntryList.decode("list of paths " + ref.id(), packs.section(ref), ref.pack())
                        .entries();
        if (!list.isEmpty()) {
            lists.put(list.getFirst().path(), ref);
            entries.put(list.getFirst().path(), list);
        }
        list.forEach(entry -> files.put(entry.path(), entry));
    }

    /// The list that holds exactly these paths.
    Optional<BlobRef> list(List<FileEntry> wanted) {
        String first = wanted.getFirst().path();
        return wanted.equals(entries.get(first))
                ? Optional.ofNullable(lists.get(first))
                : Optional.empty();
    }

    PreviousTree paged(String path, int pageSize) {
        return files.get(path) instanceof FileEntry.Paged file && file.pageSize() == pageSize
                ? tree(file.tree())
                : PreviousTree.NONE;
    }

    PreviousTree plain(String path) {
        return files.get(path) instanceof FileEntry.Plain file
                ? tree(file.tree())
                : PreviousTree.NONE;
    }

    private PreviousTree tree(Optional<Tree> root) {
        return new PreviousTree(root, tree);
    }
}
