package dev.muster.vault.format;

import java.util.List;

/// `condemned/<id>/taken`: one janitor took the list in this copy. It alone ever deletes by it
/// here, and never what it spares.
///
/// @param taker 16 random bytes in hex: who finds its own after a lost reply has taken the list
/// @param packs what is spared, since something that was committed meanwhile needs it
/// @param names the same of other objects
public record CondemnedTaken(
        VaultNumber vault, SessionId id, String taker, List<ObjectHash> packs, List<String> names) {
    public CondemnedTaken {
        packs = List.copyOf(packs);
        names = List.copyOf(names);
    }

    public static String object(SessionId id) {
        return Condemned.folder(id) + "taken";
    }

    public byte[] encode() {
        Encoder out = ObjectKind.TAKEN.begin().raw(vault.toBytes()).raw(id.toBytes()).text(taker);
        Condemned.lists(out, packs, names);
        return CheckedObject.encode(out);
    }

    public static CondemnedTaken decode(String name, byte[] object, VaultNumber vault) {
        Decoder in = CheckedObject.decode(ObjectKind.TAKEN, name, object);
        CondemnedTaken taken =
                new CondemnedTaken(
                        VaultNumber.read(in),
                        SessionId.read(in),
                        in.text(),
                        Condemned.packs(in),
                        Condemned.names(in));
        in.end();
        CheckedObject.requireOwn(in, taken.vault(), vault, name, object(taken.id()));
        return taken;
    }
}
