package dev.muster.vault.format;

import dev.muster.model.FileNames;
import java.util.ArrayList;
import java.util.List;

/// A list of paths, or a group of such lists, and where it lies.
///
/// @param first the first path in it
public record Listed(String first, BlobRef ref) {
    static List<BlobRef> refs(List<Listed> lists) {
        return lists.stream().map(Listed::ref).toList();
    }

    static void encode(Encoder out, PackTable table, List<Listed> lists) {
        out.varint(lists.size());
        for (Listed list : lists) {
            out.bytes(FileNames.bytes(list.first()));
            table.ref(out, list.ref());
        }
    }

    static List<Listed> decode(Decoder in, List<ObjectHash> packs) {
        int count = in.count(25);
        List<Listed> lists = new ArrayList<>(count);
        for (int i = 0; i < count; i++) {
            lists.add(new Listed(FileNames.text(in.bytes()), PackTable.ref(in, packs)));
        }
        return lists;
    }
}
