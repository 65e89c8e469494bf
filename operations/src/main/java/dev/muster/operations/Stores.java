package dev.muster.operations;

import dev.muster.strategy.VaultPlace;
import dev.muster.vault.store.VaultStore;
import java.util.Map;

/// From a vault's copy, as the strategy names it, to its storage.
public interface Stores {
    /// The storage, which must be there when it is used.
    VaultStore open(VaultPlace.Copy copy);

    /// Makes an empty place for a new copy, if there is none and it is ours to make.
    void make(VaultPlace.Copy copy);

    /// The policies that storage of that sort is to be given, by name, as maps and lists; empty
    /// where storage takes none, such as a folder.
    Map<String, Object> policies(VaultPlace.Copy copy, StorageRoles roles);
}
