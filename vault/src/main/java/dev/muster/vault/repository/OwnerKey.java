package dev.muster.vault.repository;

import dev.muster.vault.format.SigningKey;
import dev.muster.vault.format.VaultNumber;

/// What certifies all other keys.
public final class OwnerKey {
    private final VaultNumber vault;
    private final String owner;
    private final SigningKey signing;

    OwnerKey(VaultNumber vault, String owner, SigningKey signing) {
        this.vault = vault;
        this.owner = owner;
        this.signing = signing;
    }

    VaultNumber vault() {
        return vault;
    }

    String owner() {
        return owner;
    }

    /// For those who certify.
    public SigningKey signing() {
        return signing;
    }

    @Override
    public String toString() {
        return "owner key of vault " + vault;
    }
}
