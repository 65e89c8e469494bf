package dev.muster.vault.format;

/// A name whose being taken says it all: the number of a backup, or the end of a deletion.
///
/// @param taker who took it, in hex: who finds its own after a lost reply has it
public record Claim(ObjectKind kind, VaultNumber vault, String name, String taker) {
    public Claim {
        if (kind != ObjectKind.NUMBER && kind != ObjectKind.GONE) {
            throw new IllegalArgumentException("not a claim: " + kind);
        }
    }

    /// The number of a commit; its place is taken for ever.
    public static Claim number(VaultNumber vault, String place, SessionId by) {
        return new Claim(ObjectKind.NUMBER, vault, place + "/number", by.toString());
    }

    /// The deletion of a condemned list has ended in a copy.
    public static Claim gone(VaultNumber vault, SessionId condemned) {
        return new Claim(ObjectKind.GONE, vault, Condemned.folder(condemned) + "gone", "");
    }

    public byte[] encode() {
        return CheckedObject.encode(kind.begin().raw(vault.toBytes()).text(name).text(taker));
    }

    public static Claim decode(ObjectKind kind, String name, byte[] object, VaultNumber vault) {
        Decoder in = CheckedObject.decode(kind, name, object);
        Claim claim = new Claim(kind, VaultNumber.read(in), in.text(), in.text());
        in.end();
        CheckedObject.requireOwn(in, claim.vault(), vault, name, claim.name());
        return claim;
    }
}
