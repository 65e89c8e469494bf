package dev.muster.vault.repository;

import dev.muster.vault.format.VaultNumber;

/// What opens the content of a vault.
public final class ArchiveKey {
    private final VaultNumber vault;
    private final String owner;
    private final byte[] privateKey;

    ArchiveKey(VaultNumber vault, String owner, byte[] privateKey) {
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

    byte[] privateKey() {
        return privateKey.clone();
    }

    @Override
    public String toString() {
        return "archive key of vault " + vault;
    }
}
