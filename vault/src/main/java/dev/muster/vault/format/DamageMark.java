package dev.muster.vault.format;

/// `damaged/<hash>`: in this copy a repair found the pack damaged, and no copy whole. Nothing new
/// counts on it here; what counts on it already still reads what of it opens.
public record DamageMark(VaultNumber vault, ObjectHash pack) {
    public static final String PREFIX = "damaged/";

    public static String object(ObjectHash pack) {
        return PREFIX + pack.hex();
    }

    public String object() {
        return object(pack);
    }

    public byte[] encode() {
        return CheckedObject.encode(ObjectKind.DAMAGE.begin().raw(vault.toBytes()).hash(pack));
    }

    public static DamageMark decode(String name, byte[] object, VaultNumber vault) {
        Decoder in = CheckedObject.decode(ObjectKind.DAMAGE, name, object);
        DamageMark mark = new DamageMark(VaultNumber.read(in), in.hash());
        in.end();
        CheckedObject.requireOwn(in, mark.vault(), vault, name, mark.object());
        return mark;
    }
}
