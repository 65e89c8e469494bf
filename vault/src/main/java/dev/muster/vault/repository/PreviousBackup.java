package dev.muster.vault.repository;

import dev.muster.model.FileMetadata;
import dev.muster.model.MusterException;
import dev.muster.vault.VaultErrors;
import dev.muster.vault.format.BlobRef;
import dev.muster.vault.format.Commit;
import dev.muster.vault.format.FileEntry;
import dev.muster.vault.format.Listed;
import dev.muster.vault.format.ObjectHash;
import dev.muster.vault.format.Root;
import dev.muster.vault.format.Tree;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;

/// The source's backup before, to find what changed.
///
/// Where its paths are in order they are looked up as they are written again; else the names of all
/// files and where their maps begin are kept in memory. The maps themselves are read as the files
/// are written again.
final class PreviousBackup {
    private final Optional<BackupTree> tree;
    private final Optional<PathIndex> ordered;
    private final Set<ObjectHash> absent;
    private final Map<String, FileEntry> files = new HashMap<>();
    private final Map<String, PathIndex.Found> lists = new HashMap<>();
    private final Map<String, Group> groups = new HashMap<>();

    private Optional<EarlierBackup> earlier = Optional.empty();

    private record Group(BlobRef ref, List<Listed> lists) {}

    private PreviousBackup(
            Optional<BackupTree> tree, Optional<PathIndex> ordered, Set<ObjectHash> absent) {
        this.tree = tree;
        this.ordered = ordered;
        this.absent = absent;
    }

    static PreviousBackup none() {
        return new PreviousBackup(Optional.empty(), Optional.empty(), Set.of());
    }

    /// None if its map cannot be read: everything is then looked at as if it were new.
    ///
    /// @param absent packs that it needs and that nothing new may point into
    static PreviousBackup read(Commit commit, PackReader packs, Set<ObjectHash> absent) {
        BackupTree tree = new BackupTree(packs);
        try {
            Root root = tree.root(commit);
            PreviousBackup previous =
                    new PreviousBackup(
                            Optional.of(tree),
                            root.ordered()
                                    ? Optional.of(new PathIndex(tree, root))
                                    : Optional.empty(),
                            absent);
            root.groups().forEach(group -> previous.add(group, root.ordered()));
            previous.earlier = Optional.of(new EarlierBackup(commit, root, tree));
            return previous;
        } catch (MusterException unreadable) {
            return none();
        }
    }

    /// What of it can be taken over without being read again.
    Optional<EarlierBackup> earlier() {
        return earlier;
    }

    private void add(Listed at, boolean inOrder) {
        List<Listed> group = tree.orElseThrow().group(at.ref()).lists();
        groups.put(at.first(), new Group(at.ref(), group));
        if (!inOrder) {
            group.forEach(this::add);
        }
    }

    private void add(Listed at) {
        List<FileEntry> list = tree.orElseThrow().list(at.ref()).entries();
        lists.put(at.first(), new PathIndex.Found(at.ref(), list));
        list.forEach(entry -> files.put(entry.path(), entry));
    }

    /// The list that holds exactly these paths.
    Optional<BlobRef> list(List<FileEntry> wanted) {
        String first = wanted.getFirst().path();
        return found(first).filter(list -> list.entries().equals(wanted)).map(PathIndex.Found::ref);
    }

    private Optional<PathIndex.Found> found(String first) {
        try {
            return ordered.isPresent()
                    ? ordered.get().list(first)
                    : Optional.ofNullable(lists.get(first));
        } catch (MusterException unreadable) {
            return Optional.empty();
        }
    }

    /// The group that holds exactly these lists.
    Optional<BlobRef> group(List<Listed> wanted) {
        return Optional.ofNullable(groups.get(wanted.getFirst().first()))
                .filter(group -> group.lists().equals(wanted))
                .map(Group::ref);
    }

    /// A file that was whole, and untouched since as far as its metadata tells.
    Optional<FileEntry.Content> untouched(String path, FileMetadata metadata, long size) {
        return file(path)
                .filter(file -> file.size() == size && !file.torn())
                .filter(file -> metadata.stamp().isPresent() && metadata.modified().isPresent())
                .filter(file -> file.metadata().stamp().equals(metadata.stamp()))
                .filter(file -> file.metadata().modified().equals(metadata.modified()));
    }

    /// Everything that the map of a file points at.
    ///
    /// @return whether all of it can be read, and is there
    boolean refs(FileEntry.Content file, Consumer<BlobRef> each) {
        try {
            tree.orElseThrow()
                    .refs(
                            file,
                            ref -> {
                                if (isAbsent(ref)) {
                                    throw VaultErrors.MISSING.error(ref.id() + " is lost", "");
                                }
                                each.accept(ref);
                            });
            return true;
        } catch (MusterException unreadable) {
            return false;
        }
    }

    /// Whether nothing new may point there.
    boolean isAbsent(BlobRef ref) {
        return !absent.isEmpty() && absent.contains(ref.pack());
    }

    PreviousTree paged(String path, int pageSize) {
        return file(path).orElse(null) instanceof FileEntry.Paged file
                        && file.pageSize() == pageSize
                ? tree(file.tree())
                : PreviousTree.NONE;
    }

    PreviousTree plain(String path) {
        return file(path).orElse(null) instanceof FileEntry.Plain file
                ? tree(file.tree())
                : PreviousTree.NONE;
    }

    private Optional<FileEntry.Content> file(String path) {
        try {
            Optional<FileEntry> entry =
                    ordered.isPresent()
                            ? ordered.get().find(path)
                            : Optional.ofNullable(files.get(path));
            return entry.filter(FileEntry.Content.class::isInstance)
                    .map(FileEntry.Content.class::cast);
        } catch (MusterException unreadable) {
            return Optional.empty();
        }
    }

    private PreviousTree tree(Optional<Tree> root) {
        return new PreviousTree(root, tree);
    }
}
