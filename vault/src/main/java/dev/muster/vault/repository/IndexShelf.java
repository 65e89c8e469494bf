package dev.muster.vault.repository;

import dev.muster.model.ComponentId;
import dev.muster.model.MusterException;
import dev.muster.vault.VaultErrors;
import dev.muster.vault.format.BlobRef;
import dev.muster.vault.format.Commit;
import dev.muster.vault.format.IndexSegment;
import dev.muster.vault.format.ObjectHash;
import dev.muster.vault.format.ObjectKind;
import dev.muster.vault.format.PackKeys;
import dev.muster.vault.format.SignedObject;
import dev.muster.vault.format.SigningKey;
import dev.muster.vault.format.SourceSecret;
import dev.muster.vault.store.Copies;
import dev.muster.vault.store.StoredObject;
import java.nio.ByteBuffer;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Predicate;

/// The index segments of a source, opened to look things up in.
final class IndexShelf {
    /// Bounds what lies in memory while segments are fetched and checked.
    private static final int IN_FLIGHT = 8;

    private final Copies copies;
    private final Trust trust;
    private final Workers workers;
    private final ComponentId source;
    private final SourceSecret secret;
    private final Consumer<SignedObject> believed;
    private final Optional<SegmentCache> cache;

    private IndexShelf(
            Copies copies,
            Trust trust,
            Workers workers,
            ComponentId source,
            SourceSecret secret,
            Consumer<SignedObject> believed,
            VaultPorts ports) {
        this.copies = copies;
        this.trust = trust;
        this.workers = workers;
        this.source = source;
        this.secret = secret;
        this.believed = believed;
        this.cache =
                ports.cache()
                        .map(folder ->
                                new SegmentCache(
                                        folder.resolve(secret.vault().toString())
                                                .resolve(source.value())));
    }

    /// For a source that backs up: only what this very key signed, or a maintainer that moved what
    /// it stored. What it finds there it never looks at again.
    static IndexShelf ofSource(
            Copies copies, Trust trust, Workers workers, SourceKey key, VaultPorts ports) {
        Consumer<SignedObject> believed =
                signed -> {
                    if (signed.signer().equals(key.signing().id())) {
                        signed.verify(key.signing().publicKey());
                    } else {
                        trust.byMaintainer(signed);
                    }
                };
        return new IndexShelf(copies, trust, workers, key.source(), key.secret(), believed, ports);
    }

    /// For a reader, which checks by its id whatever it finds.
    static IndexShelf ofReader(
            Copies copies,
            Trust trust,
            Workers workers,
            ComponentId source,
            SourceSecret secret,
            VaultPorts ports) {
        Consumer<SignedObject> believed =
                signed -> {
                    try {
                        trust.verify(signed, source);
                    } catch (MusterException otherSigner) {
                        trust.byMaintainer(signed);
                    }
                };
        return new IndexShelf(copies, trust, workers, source, secret, believed, ports);
    }

    /// All segments that are believed and can be read; without one, content is only stored twice.
    ///
    /// @param dooms whether a name is condemned
    Map<ObjectHash, IndexSegment> open(Predicate<String> dooms) {
        List<String> names =
                copies.list(IndexSegment.prefix(source)).stream()
                        .map(StoredObject::name)
                        .filter(name -> !dooms.test(name))
                        .toList();
        Set<ObjectHash> hashes = new HashSet<>();
        names.forEach(name -> hashes.add(hash(name)));
        cache.ifPresent(it -> it.retain(hashes));
        Map<ObjectHash, IndexSegment> segments = new LinkedHashMap<>();
        List<Optional<IndexSegment>> found = workers.together(names, IN_FLIGHT, this::segment);
        for (int i = 0; i < names.size(); i++) {
            ObjectHash hash = hash(names.get(i));
            found.get(i).ifPresent(segment -> segments.put(hash, segment));
        }
        return segments;
    }

    private Optional<IndexSegment> segment(String name) {
        try {
            return trusted(name).map(view -> IndexSegment.open(name, secret, source, view));
        } catch (MusterException unreadable) {
            return Optional.empty();
        }
    }

    /// Checked, and mapped if it can be.
    private Optional<ByteBuffer> trusted(String name) {
        Optional<ByteBuffer> mapped = mapped(name);
        if (mapped.isPresent()) {
            byte[] object = bytes(mapped.get());
            if (Copies.isWhole(name, object, trust)) {
                believed.accept(new SignedObject(ObjectKind.INDEX, name, object));
                return mapped;
            }
            cache.ifPresent(it -> it.drop(hash(name)));
        }
        byte[] object =
                copies.read(name, trust)
                        .orElseThrow(() -> VaultErrors.MISSING.error(name + " is gone", ""));
        believed.accept(new SignedObject(ObjectKind.INDEX, name, object));
        return Optional.of(kept(name, object));
    }

    private Optional<ByteBuffer> mapped(String name) {
        return cache.flatMap(it -> it.find(hash(name))).or(() -> copies.view(name));
    }

    private ByteBuffer kept(String name, byte[] object) {
        return cache.map(it -> it.keep(hash(name), object))
                .orElseGet(() -> ByteBuffer.wrap(object));
    }

    private static byte[] bytes(ByteBuffer view) {
        byte[] bytes = new byte[view.limit()];
        view.get(0, bytes);
        return bytes;
    }

    /// Stores a segment of this session.
    DedupIndex.Written write(
            SessionCopies session,
            SigningKey signing,
            byte[] salt,
            PackKeys keys,
            List<BlobRef> blobs,
            List<Commit.PackSize> packs) {
        byte[] object = IndexSegment.encode(source, secret, signing, salt, keys, blobs, packs);
        ObjectHash hash = ObjectHash.of(object);
        String name = IndexSegment.prefix(source) + hash.hex();
        session.put(name, ByteBuffer.wrap(object));
        ByteBuffer view = copies.view(name).orElseGet(() -> kept(name, object));
        return new DedupIndex.Written(
                hash, object.length, IndexSegment.open(name, secret, source, view));
    }

    private static ObjectHash hash(String name) {
        return ObjectHash.parse(name.substring(name.lastIndexOf('/') + 1));
    }
}
