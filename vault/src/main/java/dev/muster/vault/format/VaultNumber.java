package dev.muster.vault.format;

import java.util.HexFormat;

/// The random number that tells one vault from all others.
public record VaultNumber(long high, long low) {
    public static final int BYTES = 16;

    public static VaultNumber read(Decoder in) {
        return new VaultNumber(in.u64(), in.u64());
    }

    public byte[] toBytes() {
        return new Encoder(BYTES).u64(high).u64(low).toBytes();
    }

    /// 32 hex digits.
    @Override
    public String toString() {
        return HexFormat.of().formatHex(toBytes());
    }
}
