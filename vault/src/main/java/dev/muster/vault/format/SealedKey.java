package dev.muster.vault.format;

import java.util.HexFormat;

/// A pack's key as one of those who may open it finds it.
///
/// @param kind [#ARCHIVE] or [#SOURCE]
/// @param id the archive's public key; none for the source
/// @param sealed 80 bytes, hex
record SealedKey(int kind, KeyId id, String sealed) {
    static final int ARCHIVE = 1;
    static final int SOURCE = 2;
    static final int BYTES = Aead.KEY + Sealing.OVERHEAD;

    byte[] bytes() {
        return HexFormat.of().parseHex(sealed);
    }

    static SealedKey of(int kind, KeyId id, byte[] sealed) {
        return new SealedKey(kind, id, HexFormat.of().formatHex(sealed));
    }
}
