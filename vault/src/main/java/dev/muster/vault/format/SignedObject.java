package dev.muster.vault.format;

import dev.muster.vault.VaultErrors;
import java.util.Arrays;

/// A signed object taken apart; nothing in it is true before [#verify].
public final class SignedObject {
    public static final int TRAILER = 8 + Signing.SIGNATURE;

    private final ObjectKind kind;
    private final String name;
    private final byte[] object;
    private final int length;
    private final KeyId signer;

    /// @param name names the object in errors
    public SignedObject(ObjectKind kind, String name, byte[] object) {
        this.kind = kind;
        this.name = name;
        this.object = object;
        this.length = object.length - TRAILER;
        if (length < ObjectKind.HEADER) {
            throw VaultErrors.MALFORMED.error(name + ": it ends too early", "");
        }
        this.signer = new KeyId(new Decoder(name, object, length, length + 8).u64());
    }

    public KeyId signer() {
        return signer;
    }

    /// Names the object in errors.
    public String name() {
        return name;
    }

    /// The 64 bytes at its end.
    public byte[] signature() {
        return Arrays.copyOfRange(object, length + 8, object.length);
    }

    /// @throws dev.muster.model.MusterException if this key did not sign it
    public SignedObject verify(byte[] publicKey) {
        if (!KeyId.of(publicKey).equals(signer)
                || !Signing.verifies(publicKey, kind.message(object, length), signature())) {
            throw VaultErrors.NOT_SIGNED.error(
                    name + ": its signature is not that of key " + KeyId.of(publicKey), "");
        }
        return this;
    }

    /// Of the whole object, signature and signer included.
    public ObjectHash hash() {
        return ObjectHash.of(object);
    }

    /// What stands after the header and before the signature.
    public Decoder content() {
        Decoder in = new Decoder(name, object, 0, length);
        kind.check(in);
        return in;
    }
}
