package dev.muster.operations;

import dev.muster.vault.store.VaultStore;

/// From the address of a vault's copy to its storage.
public interface Stores {
    /// The storage, which must be there when it is used.
    VaultStore open(String url);

    /// Makes an empty place for a new copy, if there is none.
    void make(String url);
}
