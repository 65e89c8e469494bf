package dev.muster.vault.repository;

import dev.muster.model.MusterException;
import dev.muster.vault.format.BlobRef;
import dev.muster.vault.format.Node;
import dev.muster.vault.format.StreamLeaf;
import dev.muster.vault.format.Tree;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// The map of a file in the backup before, read alongside as the file is written again.
///
/// Whatever of it cannot be read counts as absent: the file is then stored as if it were new.
final class PreviousTree {
    static final PreviousTree NONE = new PreviousTree(Optional.empty(), Optional.empty());

    private final Optional<Tree> tree;
    private final Optional<BackupTree> reader;
    private final Map<Integer, At> current = new HashMap<>();

    /// A node and where it lies.
    record At(long index, BlobRef ref, List<BlobRef> children) {}

    PreviousTree(Optional<Tree> tree, Optional<BackupTree> reader) {
        this.tree = tree.filter(known -> !known.isChunk());
        this.reader = reader;
    }

    /// The nth leaf.
    Optional<BlobRef> leaf(long index) {
        if (tree.isPresent() && tree.get().height() == 0) {
            return index == 0 ? Optional.of(tree.get().root()) : Optional.empty();
        }
        return child(1, index);
    }

    /// The nth node of a level; 1 is the lowest.
    Optional<At> node(int level, long index) {
        if (tree.isEmpty() || level > tree.get().height()) {
            return Optional.empty();
        }
        At known = current.get(level);
        if (known != null && known.index() == index) {
            return Optional.of(known);
        }
        Optional<BlobRef> ref =
                level == tree.get().height()
                        ? Optional.of(tree.get().root()).filter(root -> index == 0)
                        : child(level + 1, index);
        return ref.flatMap(at -> read(level, index, at));
    }

    private Optional<BlobRef> child(int level, long index) {
        int place = (int) (index % Node.CHILDREN);
        return node(level, index / Node.CHILDREN)
                .filter(parent -> place < parent.children().size())
                .map(parent -> parent.children().get(place));
    }

    private Optional<At> read(int level, long index, BlobRef ref) {
        try {
            Optional<At> node = reader.map(r -> new At(index, ref, r.node(ref, level).children()));
            node.ifPresent(at -> current.put(level, at));
            return node;
        } catch (MusterException unreadable) {
            return Optional.empty();
        }
    }

    Optional<BackupTree.Paged> pageLeaf(long index, int pageSize) {
        try {
            return leaf(index)
                    .flatMap(ref -> reader.map(r -> r.pageLeaf(ref)))
                    .filter(paged -> paged.leaf().pageSize() == pageSize);
        } catch (MusterException unreadable) {
            return Optional.empty();
        }
    }

    Optional<StreamLeaf> streamLeaf(long index) {
        try {
            return leaf(index).flatMap(ref -> reader.map(r -> r.streamLeaf(ref)));
        } catch (MusterException unreadable) {
            return Optional.empty();
        }
    }
}
