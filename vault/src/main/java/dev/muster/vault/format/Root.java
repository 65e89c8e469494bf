package dev.muster.vault.format;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// What a commit points at: the attributes, and the groups of lists of paths.
///
/// @param ordered whether all paths come in the order of [dev.muster.model.FileNames#compare]
public record Root(Map<String, String> attributes, boolean ordered, List<Listed> groups) {
    static final int SORT = 6;

    public Root {
        attributes = new LinkedHashMap<>(attributes);
        groups = List.copyOf(groups);
    }

    public byte[] encode() {
        SectionWriter out = new SectionWriter(SORT);
        out.body().varint(attributes.size());
        attributes.forEach((name, value) -> out.body().text(name).text(value));
        out.body().u8(ordered ? 1 : 0);
        Listed.encode(out, groups);
        return out.toBytes();
    }

    public static Root decode(String name, byte[] section, ObjectHash own) {
        Section opened = Section.open(name, section, own, SORT, "root of a backup");
        Decoder in = opened.body();
        int count = in.count(2);
        Map<String, String> attributes = new LinkedHashMap<>();
        for (int i = 0; i < count; i++) {
            attributes.put(in.text(), in.text());
        }
        Root root = new Root(attributes, in.u8() == 1, Listed.decode(opened));
        opened.end();
        return root;
    }
}
