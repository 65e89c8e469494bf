package dev.muster.vault.format;

/// An Ed25519 key pair that signs objects.
public final class SigningKey {
    private final byte[] privateKey;
    private final byte[] publicKey;
    private final KeyId id;

    /// @param privateKey 32 random bytes
    public SigningKey(byte[] privateKey) {
        this.privateKey = privateKey.clone();
        this.publicKey = Signing.publicOf(privateKey);
        this.id = KeyId.of(publicKey);
    }

    public KeyId id() {
        return id;
    }

    public byte[] publicKey() {
        return publicKey.clone();
    }

    /// For the key file alone.
    public byte[] privateKey() {
        return privateKey.clone();
    }

    /// The object with its key id and signature at the end.
    public byte[] sign(ObjectKind kind, Encoder object) {
        byte[] body = object.toBytes();
        return object.u64(id.value())
                .raw(Signing.sign(privateKey, kind.message(body, body.length)))
                .toBytes();
    }

    @Override
    public String toString() {
        return "signing key " + id;
    }
}
