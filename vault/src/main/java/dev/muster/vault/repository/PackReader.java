package dev.muster.vault.repository;

import dev.muster.model.MusterException;
import dev.muster.vault.VaultErrors;
import dev.muster.vault.format.BlobRef;
import dev.muster.vault.format.ObjectHash;
import dev.muster.vault.format.PackHead;
import dev.muster.vault.format.PackKey;
import dev.muster.vault.format.SourceSecret;
import dev.muster.vault.store.Copies;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/// Opens blobs; each is checked against its id, and a damaged pack is mended from another copy.
///
/// Safe for many threads.
final class PackReader {
    private static final Set<String> LOST =
            Set.of(VaultErrors.DAMAGED.id(), VaultErrors.MISSING.id(), VaultErrors.MALFORMED.id());
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
    private final Map<ObjectHash, MusterException> lost = new HashMap<>();
    private final Set<ObjectHash> absent;
    private final Optional<OtherPlaces> others;
    private long cachedBytes;

    /// @param opener gets a pack's key as the archive or as the source
    PackReader(
            Copies copies,
            Trust trust,
            SourceSecret secret,
            Function<PackHead, Optional<PackKey>> opener) {
        this(copies, trust, secret, opener, Set.of(), Optional.empty());
    }

    private PackReader(
            Copies copies,
            Trust trust,
            SourceSecret secret,
            Function<PackHead, Optional<PackKey>> opener,
            Set<ObjectHash> absent,
            Optional<OtherPlaces> others) {
        this.copies = copies;
        this.trust = trust;
        this.secret = secret;
        this.opener = opener;
        this.absent = absent;
        this.others = others;
    }

    /// The same, for which some packs are not there.
    PackReader without(Set<ObjectHash> packs) {
        return new PackReader(copies, trust, secret, opener, Set.copyOf(packs), others);
    }

    /// The same, which looks elsewhere for content whose pack was lost.
    PackReader orFrom(OtherPlaces places) {
        return new PackReader(copies, trust, secret, opener, absent, Optional.of(places));
    }

    /// Whether an error says that what was wanted is damaged or gone, wherever it should be.
    static boolean isLost(MusterException e) {
        return LOST.contains(e.code().id());
    }

    /// The content of a section.
    byte[] section(BlobRef ref) {
        if (absent.contains(ref.pack())) {
            throw missing(ref.pack());
        }
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
        try {
            return fromWhole(SourceSecret.CONTENT, ref);
        } catch (MusterException e) {
            if (isLost(e)) {
                return again(ref).orElseThrow(() -> e);
            }
            throw e;
        }
    }

    /// The same content, from where a later backup stored it anew.
    private Optional<byte[]> again(BlobRef lost) {
        return others.stream()
                .flatMap(places -> places.of(lost).stream())
                .flatMap(place -> ifReadable(place.blob()).stream())
                .findFirst();
    }

    /// Whether content lies there that has its id.
    boolean opens(BlobRef ref) {
        return ifReadable(ref).isPresent();
    }

    private Optional<byte[]> ifReadable(BlobRef ref) {
        try {
            byte[] bytes = range(ref.pack(), ref.offset(), ref.stored());
            return key(ref.pack())
                    .filter(key -> bytes.length == ref.stored())
                    .flatMap(key -> key.open(secret, SourceSecret.CONTENT, ref, bytes, 0));
        } catch (MusterException e) {
            if (isLost(e)) {
                return Optional.empty();
            }
            throw e;
        }
    }

    /// Reads and opens one content blob.
    byte[] alone(BlobRef ref) {
        return content(ref, rangeOrNothing(ref.pack(), ref.offset(), ref.stored()), 0);
    }

    /// Nothing where the pack is in no copy: each blob of it is then looked for by itself.
    byte[] rangeOrNothing(ObjectHash pack, int offset, int length) {
        try {
            return range(pack, offset, length);
        } catch (MusterException e) {
            if (isLost(e)) {
                return new byte[0];
            }
            throw e;
        }
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
        synchronized (this) {
            MusterException known = lost.get(pack);
            if (known != null) {
                throw known;
            }
        }
        try {
            return copies.read(PackNames.of(pack), trust).orElseThrow(() -> missing(pack));
        } catch (MusterException e) {
            if (others.isPresent() && isLost(e)) {
                // a pack of many blobs is not read again in all copies for each of them
                synchronized (this) {
                    lost.put(pack, e);
                }
            }
            throw e;
        }
    }

    private static MusterException missing(ObjectHash pack) {
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
        } catch (MusterException damaged) {
            // the caller then takes the whole pack from a copy where it is whole
            return Optional.empty();
        }
    }
}
