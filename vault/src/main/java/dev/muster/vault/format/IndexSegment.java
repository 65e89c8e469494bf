package dev.muster.vault.format;

import dev.muster.model.ComponentId;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/// Where some blobs lie, sorted by id, sealed in blocks under the source's secret.
///
/// Opened, it keeps in memory its packs, eight bytes a block and a filter of 12 bits an entry; the
/// blocks stay in the given buffer, which may be a mapped file. One thread at a time.
public final class IndexSegment {
    static final int BLOCK = 1024;
    private static final int ENTRY = ChunkId.BYTES + 16;

    private final PackKeys keys;
    private final List<Commit.PackSize> packs;
    private final int entries;
    private final long[] fences;
    private final Aead aead;
    private final byte[] aad;
    private final ByteBuffer object;
    private final int blocks;
    private final IdFilter filter;
    private int cachedBlock = -1;
    private byte[] cached = new byte[0];

    private IndexSegment(
            PackKeys keys,
            List<Commit.PackSize> packs,
            int entries,
            long[] fences,
            Aead aead,
            byte[] aad,
            ByteBuffer object,
            int blocks) {
        this.keys = keys;
        this.packs = packs;
        this.entries = entries;
        this.fences = fences;
        this.aead = aead;
        this.aad = aad;
        this.object = object;
        this.blocks = blocks;
        this.filter = new IdFilter(entries);
    }

    public static String prefix(ComponentId source) {
        return "index/" + source + "/";
    }

    /// @param salt 16 fresh random bytes
    /// @param keys what the packs are sealed to
    /// @param blobs any order, no id twice
    /// @param packs all that the blobs lie in
    public static byte[] encode(
            ComponentId source,
            SourceSecret secret,
            SigningKey key,
            byte[] salt,
            PackKeys keys,
            List<BlobRef> blobs,
            List<Commit.PackSize> packs) {
        BlobRef[] sorted = blobs.toArray(BlobRef[]::new);
        Arrays.sort(sorted, (one, other) -> one.id().compareTo(other.id()));
        Encoder out =
                ObjectKind.INDEX
                        .begin()
                        .raw(secret.vault().toBytes())
                        .text(source.value())
                        .raw(salt);
        keys.write(out);
        out.varint(packs.size());
        packs.forEach(pack -> out.hash(pack.pack()).u32(pack.bytes()));
        out.u32(sorted.length).u32(Math.ceilDiv(sorted.length, BLOCK));
        for (int i = 0; i < sorted.length; i += BLOCK) {
            out.u64(sorted[i].id().high());
        }
        Aead aead = new Aead(secret.indexKey(salt));
        byte[] aad = Bytes.join(secret.vault().toBytes(), salt);
        for (int i = 0; i < sorted.length; i += BLOCK) {
            out.raw(aead.seal(i / BLOCK, aad, block(sorted, i, packs)));
        }
        return key.sign(ObjectKind.INDEX, out);
    }

    private static byte[] block(BlobRef[] sorted, int from, List<Commit.PackSize> packs) {
        Encoder out = new Encoder(BLOCK * ENTRY);
        List<ObjectHash> names = packs.stream().map(Commit.PackSize::pack).toList();
        for (int i = from; i < Math.min(sorted.length, from + BLOCK); i++) {
            BlobRef blob = sorted[i];
            out.id(blob.id())
                    .u32(names.indexOf(blob.pack()))
                    .u32(blob.offset())
                    .u32(blob.stored())
                    .u32(blob.raw());
        }
        return out.toBytes();
    }

    /// The packs that a segment speaks of; they stand there in clear.
    public static List<Commit.PackSize> packs(String name, byte[] object) {
        Decoder in = ObjectKind.INDEX.read(name, object);
        VaultNumber.read(in);
        in.text();
        in.raw(16);
        PackKeys.read(in);
        return packs(in);
    }

    private static List<Commit.PackSize> packs(Decoder in) {
        List<Commit.PackSize> packs = new ArrayList<>();
        for (int left = in.count(ObjectHash.BYTES + 4); left > 0; left--) {
            packs.add(new Commit.PackSize(in.hash(), in.int32()));
        }
        return packs;
    }

