package dev.muster.vault.format;

/// `removed/<source>/<epoch>-<number>`: this copy gave a backup up on purpose, so that no other
/// copy brings it back and its successor's link is not taken for a loss. Kept for ever.
///
/// @param place the commit's
/// @param commit the hash of its record
public record Removed(VaultNumber vault, String place, ObjectHash commit) {
    public static final String PREFIX = "removed/";

    /// @param place of the commit
    public static String object(String place) {
        return PREFIX + place.substring("commits/".length());
    }

    public String object() {
        return object(place);
    }

    public byte[] encode() {
        return CheckedObject.encode(
                ObjectKind.REMOVED.begin().raw(vault.toBytes()).text(place).hash(commit));
    }

    public static Removed decode(String name, byte[] object, VaultNumber vault) {
        Decoder in = CheckedObject.decode(ObjectKind.REMOVED, name, object);
        Removed removed = new Removed(VaultNumber.read(in), in.text(), in.hash());
        in.end();
        if (!removed.place().startsWith("commits/")) {
            throw in.malformed("it names no commit");
        }
        CheckedObject.requireOwn(in, removed.vault(), vault, name, removed.object());
        return removed;
    }
}
