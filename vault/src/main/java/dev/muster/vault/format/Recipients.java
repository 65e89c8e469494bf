package dev.muster.vault.format;

import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;

/// Whom the content of one source is sealed to: the archive, and the drills of that source.
///
/// @param archive the archive's X25519 public key, 64 hex digits
/// @param drills the drills' X25519 public keys, 64 hex digits each
public record Recipients(String archive, List<String> drills) {
    /// No object has more recipients, so that no head grows without bound.
    public static final int LIMIT = 16;

    /// One place is the source's own, one the archive's.
    public static final int DRILL_LIMIT = LIMIT - 2;

    public Recipients {
        drills = List.copyOf(drills);
        if (drills.size() > DRILL_LIMIT) {
            throw new IllegalArgumentException(
                    drills.size() + " drills of one source; at most " + DRILL_LIMIT);
        }
    }

    /// The archive alone.
    public static Recipients of(Config vault) {
        return new Recipients(vault.archive(), List.of());
    }

    public KeyId archiveId() {
        return KeyId.of(HexFormat.of().parseHex(archive));
    }

    public List<KeyId> drillIds() {
        return drills.stream().map(key -> KeyId.of(HexFormat.of().parseHex(key))).toList();
    }

    /// Seals a key to each of them.
    ///
    /// @param ephemeral 32 fresh random bytes, never used for another key
    public List<SealedKey> seal(byte[] info, byte[] key, byte[] ephemeral) {
        List<SealedKey> sealed = new ArrayList<>();
        sealed.add(seal(SealedKey.ARCHIVE, archive, info, key, ephemeral));
        drills.forEach(drill -> sealed.add(seal(SealedKey.DRILL, drill, info, key, ephemeral)));
        return sealed;
    }

    private static SealedKey seal(int kind, String to, byte[] info, byte[] key, byte[] ephemeral) {
        return SealedKey.seal(kind, HexFormat.of().parseHex(to), info, key, ephemeral);
    }

    public static void write(Encoder out, List<SealedKey> keys) {
        out.u8(keys.size());
        keys.forEach(key -> key.write(out));
    }

    public static List<SealedKey> read(Decoder in) {
        int count = in.u8();
        if (count > LIMIT) {
            throw in.malformed(count + " recipients are more than " + LIMIT);
        }
        List<SealedKey> keys = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            keys.add(SealedKey.read(in));
        }
        return keys;
    }
}
