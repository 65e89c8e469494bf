package dev.muster.operations;

import dev.muster.strategy.VaultPlace;
import dev.muster.vault.store.VaultStore;

/// From a vault's copy, as the strategy names it, to its storage.
public interface Stores {
    /// The storage, which must be there when it is used.
    VaultStore open(VaultPlace.Copy copy);

    /// Makes an empty place for a new copy, if there is none and it is ours to make.
    void make(VaultPlace.Copy copy);
}
