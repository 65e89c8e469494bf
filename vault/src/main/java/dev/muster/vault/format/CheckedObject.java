package dev.muster.vault.format;

import java.util.Arrays;

/// Objects that nobody signs, since who writes them holds no key: their last eight bytes are the
/// first of the SHA-256 of the rest, against chance alone.
final class CheckedObject {
    private static final int CHECK = 8;

    private CheckedObject() {}

    static byte[] encode(Encoder out) {
        byte[] content = out.toBytes();
        byte[] hash = ObjectHash.of(content).toBytes();
        return Bytes.join(content, Arrays.copyOf(hash, CHECK));
    }

    /// What stands after the header.
    static Decoder decode(ObjectKind kind, String name, byte[] object) {
        int length = Math.max(0, object.length - CHECK);
        Decoder in = new Decoder(name, object, 0, length);
        kind.check(in);
        byte[] hash = ObjectHash.of(object, 0, length).toBytes();
        if (!Arrays.equals(hash, 0, CHECK, object, length, object.length)) {
            throw in.malformed("it does not have the checksum that it ends with");
        }
        return in;
    }

    static void requireOwn(
            Decoder in, VaultNumber found, VaultNumber wanted, String name, String own) {
        if (!found.equals(wanted) || !own.equals(name)) {
            throw in.malformed("it belongs under another name or to another vault");
        }
    }
}
