package dev.muster.vault.repository;

import dev.muster.vault.format.Certificate.Role;
import dev.muster.vault.format.PrivateKeys;
import dev.muster.vault.format.VaultNumber;

/// What opens sealed secrets.
public final class SecretsKey {
    private final VaultNumber vault;
    private final String owner;
    private final byte[] privateKey;

    SecretsKey(VaultNumber vault, String owner, byte[] privateKey) {
        this.vault = vault;
        this.owner = owner;
        this.privateKey = privateKey.clone();
    }

    VaultNumber vault() {
        return vault;
    }

    String owner() {
        return owner;
    }

    /// This one, and all secrets keys before it.
    public PrivateKeys withEarlier(KeyView view) {
        return view.withEarlier(Role.SECRETS, privateKey);
    }

    @Override
    public String toString() {
        return "secrets key of vault " + vault;
    }
}
