package dev.muster.vault.format;

import dev.muster.model.FileNames;
import java.util.ArrayList;
import java.util.List;

/// A list of paths, or a group of such lists, and where it lies.
///
/// @param first the first path in it
public record Listed(String first, BlobRef ref) {
    static void encode(SectionWriter out, List<Listed> lists) {
        out.body().varint(lists.size());
        for (Listed list : lists) {
            out.body().bytes(FileNames.bytes(list.first()));
            out.ref(list.ref());
        }
    }

    static List<Listed> decode(Section in) {
        int count = in.body().count(1 + ChunkId.BYTES);
        List<Listed> lists = new ArrayList<>(count);
        for (int i = 0; i < count; i++) {
            lists.add(new Listed(FileNames.text(in.body().bytes()), in.ref()));
        }
        return lists;
    }
}
