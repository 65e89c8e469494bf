package dev.muster.vault.format;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// The beginning of a pack: its salt, and its key for each who may open it.
public final class PackHead {
    /// No head is longer than this many bytes.
    public static final int LIMIT = 8 + 16 + 16 + 1 + 2 * (1 + 8 + SealedKey.BYTES);

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
        byte[] salt = in.raw(16);
        int count = in.u8();
        List<SealedKey> recipients = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            recipients.add(SealedKey.of(in.u8(), new KeyId(in.u64()), in.raw(SealedKey.BYTES)));
        }
        return new PackHead(vault, salt, recipients);
    }

    /// For the holder of the archive's private key.
    public Optional<PackKey> openAsArchive(byte[] privateKey) {
        return sealed(SealedKey.ARCHIVE)
                .flatMap(key -> Sealing.open(privateKey, info(vault, salt), key.bytes()))
                .map(key -> new PackKey(vault, salt, key));
    }

    /// For the source that wrote the pack, if it holds sections.
    public Optional<PackKey> openAsSource(SourceSecret secret) {
        return sealed(SealedKey.SOURCE)
                .flatMap(key -> Sealing.unwrap(secret.sections(), info(vault, salt), key.bytes()))
                .map(key -> new PackKey(vault, salt, key));
    }

    private Optional<SealedKey> sealed(int kind) {
        return recipients.stream().filter(key -> key.kind() == kind).findFirst();
    }

    static byte[] info(VaultNumber vault, byte[] salt) {
        return Bytes.join(Bytes.ascii("pack"), vault.toBytes(), salt);
    }
}
