package dev.muster.vault.format;

import java.util.List;

/// Some chunks of a plain file, in order.
public record StreamLeaf(List<BlobRef> chunks) {
    /// A leaf has at most this many.
    public static final int CHUNKS = 256;

    static final int SORT = 3;

    public StreamLeaf {
        chunks = List.copyOf(chunks);
    }

    public byte[] encode() {
        PackTable table = PackTable.of(chunks);
        Encoder out = new Encoder().u8(SORT);
        table.write(out);
        out.varint(chunks.size());
        chunks.forEach(chunk -> table.ref(out, chunk));
        return out.toBytes();
    }

    public static StreamLeaf decode(String name, byte[] section, ObjectHash own) {
        Decoder in = new Decoder(name, section);
        if (in.u8() != SORT) {
            throw in.malformed("it is no leaf of chunks");
        }
        StreamLeaf leaf = new StreamLeaf(PackTable.refs(in, PackTable.read(in, own)));
        in.end();
        return leaf;
    }
}
