package dev.muster.provider;

import java.util.List;

/// One technology, or a family of them. `app` lists all providers.
public interface Provider {
    /// The folder under `providers/`.
    String name();

    default List<DataStore<?>> dataStores() {
        return List.of();
    }

    default List<Workload<?>> workloads() {
        return List.of();
    }

    default List<Traffic<?>> traffics() {
        return List.of();
    }
}
