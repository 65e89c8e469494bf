package dev.muster.vault.format;

import java.util.HexFormat;

/// A key of 32 bytes as one of those who may open it finds it.
///
/// @param kind what sort of key it was sealed to, one of the constants
/// @param id the public key that it was sealed to; none for the source
/// @param sealed 80 bytes, hex
public record SealedKey(int kind, KeyId id, String sealed) {
    public static final int ARCHIVE = 1;
    public static final int SOURCE = 2;
    public static final int DRILL = 3;
    public static final int SECRETS = 4;

    static final int BYTES = Aead.KEY + Sealing.OVERHEAD;

    /// As long as one is in an object.
    static final int LENGTH = 1 + 8 + BYTES;

    byte[] bytes() {
        return HexFormat.of().parseHex(sealed);
    }

    static SealedKey of(int kind, KeyId id, byte[] sealed) {
        return new SealedKey(kind, id, HexFormat.of().formatHex(sealed));
    }

    /// Seals to an X25519 public key.
    ///
    /// @param ephemeral 32 fresh random bytes; the same ones for all who get this very key
    public static SealedKey seal(int kind, byte[] to, byte[] info, byte[] key, byte[] ephemeral) {
        return of(kind, KeyId.of(to), Sealing.seal(to, info, key, ephemeral));
    }

    void write(Encoder out) {
        out.u8(kind).u64(id.value()).raw(bytes());
    }

    static SealedKey read(Decoder in) {
        return of(in.u8(), new KeyId(in.u64()), in.raw(BYTES));
    }
}
