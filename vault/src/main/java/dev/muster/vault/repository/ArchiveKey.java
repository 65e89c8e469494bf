package dev.muster.vault.repository;

import dev.muster.vault.format.Certificate.Role;
import dev.muster.vault.format.KeyId;
import dev.muster.vault.format.PrivateKeys;
import dev.muster.vault.format.Sealing;
import dev.muster.vault.format.VaultNumber;
import java.util.Optional;

/// What opens the content of a vault: the archive's key all of it, a drill's that of its sources.
public final class ArchiveKey {
    private final VaultNumber vault;
    private final String owner;
    private final byte[] privateKey;
    private final Optional<String> drill;

    ArchiveKey(VaultNumber vault, String owner, byte[] privateKey, Optional<String> drill) {
        this.vault = vault;
        this.owner = owner;
        this.privateKey = privateKey.clone();
        this.drill = drill;
    }

    VaultNumber vault() {
        return vault;
    }

    String owner() {
        return owner;
    }

    byte[] privateKey() {
        return privateKey.clone();
    }

    KeyId id() {
        return KeyId.of(Sealing.publicOf(privateKey));
    }

    /// This one, and all archive keys before it.
    public PrivateKeys withEarlier(KeyView view) {
        return drill.isPresent()
                ? PrivateKeys.of(privateKey)
                : view.withEarlier(Role.ARCHIVE, privateKey);
    }

    @Override
    public String toString() {
        return drill.map(name -> "key of drill " + name).orElse("archive key")
                + " "
                + id()
                + " of vault "
                + vault;
    }
}
