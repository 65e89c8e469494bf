package dev.muster.vault.format;

import java.util.HexFormat;

/// Names a public key: the first eight bytes of its SHA-256.
public record KeyId(long value) {
    public static final KeyId NONE = new KeyId(0);

    public static KeyId of(byte[] publicKey) {
        return new KeyId(ObjectHash.of(publicKey).a());
    }

    @Override
    public String toString() {
        return HexFormat.of().toHexDigits(value);
    }
}
