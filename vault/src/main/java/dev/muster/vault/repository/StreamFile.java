package dev.muster.vault.repository;

import dev.muster.vault.format.BlobRef;
import dev.muster.vault.format.FastCdc;
import dev.muster.vault.format.FileEntry;
import dev.muster.vault.format.StreamLeaf;
import dev.muster.vault.format.StreamLeaf.Part;
import dev.muster.vault.format.Tree;
import dev.muster.vault.repository.SectionStream.Place;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/// Writes a plain file, cut where its content says so.
final class StreamFile implements FileSink {
    private static final int SMALLEST = 4 << 10;
    private static final byte[] NONE = {};

    private final SessionParts parts;
    private final FileEntry.Plain entry;
    private final PreviousTree previous;
    private final TreeWriter tree;
    private byte[] window = new byte[SMALLEST];
    private int filled;
    private long size;
    private long leaves;
    private boolean torn;
    private List<Draft> drafts = new ArrayList<>();

    StreamFile(SessionParts parts, FileEntry.Plain entry) {
        this.parts = parts;
        this.entry = entry;
        this.previous = parts.previous().plain(entry.path());
        this.tree = new TreeWriter(parts.sections(), parts.needed(), previous);
    }

    /// A part whose place may not be known yet.
    ///
    /// @param chunk empty for a hole
    private record Draft(Optional<CompletableFuture<BlobRef>> chunk, long hole) {
        Part part() {
            return chunk.<Part>map(place -> new StreamLeaf.Chunk(place.join()))
                    .orElseGet(() -> new StreamLeaf.Hole(hole));
        }
    }

    @Override
    public void write(ByteBuffer bytes) {
        while (bytes.hasRemaining()) {
            if (filled == window.length && filled < 2 * FastCdc.MAX) {
                int wanted = Math.max(filled * 2, Integer.highestOneBit(bytes.remaining()) * 2);
                window = Arrays.copyOf(window, Math.min(wanted, 2 * FastCdc.MAX));
            }
            int count = Math.min(bytes.remaining(), window.length - filled);
            bytes.get(window, filled, count);
            filled += count;
            if (filled == 2 * FastCdc.MAX) {
                cut(FastCdc.MAX);
            }
        }
    }

    /// Cuts chunks until no more than `rest` bytes are left.
    private void cut(int rest) {
        int from = 0;
        while (filled - from > rest) {
            int count = parts.cutter().cut(window, from, filled - from);
            submit(Arrays.copyOfRange(window, from, from + count));
            from += count;
        }
        System.arraycopy(window, from, window, 0, filled - from);
        filled -= from;
    }

    private void submit(byte[] chunk) {
        size += chunk.length;
        parts.pipeline().room(chunk.length);
        CompletableFuture<ContentStream.Kept> work =
                parts.workers().compute(() -> parts.content().add(chunk, 0, chunk.length));
        parts.pipeline()
                .submit(
                        work,
                        chunk.length,
                        () -> add(new Draft(Optional.of(work.join().place()), 0)));
    }

    @Override
    public void hole(long length) {
        cut(0);
        size += length;
        parts.pipeline()
                .submit(
                        CompletableFuture.completedFuture(null),
                        0,
                        () -> add(new Draft(Optional.empty(), length)));
    }

    private void add(Draft draft) {
        if (drafts.size() == StreamLeaf.PARTS) {
            endLeaf();
        }
        drafts.add(draft);
    }

    private void endLeaf() {
        List<Draft> ended = drafts;
        long index = leaves++;
        drafts = new ArrayList<>();
        parts.pipeline().later(places(ended), () -> tree.add(leaf(index, ended)));
    }

    private static List<CompletableFuture<?>> places(List<Draft> drafts) {
        List<CompletableFuture<?>> places = new ArrayList<>(drafts.size());
        drafts.forEach(draft -> draft.chunk().ifPresent(places::add));
        return places;
    }

    private Place leaf(long index, List<Draft> ended) {
        StreamLeaf leaf = new StreamLeaf(ended.stream().map(Draft::part).toList());
        leaf.parts().forEach(part -> part.chunk().ifPresent(parts.needed()::add));
        if (previous.streamLeaf(index).filter(leaf::equals).isPresent()) {
            BlobRef ref = previous.leaf(index).orElseThrow();
            parts.needed().add(ref);
            return Place.earlier(ref);
        }
        return parts.sections().add(leaf::encode);
    }

    @Override
    public void keep(long length) {
        throw new UnsupportedOperationException("only files of pages are taken over in parts");
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
        cut(0);
        // this waits for the places of its chunks, and so do thousands of others
        window = NONE;
        FileEntry.Plain whole = entry.settled(size, torn, Optional.empty());
        parts.pipeline().submit(CompletableFuture.completedFuture(null), 0, () -> end(whole));
    }

    private void end(FileEntry.Plain whole) {
        if (leaves == 0 && drafts.size() == 1 && drafts.getFirst().chunk().isPresent()) {
            CompletableFuture<BlobRef> only = drafts.getFirst().chunk().get();
            parts.pipeline().later(List.of(only), () -> endSmall(whole, only.join()));
            return;
        }
        if (!drafts.isEmpty()) {
            endLeaf();
        }
        parts.pipeline().later(List.of(), () -> parts.lists().add(whole, tree.finish()));
    }

    /// The list of paths itself says where the only chunk is.
    private void endSmall(FileEntry.Plain whole, BlobRef only) {
        parts.needed().add(only);
        parts.lists()
                .add(whole, Optional.of(new TreeWriter.Built(Tree.CHUNK, Place.earlier(only))));
    }
}
