package dev.muster.vault.format;

import java.util.HexFormat;
import java.util.List;
import java.util.Optional;

/// A small content under a fresh key, and that key for each who may open it.
///
/// @param sealed the content as AES-256-GCM with nonce 0, hex
public record Envelope(List<SealedKey> keys, String sealed) {
    private static final byte[] NO_AAD = new byte[0];

    public Envelope {
        keys = List.copyOf(keys);
    }

    /// What is drawn for one envelope and never used again.
    ///
    /// @param key 32 bytes
    /// @param ephemeral 32 bytes
    @SuppressWarnings("ArrayRecordComponent") // drawn, used once, never compared
    public record Fresh(byte[] key, byte[] ephemeral) {}

    public static Envelope seal(Recipients to, byte[] info, byte[] plain, Fresh fresh) {
        return new Envelope(to.seal(info, fresh.key(), fresh.ephemeral()), close(plain, fresh));
    }

    /// For one reader alone.
    public static Envelope seal(int kind, byte[] to, byte[] info, byte[] plain, Fresh fresh) {
        SealedKey key = SealedKey.seal(kind, to, info, fresh.key(), fresh.ephemeral());
        return new Envelope(List.of(key), close(plain, fresh));
    }

    private static String close(byte[] plain, Fresh fresh) {
        return HexFormat.of().formatHex(new Aead(fresh.key()).seal(0, NO_AAD, plain));
    }

    /// Empty if none of the keys opens it.
    public Optional<byte[]> open(PrivateKeys opening, byte[] info) {
        return opening.open(info, keys)
                .flatMap(key -> new Aead(key).open(0, NO_AAD, HexFormat.of().parseHex(sealed)));
    }

    public void write(Encoder out) {
        Recipients.write(out, keys);
        out.bytes(HexFormat.of().parseHex(sealed));
    }

    public static Envelope read(Decoder in) {
        return new Envelope(Recipients.read(in), HexFormat.of().formatHex(in.bytes()));
    }
}
