package dev.muster.vault.format;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// What a commit points at: the attributes and the lists of paths.
public record Root(Map<String, String> attributes, List<BlobRef> lists) {
    static final int SORT = 6;

    public Root {
        attributes = new LinkedHashMap<>(attributes);
        lists = List.copyOf(lists);
    }

    public byte[] encode() {
        PackTable table = PackTable.of(lists);
        Encoder out = new Encoder().u8(SORT);
        table.write(out);
        out.varint(attributes.size());
        attributes.forEach((name, value) -> out.text(name).text(value));
        out.varint(lists.size());
        lists.forEach(list -> table.ref(out, list));
        return out.toBytes();
    }

    public static Root decode(String name, byte[] section, ObjectHash own) {
        Decoder in = new Decoder(name, section);
        if (in.u8() != SORT) {
            throw in.malformed("it is no root of a backup");
        }
        List<ObjectHash> packs = PackTable.read(in, own);
        int count = in.count(2);
        Map<String, String> attributes = new LinkedHashMap<>();
        for (int i = 0; i < count; i++) {
            attributes.put(in.text(), in.text());
        }
        Root root = new Root(attributes, PackTable.refs(in, packs));
        in.end();
        return root;
    }
}
