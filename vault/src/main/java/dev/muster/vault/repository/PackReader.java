package dev.muster.vault.repository;

import dev.muster.vault.VaultErrors;
import dev.muster.vault.format.BlobRef;
import dev.muster.vault.format.ObjectHash;
import dev.muster.vault.format.PackHead;
import dev.muster.vault.format.PackKey;
import dev.muster.vault.format.SourceSecret;
import dev.muster.vault.store.Copies;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/// Opens blobs; each is checked against its id, and a damaged pack is mended from another copy.
///
/// Safe for many threads.
final class PackReader {
    private static final int CACHED_BYTES = 64 << 20;
    private static final int CACHED_KEYS = 4096;

    private final Copies copies;
    private final Trust trust;
    private final SourceSecret secret;
    private final Function<PackHead, Optional<PackKey>> opener;
    private final Map<ObjectHash, PackKey> keys =
            new LinkedHashMap<>(16, 0.75f, true) {
                private static final long serialVersionUID = 1L;

                @Override
                protected boolean removeEldestEntry(Map.Entry<ObjectHash, PackKey> eldest) {
                    return size() > CACHED_KEYS;
                }
            };
    private final LinkedHashMap<ObjectHash, byte[]> packs = new LinkedHashMap<>(16, 0.75f, true);
    private long cachedBytes;

    /// @param opener gets a pack's key as the archive or as the source
    PackReader(
            Copies copies,
            Trust trust,
            SourceSecret secret,
            Function<PackHead, Optional<PackKey>> opener) {
        this.copies = copies;
        this.trust = trust;
        this.secret = secret;
        this.opener = opener;
    }

    /// The content of a section.
    byte[] section(BlobRef ref) {
        byte[] pack = cached(ref.pack());
        if (ref.end() <= pack.length) {
            Optional<byte[]> plain =
                    keyFrom(ref.pack(), pack)
                            .flatMap(key ->
                                    key.open(
                                            secret, SourceSecret.SECTION, ref, pack, ref.offset()));
            if (plain.isPresent()) {
                return plain.get();
            }
        }
        return fromWhole(SourceSecret.SECTION, ref);
    }

    /// Opens a content blob out of bytes of its pack that were read before.
    ///
    /// @param from where the blob begins in them
    byte[] content(BlobRef ref, byte[] bytes, int from) {
        GcmWarmUp.start();
        if (from + ref.stored() <= bytes.length) {
            Optional<byte[]> plain =
                    key(ref.pack())
                            .flatMap(key ->
                                    key.open(secret, SourceSecret.CONTENT, ref, bytes, from));
            if (plain.isPresent()) {
                return plain.get();
            }
        }
        return fromWhole(SourceSecret.CONTENT, ref);
    }

    /// Reads and opens one content blob.
    byte[] alone(BlobRef ref) {
        return content(ref, range(ref.pack(), ref.offset(), ref.stored()), 0);
    }

    SourceSecret secret() {
        return secret;
    }

    /// Gets a pack's key at hand, out of bytes that were read if its head is among them.
    void prepare(ObjectHash pack, int from, byte[] bytes) {
        if (from == 0) {
            keyFrom(pack, bytes);
        } else {
            key(pack);
        }
    }

    /// Some bytes of a pack; fewer if it is too short.
    byte[] range(ObjectHash pack, int offset, int length) {
        return copies.range(PackNames.of(pack), offset, length).orElseThrow(() -> missing(pack));
    }

    /// The slow way: the whole pack, from a copy where it has the hash that names it.
    private byte[] fromWhole(int type, BlobRef ref) {
        byte[] pack = whole(ref.pack());
        forget(ref.pack());
        return keyFrom(ref.pack(), pack)
                .filter(key -> ref.end() <= pack.length)
                .flatMap(key -> key.open(secret, type, ref, pack, ref.offset()))
                .orElseThrow(() ->
                        VaultErrors.DAMAGED.error(
                                "blob "
                                        + ref.id()
                                        + " in "
                                        + PackNames.of(ref.pack())
                                        + " is not what the backup's map says",
                                ""));
    }

    private byte[] whole(ObjectHash pack) {
        return copies.read(PackNames.of(pack), trust).orElseThrow(() -> missing(pack));
    }

    private static RuntimeException missing(ObjectHash pack) {
        return VaultErrors.MISSING.error(
                PackNames.of(pack) + " is in no copy that can be reached",
                "bring back another copy and run `muster vault repair`");
    }

    private synchronized byte[] cached(ObjectHash pack) {
        byte[] known = packs.get(pack);
        if (known != null) {
            return known;
        }
        byte[] bytes =
                copies.range(PackNames.of(pack), 0, Integer.MAX_VALUE)
                        .orElseThrow(() -> missing(pack));
        packs.put(pack, bytes);
        cachedBytes += bytes.length;
        while (cachedBytes > CACHED_BYTES && packs.size() > 1) {
            cachedBytes -= packs.pollFirstEntry().getValue().length;
        }
        return bytes;
    }

    private synchronized void forget(ObjectHash pack) {
        byte[] known = packs.remove(pack);
        cachedBytes -= known == null ? 0 : known.length;
        keys.remove(pack);
    }

    private Optional<PackKey> key(ObjectHash pack) {
        synchronized (this) {
            PackKey known = keys.get(pack);
            if (known != null) {
                return Optional.of(known);
            }
        }
        return keyFrom(pack, range(pack, 0, PackHead.LIMIT));
    }

    private Optional<PackKey> keyFrom(ObjectHash pack, byte[] head) {
        synchronized (this) {
            PackKey known = keys.get(pack);
            if (known != null) {
                return Optional.of(known);
            }
        }
        Optional<PackKey> key = head(pack, head).flatMap(opener);
        synchronized (this) {
            key.ifPresent(opened -> keys.put(pack, opened));
        }
        return key;
    }

    private static Optional<PackHead> head(ObjectHash pack, byte[] bytes) {
        try {
            return Optional.of(PackHead.decode(PackNames.of(pack), bytes));
        } catch (dev.muster.model.MusterException damaged) {
            // the caller then takes the whole pack from a copy where it is whole
            return Optional.empty();
        }
    }
}
