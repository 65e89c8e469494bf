package dev.muster.vault.repository;

import dev.muster.model.MusterException;
import dev.muster.vault.VaultErrors;
import dev.muster.vault.format.BlobRef;
import dev.muster.vault.format.ObjectHash;
import dev.muster.vault.format.PackDirectory;
import dev.muster.vault.format.PackHead;
import dev.muster.vault.format.PackKey;
import dev.muster.vault.format.PackWriter;
import dev.muster.vault.format.PrivateKeys;
import dev.muster.vault.format.SourceSecret;
import dev.muster.vault.store.Copies;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/// Copies the content that is still needed out of packs. Each blob is opened and hashed on the way:
/// what would not restore is not passed on. One thread.
final class ContentMove {
    private final Copies copies;
    private final Trust trust;
    private final SourceSecret secret;
    private final PrivateKeys keys;
    private final ContentStream content;
    private final Map<Spot, CompletableFuture<BlobRef>> moving = new HashMap<>();
    private long bytes;

    ContentMove(
            Copies copies,
            Trust trust,
            SourceSecret secret,
            PrivateKeys keys,
            ContentStream content) {
        this.copies = copies;
        this.trust = trust;
        this.secret = secret;
        this.keys = keys;
        this.content = content;
    }

    /// @throws MusterException if a blob of it cannot be read; then nothing of the pack is moved
    void move(ObjectHash pack, LiveBlobs.InPack live) {
        byte[] whole =
                copies.read(PackNames.of(pack), trust)
                        .orElseThrow(() -> damaged(pack, "is in no copy"));
        PackKey key =
                PackHead.decode(PackNames.of(pack), whole)
                        .open(keys)
                        .orElseThrow(() -> damaged(pack, "does not open with this key"));
        List<PackWriter.Entry> wanted =
                PackDirectory.read(key, whole)
                        .orElseThrow(() -> damaged(pack, "has no readable directory"))
                        .stream()
                        .filter(entry -> entry.type() == SourceSecret.CONTENT)
                        .filter(entry -> live.contains(entry.offset()))
                        .toList();
        if (wanted.size() != live.count()) {
            throw damaged(pack, "lacks a blob that a backup points at");
        }
        Map<Spot, CompletableFuture<BlobRef>> found = new HashMap<>();
        for (PackWriter.Entry entry : wanted) {
            BlobRef ref =
                    new BlobRef(entry.id(), pack, entry.offset(), entry.stored(), entry.raw());
            byte[] plain = open(key, ref, whole);
            found.put(Spot.of(ref), content.add(plain, 0, plain.length).place());
            bytes += ref.stored();
        }
        moving.putAll(found);
    }

    private byte[] open(PackKey key, BlobRef ref, byte[] whole) {
        Optional<byte[]> plain =
                ref.end() <= whole.length
                        ? key.open(secret, SourceSecret.CONTENT, ref, whole, ref.offset())
                        : Optional.empty();
        return plain.orElseThrow(() ->
                damaged(ref.pack(), "holds blob " + ref.id() + ", which is not what was stored"));
    }

    private static MusterException damaged(ObjectHash pack, String why) {
        return VaultErrors.DAMAGED.error(
                PackNames.of(pack) + " " + why, "run `muster vault repair`");
    }

    /// Stored bytes of what was moved, as it was.
    long bytes() {
        return bytes;
    }

    /// Where everything lies now; the packs must be stored.
    Map<Spot, BlobRef> moved() {
        Map<Spot, BlobRef> moved = new HashMap<>();
        moving.forEach((spot, place) -> moved.put(spot, Causes.join(place)));
        return moved;
    }
}
