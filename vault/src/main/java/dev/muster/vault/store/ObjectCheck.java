package dev.muster.vault.store;

/// Tells whether an object is what its name promises, without any private key.
@FunctionalInterface
public interface ObjectCheck {
    /// @throws dev.muster.model.MusterException if it is not
    void check(String name, byte[] content);
}
