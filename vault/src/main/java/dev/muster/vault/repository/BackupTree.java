package dev.muster.vault.repository;

import dev.muster.vault.VaultErrors;
import dev.muster.vault.format.BlobRef;
import dev.muster.vault.format.Commit;
import dev.muster.vault.format.EntryList;
import dev.muster.vault.format.FileEntry;
import dev.muster.vault.format.ListGroup;
import dev.muster.vault.format.Listed;
import dev.muster.vault.format.Node;
import dev.muster.vault.format.PageLeaf;
import dev.muster.vault.format.Root;
import dev.muster.vault.format.StreamLeaf;
import dev.muster.vault.format.Tree;
import java.io.IOException;
import java.util.Optional;
import java.util.function.Consumer;

/// Walks the sections of a backup, a few at a time in memory.
final class BackupTree {
    private final PackReader packs;

    BackupTree(PackReader packs) {
        this.packs = packs;
    }

    Root root(Commit commit) {
        BlobRef ref = commit.root();
        return Root.decode("the root of " + commit.place(), packs.section(ref), ref.pack());
    }

    void entries(Root root, Consumer<FileEntry> each) {
        for (Listed group : root.groups()) {
            for (Listed list : group(group.ref()).lists()) {
                list(list.ref()).entries().forEach(each);
            }
        }
    }

    /// Takes a path until it says stop by an exception.
    interface EntrySink {
        void take(FileEntry entry) throws IOException, InterruptedException;
    }

    void eachEntry(Root root, EntrySink sink) throws IOException, InterruptedException {
        for (Listed group : root.groups()) {
            for (Listed list : group(group.ref()).lists()) {
                for (FileEntry entry : list(list.ref()).entries()) {
                    sink.take(entry);
                }
            }
        }
    }

    ListGroup group(BlobRef ref) {
        return ListGroup.decode("group of lists " + ref.id(), packs.section(ref), ref.pack());
    }

    EntryList list(BlobRef ref) {
        return EntryList.decode("list of paths " + ref.id(), packs.section(ref), ref.pack());
    }

    /// Everything that the map of a file points at, its own sections included.
    void refs(FileEntry.Content file, Consumer<BlobRef> each) {
        if (file.tree().isPresent()) {
            Tree tree = file.tree().get();
            boolean paged = file instanceof FileEntry.Paged;
            refs(tree.isChunk() ? -1 : tree.height(), tree.root(), paged, each);
        }
    }

    private void refs(int level, BlobRef ref, boolean paged, Consumer<BlobRef> each) {
        each.accept(ref);
        if (level > 0) {
            node(ref, level).children().forEach(child -> refs(level - 1, child, paged, each));
        } else if (level == 0 && paged) {
            Paged leaf = pageLeaf(ref);
            each.accept(leaf.base());
            leaf.leaf().runs().forEach(run -> each.accept(run.blob()));
        } else if (level == 0) {
            streamLeaf(ref).parts().forEach(part -> part.chunk().ifPresent(each));
        }
    }

    Node node(BlobRef ref, int level) {
        return Node.decode("node " + ref.id(), packs.section(ref), ref.pack(), level);
    }

    StreamLeaf streamLeaf(BlobRef ref) {
        return StreamLeaf.decode("leaf " + ref.id(), packs.section(ref), ref.pack());
    }

    /// A section as it lies there.
    byte[] bytes(BlobRef ref) {
        return packs.section(ref);
    }

    /// A leaf of pages, and the whole leaf that it rests on.
    ///
    /// @param base where the whole leaf lies: this leaf itself if it is whole
    record Paged(PageLeaf leaf, BlobRef base, PageLeaf baseLeaf) {}

    Paged pageLeaf(BlobRef ref) {
        String name = "leaf " + ref.id();
        byte[] section = packs.section(ref);
        Optional<BlobRef> base = PageLeaf.base(name, section, ref.pack());
        if (base.isEmpty()) {
            PageLeaf whole = PageLeaf.decode(name, section, ref.pack());
            return new Paged(whole, ref, whole);
        }
        BlobRef at = base.get();
        PageLeaf whole = PageLeaf.decode("leaf " + at.id(), packs.section(at), at.pack());
        PageLeaf leaf = PageLeaf.decodePatch(name, section, ref.pack(), whole);
        if (leaf.pageSize() != whole.pageSize()) {
            throw VaultErrors.MALFORMED.error(name + " has other pages than its base", "");
        }
        return new Paged(leaf, at, whole);
    }
}
