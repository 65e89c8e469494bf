package dev.muster.vault.door;

import dev.muster.model.ComponentId;
import dev.muster.vault.store.StorageRole;
import java.util.Optional;
import java.util.Set;

/// Who came, as the token tells.
///
/// @param name of the token
/// @param source with the role of a source: the only component under whose name it adds
record Visitor(String name, StorageRole role, Optional<ComponentId> source) {
    /// Parts of a vault where each source has a folder of its own.
    private static final Set<String> BY_SOURCE = Set.of("index", "commits", "logs", "histories");

    boolean mayAdd(String object) {
        return role.mayAdd(object) && isOwn(object);
    }

    private boolean isOwn(String object) {
        String[] parts = object.split("/", -1);
        return source.isEmpty()
                || !BY_SOURCE.contains(parts[0])
                || (parts.length > 1 && parts[1].equals(source.get().value()));
    }
}
