package dev.muster.vault.repository;

import dev.muster.vault.format.BlobRef;
import dev.muster.vault.format.FastCdc;
import dev.muster.vault.format.FileEntry;
import dev.muster.vault.format.StreamLeaf;
import dev.muster.vault.repository.SectionStream.Place;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/// Writes a plain file, cut where its content says so.
final class StreamFile implements FileSink {
    private final SessionParts parts;
    private final FileEntry.Plain entry;
    private final PreviousTree previous;
    private final TreeWriter tree;
    private byte[] window = new byte[16 << 10];
    private int filled;
    private long size;
    private long leaves;
    private List<CompletableFuture<BlobRef>> chunks = new ArrayList<>();

    StreamFile(SessionParts parts, FileEntry.Plain entry) {
        this.parts = parts;
        this.entry = entry;
        this.previous = parts.previous().plain(entry.path());
        this.tree = new TreeWriter(parts.sections(), parts.needed(), previous);
    }

    @Override
    public void write(ByteBuffer bytes) {
        while (bytes.hasRemaining()) {
            if (filled == window.length && filled < 2 * FastCdc.MAX) {
                window = Arrays.copyOf(window, filled * 2);
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
        parts.pipeline().submit(work, chunk.length, () -> add(work.join().place()));
    }

    private void add(CompletableFuture<BlobRef> chunk) {
        chunks.add(chunk);
        if (chunks.size() == StreamLeaf.CHUNKS) {
            endLeaf();
        }
    }

    private void endLeaf() {
        List<CompletableFuture<BlobRef>> places = chunks;
        long index = leaves++;
        chunks = new ArrayList<>();
        parts.pipeline().later(List.copyOf(places), () -> tree.add(leaf(index, places)));
    }

    private Place leaf(long index, List<CompletableFuture<BlobRef>> places) {
        List<BlobRef> refs = places.stream().map(CompletableFuture::join).toList();
        refs.forEach(parts.needed()::add);
        if (previous.chunks(index).filter(refs::equals).isPresent()) {
            BlobRef ref = previous.leaf(index).orElseThrow();
            parts.needed().add(ref);
            return Place.earlier(ref);
        }
        return parts.sections().add(() -> new StreamLeaf(refs).encode());
    }

    @Override
    public void close() {
        cut(0);
        FileEntry.Plain whole =
                new FileEntry.Plain(entry.path(), entry.mode(), size, Optional.empty());
        parts.pipeline()
                .submit(
                        CompletableFuture.completedFuture(null),
                        0,
                        () -> {
                            if (!chunks.isEmpty()) {
                                endLeaf();
                            }
                            parts.pipeline()
                                    .later(
                                            List.of(),
                                            () -> parts.lists().add(whole, tree.finish()));
                        });
    }
}
