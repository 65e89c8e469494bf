package dev.muster.vault.format;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// X25519 private keys by the id of their public half: what opens sealed keys.
public final class PrivateKeys {
    private final Map<KeyId, byte[]> keys;

    private PrivateKeys(Map<KeyId, byte[]> keys) {
        this.keys = new LinkedHashMap<>(keys);
    }

    public static PrivateKeys of(byte[] privateKey) {
        return new PrivateKeys(Map.of(KeyId.of(Sealing.publicOf(privateKey)), privateKey.clone()));
    }

    /// These and one more.
    public PrivateKeys and(byte[] privateKey) {
        PrivateKeys more = new PrivateKeys(keys);
        more.keys.put(KeyId.of(Sealing.publicOf(privateKey)), privateKey.clone());
        return more;
    }

    public Set<KeyId> ids() {
        return Set.copyOf(keys.keySet());
    }

    /// The private half of a public key; empty if it is not among these.
    public Optional<byte[]> of(KeyId id) {
        return Optional.ofNullable(keys.get(id)).map(byte[]::clone);
    }

    /// Opens the first that was sealed to one of these.
    public Optional<byte[]> open(byte[] info, List<SealedKey> sealed) {
        for (SealedKey key : sealed) {
            byte[] mine = keys.get(key.id());
            if (mine != null && key.kind() != SealedKey.SOURCE) {
                Optional<byte[]> opened = Sealing.open(mine, info, key.bytes());
                if (opened.isPresent()) {
                    return opened;
                }
            }
        }
        return Optional.empty();
    }

    @Override
    public String toString() {
        return "private keys " + keys.keySet();
    }
}
