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
        SectionWriter out = new SectionWriter(SORT);
        out.body().u8(level);
        out.refs(children, children.size());
        return out.toBytes();
    }

    /// @param level what the tree wants here
    public static Node decode(String name, byte[] section, ObjectHash own, int level) {
        String what = "node of level " + level;
        Section in = Section.open(name, section, own, SORT, what);
        if (in.body().u8() != level) {
            throw in.body().malformed("it is no " + what);
        }
        Node node = new Node(level, in.refs());
        in.end();
        return node;
    }
}