    /// Opens a segment whose signature was verified.
    ///
    /// @param object the whole object; read later too
    public static IndexSegment open(
            String name, SourceSecret secret, ComponentId source, ByteBuffer object) {
        byte[] head = new byte[object.limit()];
        object.get(0, head);
        Decoder in = ObjectKind.INDEX.read(name, head);
        if (!VaultNumber.read(in).equals(secret.vault()) || !in.text().equals(source.value())) {
            throw in.malformed("it belongs to another vault or source");
        }
        byte[] salt = in.raw(16);
        PackKeys keys = PackKeys.read(in);
        List<Commit.PackSize> packs = packs(in);
        int entries = in.int32();
        int fenceCount = in.int32();
        if (fenceCount != Math.ceilDiv(entries, BLOCK)) {
            throw in.malformed("its blocks do not fit its entries");
        }
        long[] fences = new long[fenceCount];
        for (int i = 0; i < fenceCount; i++) {
            fences[i] = in.u64();
        }
        IndexSegment segment =
                new IndexSegment(
                        keys,
                        packs,
                        entries,
                        fences,
                        new Aead(secret.indexKey(salt)),
                        Bytes.join(secret.vault().toBytes(), salt),
                        object,
                        in.position());
        segment.fillFilter(in);
        return segment;
    }

    private void fillFilter(Decoder in) {
        long size = (long) entries * ENTRY + (long) fences.length * Aead.TAG;
        if (blocks + size + SignedObject.TRAILER != object.limit()) {
            throw in.malformed("its blocks do not fill it");
        }
        for (int block = 0; block < fences.length; block++) {
            byte[] plain = block(block);
            for (int at = 0; at < plain.length; at += ENTRY) {
                filter.add(id(plain, at));
            }
        }
    }

    /// What its packs are sealed to.
    public PackKeys keys() {
        return keys;
    }

    public List<Commit.PackSize> packs() {
        return packs;
    }

    public int entries() {
        return entries;
    }

    public Optional<BlobRef> find(ChunkId id) {
        if (!filter.mayHave(id)) {
            return Optional.empty();
        }
        int block = blockOf(id);
        // several blocks may begin with the same eight bytes, if only in a made-up index
        while (block >= 0) {
            Optional<BlobRef> found = findIn(block(block), id);
            if (found.isPresent() || fences[block] != id.high()) {
                return found;
            }
            block--;
        }
        return Optional.empty();
    }

    private int blockOf(ChunkId id) {
        int low = 0;
        int high = fences.length;
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (Long.compareUnsigned(fences[middle], id.high()) <= 0) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return low - 1;
    }

    private Optional<BlobRef> findIn(byte[] plain, ChunkId id) {
        int low = 0;
        int high = plain.length / ENTRY;
        while (low < high) {
            int middle = (low + high) >>> 1;
            int order = id(plain, middle * ENTRY).compareTo(id);
            if (order == 0) {
                return Optional.of(entry(plain, middle * ENTRY));
            }
            if (order < 0) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return Optional.empty();
    }

    private BlobRef entry(byte[] plain, int at) {
        Decoder in = new Decoder("index", plain, at, at + ENTRY);
        ChunkId id = in.id();
        int pack = in.int32();
        if (pack >= packs.size()) {
            throw in.malformed("it names a pack that it does not list");
        }
        return new BlobRef(id, packs.get(pack).pack(), in.int32(), in.int32(), in.int32());
    }

    private static ChunkId id(byte[] plain, int at) {
        return new Decoder("index", plain, at, at + ChunkId.BYTES).id();
    }

    private byte[] block(int number) {
        if (number == cachedBlock) {
            return cached;
        }
        int count = Math.min(BLOCK, entries - number * BLOCK);
        byte[] sealed = new byte[count * ENTRY + Aead.TAG];
        object.get(blocks + number * (BLOCK * ENTRY + Aead.TAG), sealed);
        cached =
                aead.open(number, aad, sealed)
                        .orElseThrow(() ->
                                new Decoder("index", sealed)
                                        .malformed("a block is not what was sealed"));
        cachedBlock = number;
        return cached;
    }
}
