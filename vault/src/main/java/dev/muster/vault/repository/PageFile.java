package dev.muster.vault.repository;

import dev.muster.model.FileNames;
import dev.muster.vault.VaultErrors;
import dev.muster.vault.format.BlockHashes;
import dev.muster.vault.format.FileEntry;
import dev.muster.vault.format.PageLeaf;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/// Writes a file whose pages change in place: only pages that changed are stored again.
///
/// Workers hash the pages of 128 KiB at a time and compare; an extent that changed as a whole they
/// store at once. The rest comes back in order, and changed pages are packed one after another.
final class PageFile implements FileSink {
    static final int EXTENT = 128 << 10;

    /// What a leaf that waits for its places holds in memory, in entries of plain files.
    private static final int LEAF = 32;

    private static final byte[] NONE = {};

    /// Changed pages wait at most so many leaves for others to share a blob with.
    private static final int LEAVES_A_BLOB = 128;

    /// What a leaf of the backup before holds in memory.
    private static final int KEPT = 64 << 10;

    private final SessionParts parts;
    private final FileEntry.Paged entry;
    private final PreviousTree previous;
    private final TreeWriter tree;
    private final PageBlobs changed;
    private byte[] extent = NONE;
    private int filled;
    private int ended;
    private long size;
    private boolean torn;
    private Optional<LeafBuilder> leaf = Optional.empty();

    PageFile(SessionParts parts, FileEntry.Paged entry) {
        this.parts = parts;
        this.entry = entry;
        this.previous = parts.previous().paged(entry.path(), entry.pageSize());
        this.tree = new TreeWriter(parts.sections(), parts.needed(), previous);
        this.changed = new PageBlobs(parts);
    }

    @Override
    public void write(ByteBuffer bytes) {
        while (bytes.hasRemaining()) {
            if (filled == 0) {
                extent = parts.extents().take();
            }
            int most = EXTENT - (int) (size % EXTENT);
            int count = Math.min(bytes.remaining(), most - filled);
            bytes.get(extent, filled, count);
            filled += count;
            if (filled == most) {
                submit(filled == EXTENT);
            }
        }
    }

    /// @param whole whether no page of this extent was taken over
    private void submit(boolean whole) {
        byte[] pages = extent;
        int count = filled;
        LeafBuilder target = leaf();
        int first = target.reserve(count);
        size += count;
        filled = 0;
        parts.pipeline().room(EXTENT);
        CompletableFuture<Examined> work =
                parts.workers().compute(() -> examine(pages, count, target, first, whole));
        boolean last = target.isFull();
        parts.pipeline()
                .submit(
                        work,
                        EXTENT,
                        () -> {
                            settle(pages, target, first, work.join());
                            // the worker is done with it, and what was changed is copied
                            parts.extents().give(pages);
                            if (last) {
                                end(target);
                            }
                        });
        if (last) {
            leaf = Optional.empty();
        }
        extent = NONE;
    }

    @Override
    public void keep(long length) {
        if (length % entry.pageSize() != 0 || (size + filled) % entry.pageSize() != 0) {
            throw new IllegalArgumentException("only whole pages are taken over, not " + length);
        }
        if (filled > 0 && length > 0) {
            submit(false);
        }
        for (long left = length; left > 0; ) {
            int count = (int) Math.min(left, PageLeaf.SPAN - size % PageLeaf.SPAN);
            keepPages(count);
            left -= count;
        }
    }

    private void keepPages(int count) {
        LeafBuilder target = leaf();
        int first = target.reserve(count);
        if (!target.hasBefore(first, count)) {
            throw VaultErrors.NOT_KEPT.error(
                    "'" + FileNames.show(entry.path()) + "' at byte " + size, "");
        }
        size += count;
        boolean last = target.isFull();
        parts.pipeline().room(KEPT);
        parts.pipeline()
                .submit(
                        CompletableFuture.completedFuture(null),
                        KEPT,
                        () -> {
                            target.keep(first, first + count / entry.pageSize());
                            if (last) {
                                end(target);
                            }
                        });
        if (last) {
            leaf = Optional.empty();
        }
    }

    private LeafBuilder leaf() {
        LeafBuilder current =
                leaf.orElseGet(() -> {
                    long index = size / PageLeaf.SPAN;
                    return new LeafBuilder(
                            entry.pageSize(),
                            previous.pageLeaf(index, entry.pageSize()),
                            previous.leaf(index),
                            parts.previous()::isAbsent);
                });
        leaf = Optional.of(current);
        return current;
    }

    /// @param unchanged for each page whether it is as it was before
    /// @param whole where the extent lies if all of it changed
    private record Examined(
            List<Long> hashes, List<Boolean> unchanged, Optional<ContentStream.Kept> whole) {}

    private Examined examine(
            byte[] pages, int count, LeafBuilder target, int first, boolean whole) {
        BlockHashes blocks = parts.secret().blocks(pages, 0, count);
        long[] hashes = blocks.pages(pages, 0, count, entry.pageSize());
        Boolean[] unchanged = new Boolean[hashes.length];
        boolean any = !whole;
        for (int i = 0; i < hashes.length; i++) {
            int length = Math.min(entry.pageSize(), count - i * entry.pageSize());
            unchanged[i] = target.wasSame(first + i, length, hashes[i]);
            any |= unchanged[i];
        }
        return new Examined(
                Arrays.stream(hashes).boxed().toList(),
                List.of(unchanged),
                any ? Optional.empty() : Optional.of(parts.content().add(pages, 0, count, blocks)));
    }

    private void settle(byte[] pages, LeafBuilder target, int first, Examined examined) {
        for (int i = 0; i < examined.hashes().size(); i++) {
            int page = first + i;
            int from = i * entry.pageSize();
            long hash = examined.hashes().get(i);
            if (examined.unchanged().get(i)) {
                target.keep(page, hash);
            } else if (examined.whole().isPresent()) {
                target.put(page, hash, examined.whole().get().place(), from);
            } else {
                PageBlobs.At at = changed.add(pages, from, target.pageLength(page));
                target.put(page, hash, at.blob(), at.offset());
            }
        }
    }

    private void end(LeafBuilder full) {
        if (++ended % LEAVES_A_BLOB == 0) {
            changed.finish();
        }
        parts.pipeline()
                .later(
                        full.awaited(),
                        LEAF,
                        () -> tree.add(full.write(parts.sections(), parts.needed())));
    }

    /// Pages have no holes: their zeros are stored once.
    @Override
    public void hole(long length) {
        byte[] zeros = new byte[(int) Math.min(length, EXTENT)];
        for (long left = length; left > 0; left -= zeros.length) {
            write(ByteBuffer.wrap(zeros, 0, (int) Math.min(zeros.length, left)));
        }
    }

    @Override
    public void again() {
        throw new UnsupportedOperationException("whoever opened it begins another");
    }

    @Override
    public void torn() {
        torn = true;
    }

    @Override
    public void close() {
        if (filled > 0) {
            submit(size % EXTENT == 0);
        }
        Optional<LeafBuilder> rest = leaf;
        leaf = Optional.empty();
        FileEntry.Paged whole = entry.settled(size, torn, Optional.empty());
        parts.pipeline()
                .submit(
                        CompletableFuture.completedFuture(null),
                        0,
                        () -> {
                            changed.finish();
                            rest.ifPresent(this::end);
                            parts.pipeline()
                                    .later(
                                            List.of(),
                                            () -> parts.lists().add(whole, tree.finish()));
                        });
    }
}
