package dev.muster.vault.format;

import java.util.List;

/// An inner node of a file's tree.
///
/// @param level 1 where the children are leaves
public record Node(int level, List<BlobRef> children) {
    /// A node has at most this many.
    public static final int CHILDREN = 256;

    /// No file needs a higher tree.
    public static final int HEIGHT = 6;

    static final int SORT = 4;

    public Node {
        children = List.copyOf(children);
    }

    public byte[] encode() {
        PackTable table = PackTable.of(children);
        Encoder out = new Encoder().u8(SORT).u8(level);
        table.write(out);
        out.varint(children.size());
        children.forEach(child -> table.ref(out, child));
        return out.toBytes();
    }

    /// @param level what the tree wants here
    public static Node decode(String name, byte[] section, ObjectHash own, int level) {
        Decoder in = new Decoder(name, section);
        if (in.u8() != SORT || in.u8() != level) {
            throw in.malformed("it is no node of level " + level);
        }
        Node node = new Node(level, PackTable.refs(in, PackTable.read(in, own)));
        in.end();
        return node;
    }
}
