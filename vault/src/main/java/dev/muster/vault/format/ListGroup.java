package dev.muster.vault.format;

import dev.muster.model.FileNames;
import java.util.List;
import java.util.zip.CRC32;

/// Some lists of paths, in order.
public record ListGroup(List<Listed> lists) {
    static final int SORT = 7;
    private static final int LIMIT = 1024;
    private static final int CUT_MASK = 4095;

    public ListGroup {
        lists = List.copyOf(lists);
    }

    /// Whether a group ends after a list.
    ///
    /// @param last the last path of that list
    public static boolean endsAfter(String last, int listsSoFar) {
        CRC32 crc = new CRC32();
        crc.update(FileNames.bytes(last));
        return listsSoFar >= LIMIT || (crc.getValue() & CUT_MASK) == 0;
    }

    public byte[] encode() {
        SectionWriter out = new SectionWriter(SORT);
        Listed.encode(out, lists);
        return out.toBytes();
    }

    public static ListGroup decode(String name, byte[] section, ObjectHash own) {
        Section in = Section.open(name, section, own, SORT, "group of lists");
        ListGroup group = new ListGroup(Listed.decode(in));
        in.end();
        return group;
    }
}
