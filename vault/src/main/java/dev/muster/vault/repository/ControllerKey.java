package dev.muster.vault.repository;

import dev.muster.vault.format.SigningKey;
import dev.muster.vault.format.VaultNumber;

/// What signs the records of runs.
public final class ControllerKey {
    private final VaultNumber vault;
    private final String owner;
    private final SigningKey signing;

    ControllerKey(VaultNumber vault, String owner, SigningKey signing) {
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

    /// For those who keep what a controller signs.
    public SigningKey signing() {
        return signing;
    }

    @Override
    public String toString() {
        return "controller key of vault " + vault;
    }
}
