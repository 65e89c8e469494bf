package dev.muster.vault.repository;

import dev.muster.vault.format.BlobRef;
import dev.muster.vault.format.PageLeaf;
import dev.muster.vault.repository.SectionStream.Place;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/// Gathers where the pages of a leaf lie. Workers only read [#wasSame].
final class LeafBuilder {
    private final int pageSize;
    private final Optional<BackupTree.Paged> before;
    private final Optional<BlobRef> beforeRef;
    private final Predicate<BlobRef> absent;
    private final List<CompletableFuture<BlobRef>> places = new ArrayList<>();
    private final List<Integer> offsets = new ArrayList<>();
    private final List<Long> hashes = new ArrayList<>();
    private final IdentityHashMap<CompletableFuture<?>, Boolean> awaited = new IdentityHashMap<>();
    private @Nullable BlobRef keptBlob;
    private CompletableFuture<BlobRef> kept = new CompletableFuture<>();
    private int length;
    private boolean changed;

    /// @param before the leaf of the backup before for the same stretch of the file
    /// @param beforeRef where that lies
    /// @param absent whether nothing new may point to what lies there
    LeafBuilder(
            int pageSize,
            Optional<BackupTree.Paged> before,
            Optional<BlobRef> beforeRef,
            Predicate<BlobRef> absent) {
        this.absent = absent;
        this.pageSize = pageSize;
        this.before = before;
        this.beforeRef = beforeRef;
    }

    /// Takes on the next bytes of the file and returns their first page.
    int reserve(int bytes) {
        int first = length / pageSize;
        length += bytes;
        return first;
    }

    boolean isFull() {
        return length == PageLeaf.SPAN;
    }

    int pageLength(int page) {
        return Math.min(pageSize, length - page * pageSize);
    }

    boolean wasSame(int page, int bytes, long hash) {
        return before.isPresent()
                && page < before.get().leaf().pages()
                && before.get().leaf().pageLength(page) == bytes
                && before.get().leaf().hash(page) == hash
                && !absent.test(before.get().leaf().blob(page));
    }

    /// Whether the leaf of the backup before has so many bytes from a page on, in whole pages.
    boolean hasBefore(int page, int bytes) {
        return before.isPresent() && before.get().leaf().length() >= page * pageSize + bytes;
    }

    /// The next pages are as before, unread.
    void keep(int from, int to) {
        for (int page = from; page < to; page++) {
            keep(page, before.orElseThrow().leaf().hash(page));
        }
    }

    /// The next page is as before.
    void keep(int page, long hash) {
        PageLeaf leaf = before.orElseThrow().leaf();
        if (!leaf.blob(page).equals(keptBlob)) {
            keptBlob = leaf.blob(page);
            kept = CompletableFuture.completedFuture(keptBlob);
        }
        add(hash, kept, leaf.offset(page));
    }

    /// The next page lies somewhere new.
    void put(int page, long hash, CompletableFuture<BlobRef> blob, int offset) {
        if (page != places.size()) {
            throw new IllegalStateException("pages of a leaf come in order");
        }
        changed = true;
        awaited.put(blob, true);
        add(hash, blob, offset);
    }

    private void add(long hash, CompletableFuture<BlobRef> blob, int offset) {
        places.add(blob);
        offsets.add(offset);
        hashes.add(hash);
    }

    List<CompletableFuture<?>> awaited() {
        return List.copyOf(awaited.keySet());
    }

    /// Stores the leaf, once all places are known.
    Place write(SectionStream sections, NeededPacks needed) {
        PageLeaf leaf = leaf();
        for (int page = 0; page < leaf.pages(); page++) {
            needed.add(leaf.blob(page));
        }
        if (before.isEmpty()) {
            return sections.add(leaf::encode);
        }
        BackupTree.Paged old = before.get();
        BlobRef oldRef = beforeRef.orElseThrow();
        if (!changed && length == old.leaf().length()) {
            needed.add(oldRef);
            needed.add(old.base());
            return Place.earlier(oldRef);
        }
        if (leaf.pagesUnlike(old.baseLeaf()) * 4 > leaf.pages() || needsAbsent(leaf, old)) {
            return sections.add(leaf::encode);
        }
        needed.add(old.base());
        for (int page = 0; page < leaf.pages(); page++) {
            if (leaf.isLike(old.baseLeaf(), page)) {
                needed.add(old.baseLeaf().blob(page));
            }
        }
        return sections.add(() -> leaf.encodePatch(old.baseLeaf(), old.base()));
    }

    /// A patch takes a page that is like its base's from where the base has it.
    private boolean needsAbsent(PageLeaf leaf, BackupTree.Paged old) {
        for (int page = 0; page < leaf.pages(); page++) {
            if (leaf.isLike(old.baseLeaf(), page) && absent.test(old.baseLeaf().blob(page))) {
                return true;
            }
        }
        return false;
    }

    private PageLeaf leaf() {
        return new PageLeaf(
                pageSize,
                length,
                hashes.stream().mapToLong(Long::longValue).toArray(),
                places.stream().map(CompletableFuture::join).toArray(BlobRef[]::new),
                offsets.stream().mapToInt(Integer::intValue).toArray());
    }
}
