package dev.muster.vault.format;

import java.util.ArrayList;
import java.util.List;

/// `condemned/<id>/list`: what is about to be deleted. Whoever begins to write after this was put
/// treats it as absent.
///
/// @param packs by hash
/// @param names places of commits, segments of log and of the index, by name
public record Condemned(
        VaultNumber vault, SessionId id, List<ObjectHash> packs, List<String> names) {
    public static final String PREFIX = "condemned/";

    public Condemned {
        packs = List.copyOf(packs);
        names = List.copyOf(names);
    }

    public static String folder(SessionId id) {
        return PREFIX + id + "/";
    }

    public static String object(SessionId id) {
        return folder(id) + "list";
    }

    public byte[] encode() {
        Encoder out = ObjectKind.CONDEMNED.begin().raw(vault.toBytes()).raw(id.toBytes());
        lists(out, packs, names);
        return CheckedObject.encode(out);
    }

    static void lists(Encoder out, List<ObjectHash> packs, List<String> names) {
        out.varint(packs.size());
        packs.forEach(out::hash);
        out.varint(names.size());
        names.forEach(out::text);
    }

    public static Condemned decode(String name, byte[] object, VaultNumber vault) {
        Decoder in = CheckedObject.decode(ObjectKind.CONDEMNED, name, object);
        Condemned list =
                new Condemned(VaultNumber.read(in), SessionId.read(in), packs(in), names(in));
        in.end();
        CheckedObject.requireOwn(in, list.vault(), vault, name, object(list.id()));
        return list;
    }

    static List<ObjectHash> packs(Decoder in) {
        int count = in.count(ObjectHash.BYTES);
        List<ObjectHash> packs = new ArrayList<>(count);
        for (int i = 0; i < count; i++) {
            packs.add(in.hash());
        }
        return packs;
    }

    static List<String> names(Decoder in) {
        int count = in.count(1);
        List<String> names = new ArrayList<>(count);
        for (int i = 0; i < count; i++) {
            names.add(in.text());
        }
        return names;
    }
}
