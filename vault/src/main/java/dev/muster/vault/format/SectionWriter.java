package dev.muster.vault.format;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// Writes a section: a body that says what it means, and after it where the blobs lie that the body
/// names.
final class SectionWriter {
    private final Encoder body;
    private final List<BlobPlace> places = new ArrayList<>();

    SectionWriter(int sort) {
        this(sort, 256);
    }

    SectionWriter(int sort, int capacity) {
        body = new Encoder(capacity).u8(sort);
    }

    Encoder body() {
        return body;
    }

    void ref(BlobRef ref) {
        body.id(ref.id());
        places.add(ref.place());
    }

    void refs(Iterable<BlobRef> refs, int count) {
        body.varint(count);
        refs.forEach(this::ref);
    }

    byte[] toBytes() {
        byte[] bytes = body.toBytes();
        return join(bytes, 0, bytes.length, places);
    }

    /// Packs are named once each. Number 0 is the one that the section itself lies in, whose hash
    /// is not known yet.
    static byte[] join(byte[] body, int from, int length, List<BlobPlace> places) {
        Map<ObjectHash, Integer> numbers = new LinkedHashMap<>();
        numbers.put(ObjectHash.NONE, 0);
        places.forEach(place -> numbers.computeIfAbsent(place.pack(), _ -> numbers.size()));
        Encoder out = new Encoder(length + numbers.size() * 32 + places.size() * 10 + 16);
        out.varint(length).raw(body, from, length).varint(numbers.size() - 1);
        numbers.keySet().stream().skip(1).forEach(out::hash);
        for (BlobPlace place : places) {
            Integer number = numbers.get(place.pack());
            if (number == null) {
                throw new IllegalStateException("a place's pack is not in the table");
            }
            out.varint(number).varint(place.offset()).varint(place.stored()).varint(place.raw());
        }
        return out.toBytes();
    }
}
