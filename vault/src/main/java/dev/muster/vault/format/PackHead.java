package dev.muster.vault.format;

import java.util.List;
import java.util.Optional;

/// The beginning of a pack: its salt, and its key for each who may open it.
public final class PackHead {
    /// No head is longer than this many bytes.
    public static final int LIMIT = 8 + 16 + 16 + 1 + Recipients.LIMIT * SealedKey.LENGTH;

    private final VaultNumber vault;
    private final byte[] salt;
    private final List<SealedKey> recipients;

    private PackHead(VaultNumber vault, byte[] salt, List<SealedKey> recipients) {
        this.vault = vault;
        this.salt = salt;
        this.recipients = recipients;
    }

    public static PackHead decode(String pack, byte[] head) {
        Decoder in = ObjectKind.PACK.read(pack, head);
        VaultNumber vault = VaultNumber.read(in);
        return new PackHead(vault, in.raw(16), Recipients.read(in));
    }

    /// The public keys that open it; none stands for the source.
    public List<KeyId> sealedTo() {
        return recipients.stream().map(SealedKey::id).toList();
    }

    /// For those who hold a private key that it was sealed to.
    public Optional<PackKey> open(PrivateKeys keys) {
        return keys.open(info(vault, salt), recipients).map(key -> new PackKey(vault, salt, key));
    }

    /// For the source that wrote the pack, if it holds sections.
    public Optional<PackKey> openAsSource(SourceSecret secret) {
        return recipients.stream()
                .filter(key -> key.kind() == SealedKey.SOURCE)
                .findFirst()
                .flatMap(key -> Sealing.unwrap(secret.sections(), info(vault, salt), key.bytes()))
                .map(key -> new PackKey(vault, salt, key));
    }

    static byte[] info(VaultNumber vault, byte[] salt) {
        return Bytes.join(Bytes.ascii("pack"), vault.toBytes(), salt);
    }
}
