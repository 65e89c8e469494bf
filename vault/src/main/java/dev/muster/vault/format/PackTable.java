package dev.muster.vault.format;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// The packs that a section's references point into, each written once.
final class PackTable {
    /// Stands for the pack that the section itself lies in, whose hash is not known yet.
    static final ObjectHash OWN = ObjectHash.NONE;

    private final Map<ObjectHash, Integer> numbers = new LinkedHashMap<>();

    PackTable() {
        numbers.put(OWN, 0);
    }

    static PackTable of(Iterable<BlobRef> refs) {
        PackTable table = new PackTable();
        refs.forEach(table::add);
        return table;
    }

    void add(BlobRef ref) {
        numbers.computeIfAbsent(ref.pack(), pack -> numbers.size());
    }

    void write(Encoder out) {
        out.varint(numbers.size() - 1);
        numbers.keySet().stream().skip(1).forEach(out::hash);
    }

    void ref(Encoder out, BlobRef ref) {
        Integer number = numbers.get(ref.pack());
        if (number == null) {
            throw new IllegalStateException("a reference's pack is not in the table");
        }
        out.id(ref.id()).varint(number).varint(ref.offset()).varint(ref.stored()).varint(ref.raw());
    }

    /// @param own the pack that the section was read from
    static List<ObjectHash> read(Decoder in, ObjectHash own) {
        int count = in.count(ObjectHash.BYTES);
        List<ObjectHash> packs = new ArrayList<>(count + 1);
        packs.add(own);
        for (int i = 0; i < count; i++) {
            packs.add(in.hash());
        }
        return packs;
    }

    static BlobRef ref(Decoder in, List<ObjectHash> packs) {
        ChunkId id = in.id();
        ObjectHash pack = packs.get(in.upTo(packs.size() - 1));
        int offset = in.upTo(Integer.MAX_VALUE);
        int stored = in.upTo(Integer.MAX_VALUE - offset);
        int raw = in.upTo(BlobRef.LIMIT);
        if (stored <= Aead.TAG) {
            throw in.malformed("a blob is too short");
        }
        return new BlobRef(id, pack, offset, stored, raw);
    }

    static List<BlobRef> refs(Decoder in, List<ObjectHash> packs) {
        int count = in.count(24);
        List<BlobRef> refs = new ArrayList<>(count);
        for (int i = 0; i < count; i++) {
            refs.add(ref(in, packs));
        }
        return refs;
    }
}
