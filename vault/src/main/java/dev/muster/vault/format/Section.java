package dev.muster.vault.format;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;

/// A section taken apart: its body, and where the blobs lie that the body names.
///
/// A section's id is made of its body alone. So blobs can be moved, and the sections above them
/// written again, without any id changing, up to the root that the source signed.
public final class Section {
    private final Decoder body;
    private final Decoder places;
    private final List<ObjectHash> packs;

    private Section(Decoder body, Decoder places, List<ObjectHash> packs) {
        this.body = body;
        this.places = places;
        this.packs = packs;
    }

    /// @param own the pack that the section was read from
    static Section open(String name, byte[] section, ObjectHash own) {
        Decoder in = new Decoder(name, section);
        int length = in.count(1);
        int from = in.position();
        Decoder places = new Decoder(name, section, from + length, section.length);
        int count = places.count(ObjectHash.BYTES);
        List<ObjectHash> packs = new ArrayList<>(count + 1);
        packs.add(own);
        for (int i = 0; i < count; i++) {
            packs.add(places.hash());
        }
        return new Section(new Decoder(name, section, from, from + length), places, packs);
    }

    /// The same, where the body must begin with this sort.
    static Section open(String name, byte[] section, ObjectHash own, int sort, String what) {
        Section opened = open(name, section, own);
        if (opened.body.u8() != sort) {
            throw opened.body.malformed("it is no " + what);
        }
        return opened;
    }

    Decoder body() {
        return body;
    }

    BlobRef ref() {
        ChunkId id = body.id();
        BlobPlace place = place();
        return new BlobRef(id, place.pack(), place.offset(), place.stored(), place.raw());
    }

    private BlobPlace place() {
        ObjectHash pack = packs.get(places.upTo(packs.size() - 1));
        int offset = places.upTo(Integer.MAX_VALUE);
        int stored = places.upTo(Integer.MAX_VALUE - offset);
        int raw = places.upTo(BlobRef.LIMIT);
        if (stored <= Aead.TAG) {
            throw places.malformed("a blob is too short");
        }
        return new BlobPlace(pack, offset, stored, raw);
    }

    List<BlobRef> refs() {
        int count = body.count(ChunkId.BYTES);
        List<BlobRef> refs = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            refs.add(ref());
        }
        return refs;
    }

    void end() {
        body.end();
        places.end();
    }

    /// What a section's id is made of; empty if it is none.
    static Optional<ChunkId> id(SourceSecret secret, byte[] section) {
        long length = 0;
        for (int at = 0; at < Math.min(section.length, 5); at++) {
            length |= (long) (section[at] & 0x7f) << (7 * at);
            if (section[at] >= 0) {
                int from = at + 1;
                return length <= section.length - from
                        ? Optional.of(
                                secret.chunkId(SourceSecret.SECTION, section, from, (int) length))
                        : Optional.empty();
            }
        }
        return Optional.empty();
    }

    /// Where all lies that it names, in the order in which it does.
    ///
    /// @param own the pack that it was read from
    public static List<BlobPlace> places(String name, byte[] section, ObjectHash own) {
        Section opened = open(name, section, own);
        List<BlobPlace> places = new ArrayList<>();
        while (opened.places.remaining() > 0) {
            places.add(opened.place());
        }
        return places;
    }

    /// The same section, where what it names lies elsewhere.
    ///
    /// @param own the pack that it was read from
    /// @param move gives each place the new one, or the same
    public static byte[] moved(
            String name, byte[] section, ObjectHash own, UnaryOperator<BlobPlace> move) {
        Decoder in = new Decoder(name, section);
        int length = in.count(1);
        List<BlobPlace> places = places(name, section, own).stream().map(move).toList();
        return SectionWriter.join(section, in.position(), length, places);
    }
}
