package dev.muster.vault.repository;

import dev.muster.vault.format.BlobRef;
import java.util.Arrays;
import java.util.concurrent.CompletableFuture;

/// Packs changed pages of a file one after another into blobs. One thread.
final class PageBlobs {
    private static final int LIMIT = 256 << 10;

    private final Workers workers;
    private final ContentStream content;
    private final Pipeline pipeline;
    private byte[] buffer = new byte[0];
    private int filled;
    private CompletableFuture<BlobRef> blob = new CompletableFuture<>();

    PageBlobs(SessionParts parts) {
        this.workers = parts.workers();
        this.content = parts.content();
        this.pipeline = parts.pipeline();
    }

    /// Where a page will lie.
    record At(CompletableFuture<BlobRef> blob, int offset) {}

    At add(byte[] pages, int from, int count) {
        if (filled + count > LIMIT) {
            finish();
        }
        if (filled + count > buffer.length) {
            buffer = Arrays.copyOf(buffer, Math.min(LIMIT, Math.max(filled + count, filled * 2)));
        }
        System.arraycopy(pages, from, buffer, filled, count);
        At at = new At(blob, filled);
        filled += count;
        return at;
    }

    void finish() {
        if (filled == 0) {
            return;
        }
        byte[] bytes = buffer;
        int count = filled;
        CompletableFuture<BlobRef> place = blob;
        CompletableFuture<ContentStream.Kept> work =
                workers.compute(() -> content.add(bytes, 0, count));
        CompletableFuture<BlobRef> _ =
                work.thenCompose(ContentStream.Kept::place)
                        .whenComplete((known, why) -> {
                            if (why != null) {
                                place.completeExceptionally(why);
                            } else {
                                place.complete(known);
                            }
                        });
        pipeline.submit(work, count, () -> {});
        buffer = new byte[0];
        filled = 0;
        blob = new CompletableFuture<>();
    }
}
