package dev.muster.vault.repository;

import dev.muster.vault.format.BlobRef;
import dev.muster.vault.format.BlockHashes;
import dev.muster.vault.format.ChunkId;
import dev.muster.vault.format.Compression;
import dev.muster.vault.format.PackWriter;
import dev.muster.vault.format.SourceSecret;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// Takes content from the workers, keeps each once, and fills packs with it. Many threads.
final class ContentStream {
    private final SourceSecret secret;
    private final DedupIndex index;
    private final Supplier<PackWriter> packs;
    private final PackKeeper keeper;
    private @Nullable PackWriter open;
    private List<CompletableFuture<BlobRef>> places = new ArrayList<>();

    ContentStream(
            SourceSecret secret, DedupIndex index, Supplier<PackWriter> packs, PackKeeper keeper) {
        this.secret = secret;
        this.index = index;
        this.packs = packs;
        this.keeper = keeper;
    }

    /// Where content lies, or will lie once its pack is finished.
    record Kept(CompletableFuture<BlobRef> place) {}

    Kept add(byte[] content, int from, int count) {
        return add(content, from, count, secret.blocks(content, from, count));
    }

    Kept add(byte[] content, int from, int count, BlockHashes hashes) {
        ChunkId id = secret.chunkId(SourceSecret.CONTENT, hashes);
        CompletableFuture<BlobRef> place = new CompletableFuture<>();
        Optional<CompletableFuture<BlobRef>> known = index.claim(id, place);
        if (known.isPresent()) {
            return new Kept(known.get());
        }
        try {
            append(id, Compression.body(content, from, count), count, place);
        } catch (RuntimeException | Error e) {
            // others may wait for the same content
            place.completeExceptionally(e);
            throw e;
        }
        return new Kept(place);
    }

    private synchronized void append(
            ChunkId id, byte[] body, int raw, CompletableFuture<BlobRef> place) {
        PackWriter pack = open == null ? packs.get() : open;
        open = pack;
        pack.add(SourceSecret.CONTENT, id, body, raw);
        places.add(place);
        if (pack.isFull(PackWriter.CONTENT_TARGET)) {
            finish();
        }
    }

    /// Finishes the open pack, so that the places of its content become known.
    synchronized void finish() {
        if (open != null) {
            PackWriter pack = open;
            List<CompletableFuture<BlobRef>> itsPlaces = places;
            open = null;
            places = new ArrayList<>();
            keeper.keep(pack, itsPlaces);
        }
    }
}
