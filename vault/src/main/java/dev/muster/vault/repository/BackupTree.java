package dev.muster.vault.repository;

import dev.muster.vault.VaultErrors;
import dev.muster.vault.format.BlobRef;
import dev.muster.vault.format.Commit;
import dev.muster.vault.format.EntryList;
import dev.muster.vault.format.FileEntry;
import dev.muster.vault.format.Node;
import dev.muster.vault.format.PageLeaf;
import dev.muster.vault.format.Root;
import dev.muster.vault.format.StreamLeaf;
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
        for (BlobRef list : root.lists()) {
            EntryList.decode("list of paths " + list.id(), packs.section(list), list.pack())
                    .entries()
                    .forEach(each);
        }
    }

    Node node(BlobRef ref, int level) {
        return Node.decode("node " + ref.id(), packs.section(ref), ref.pack(), level);
    }

    StreamLeaf streamLeaf(BlobRef ref) {
        return StreamLeaf.decode("leaf " + ref.id(), packs.section(ref), ref.pack());
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
