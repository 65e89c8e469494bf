package dev.muster.vault.repository;

import dev.muster.vault.format.BlobRef;
import dev.muster.vault.format.FileEntry;
import dev.muster.vault.format.Listed;
import dev.muster.vault.format.Root;
import dev.muster.vault.format.StreamLeaf;
import dev.muster.vault.format.Tree;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Tells what each section of a backup's map leads to, whatever its sort.
final class MapWalk {
    private final BackupTree tree;

    MapWalk(BackupTree tree) {
        this.tree = tree;
    }

    enum Sort {
        ROOT,
        GROUP,
        LIST,
        PAGED_NODE,
        PLAIN_NODE,
        PAGED_LEAF,
        PLAIN_LEAF,
        /// A leaf that another one is told by; of its blobs only those count that the other one
        /// still uses.
        BASE,
        CONTENT
    }

    /// @param level of a node
    record Part(Sort sort, int level, BlobRef ref) {
        boolean isSection() {
            return sort != Sort.CONTENT;
        }
    }

    static Part root(BlobRef ref) {
        return new Part(Sort.ROOT, 0, ref);
    }

    byte[] bytes(Part part) {
        return tree.bytes(part.ref());
    }

    /// What a section leads to in one step.
    List<Part> parts(Part part) {
        BlobRef ref = part.ref();
        return switch (part.sort()) {
            case ROOT -> listed(Sort.GROUP, Root.decode("root", bytes(part), ref.pack()).groups());
            case GROUP -> listed(Sort.LIST, tree.group(ref).lists());
            case LIST -> files(tree.list(ref).entries());
            case PAGED_NODE, PLAIN_NODE -> children(part);
            case PAGED_LEAF -> paged(ref);
            case PLAIN_LEAF -> plain(tree.streamLeaf(ref));
            case BASE, CONTENT -> List.of();
        };
    }

    private static List<Part> listed(Sort sort, List<Listed> lists) {
        return lists.stream().map(list -> new Part(sort, 0, list.ref())).toList();
    }

    private static List<Part> files(List<FileEntry> entries) {
        List<Part> parts = new ArrayList<>();
        for (FileEntry entry : entries) {
            if (entry instanceof FileEntry.Content file) {
                Optional<Tree> map = file.tree();
                map.ifPresent(at ->
                        parts.add(
                                at.isChunk()
                                        ? new Part(Sort.CONTENT, 0, at.root())
                                        : part(
                                                file instanceof FileEntry.Paged,
                                                at.height(),
                                                at.root())));
            }
        }
        return parts;
    }

    private static Part part(boolean paged, int level, BlobRef ref) {
        if (level == 0) {
            return new Part(paged ? Sort.PAGED_LEAF : Sort.PLAIN_LEAF, 0, ref);
        }
        return new Part(paged ? Sort.PAGED_NODE : Sort.PLAIN_NODE, level, ref);
    }

    private List<Part> children(Part node) {
        boolean paged = node.sort() == Sort.PAGED_NODE;
        return tree.node(node.ref(), node.level()).children().stream()
                .map(child -> part(paged, node.level() - 1, child))
                .toList();
    }

    private List<Part> paged(BlobRef ref) {
        BackupTree.Paged leaf = tree.pageLeaf(ref);
        List<Part> parts = new ArrayList<>();
        if (!leaf.base().equals(ref)) {
            parts.add(new Part(Sort.BASE, 0, leaf.base()));
        }
        leaf.leaf().runs().forEach(run -> parts.add(new Part(Sort.CONTENT, 0, run.blob())));
        return parts;
    }

    private static List<Part> plain(StreamLeaf leaf) {
        List<Part> parts = new ArrayList<>();
        leaf.parts()
                .forEach(part ->
                        part.chunk()
                                .ifPresent(chunk -> parts.add(new Part(Sort.CONTENT, 0, chunk))));
        return parts;
    }
}
