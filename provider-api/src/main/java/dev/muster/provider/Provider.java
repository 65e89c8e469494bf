package dev.muster.provider;

import dev.muster.kind.ComponentKind;
import java.util.List;
import java.util.Optional;

/// One technology, or a family of them. `app` lists all providers.
public interface Provider {
    /// The folder under `providers/`.
    String name();

    default List<DataStore<?>> dataStores() {
        return List.of();
    }

    /// Those that keep their recovery points themselves.
    default List<NativeStore<?>> nativeStores() {
        return List.of();
    }

    /// How a strategy is drafted from one that runs, where that is possible.
    default Optional<Drafting> drafting() {
        return Optional.empty();
    }

    default List<Workload<?>> workloads() {
        return List.of();
    }

    default List<Traffic<?>> traffics() {
        return List.of();
    }

    /// Kinds that only people serve: nobody implements a role for them.
    default List<ComponentKind<?>> handwork() {
        return List.of();
    }
}
