package dev.muster.vault.repository;

import dev.muster.vault.format.Sealing;
import dev.muster.vault.format.VaultNumber;
import java.util.Optional;

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

    /// Opens what was sealed to the archive; empty if it was not, or not like this.
    public Optional<byte[]> open(byte[] info, byte[] sealed) {
        return Sealing.open(privateKey, info, sealed);
    }

    @Override
    public String toString() {
        return "archive key of vault " + vault;
    }
}
