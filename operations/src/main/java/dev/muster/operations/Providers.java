package dev.muster.operations;

import dev.muster.kind.ComponentKind;
import dev.muster.provider.DataStore;
import dev.muster.provider.NativeStore;
import dev.muster.provider.Provider;
import dev.muster.provider.Traffic;
import dev.muster.provider.Workload;
import dev.muster.strategy.Component;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// The providers of this program, found by the kind of a component.
public final class Providers {
    private final List<ComponentKind<?>> kinds = new ArrayList<>();
    private final Map<String, DataStore<?>> dataStores = new HashMap<>();
    private final Map<String, NativeStore<?>> nativeStores = new HashMap<>();
    private final Map<String, Workload<?>> workloads = new HashMap<>();
    private final Map<String, Traffic<?>> traffics = new HashMap<>();
    private final Map<String, ComponentKind<?>> handwork = new HashMap<>();

    /// @throws IllegalArgumentException if two providers claim the same kind and role
    public Providers(List<Provider> providers) {
        for (Provider provider : providers) {
            provider.dataStores().forEach(store -> add(dataStores, store.kind(), store));
            provider.nativeStores().forEach(store -> add(nativeStores, store.kind(), store));
            provider.workloads().forEach(workload -> add(workloads, workload.kind(), workload));
            provider.traffics().forEach(traffic -> add(traffics, traffic.kind(), traffic));
            provider.handwork().forEach(kind -> add(handwork, kind, kind));
        }
    }

    private <T> void add(Map<String, T> roles, ComponentKind<?> kind, T role) {
        if (roles.putIfAbsent(kind.name(), role) != null) {
            throw new IllegalArgumentException("two providers for kind " + kind.name());
        }
        if (kinds.stream().noneMatch(known -> known.name().equals(kind.name()))) {
            kinds.add(kind);
        }
    }

    public List<ComponentKind<?>> kinds() {
        return List.copyOf(kinds);
    }

    public <S extends Record> Optional<DataStore<S>> dataStore(Component<S> component) {
        return find(dataStores, component);
    }

    public <S extends Record> Optional<NativeStore<S>> nativeStore(Component<S> component) {
        return find(nativeStores, component);
    }

    public <S extends Record> Optional<Workload<S>> workload(Component<S> component) {
        return find(workloads, component);
    }

    public <S extends Record> Optional<Traffic<S>> traffic(Component<S> component) {
        return find(traffics, component);
    }

    /// The cast is safe: a component's settings were bound by the very kind that the role names.
    @SuppressWarnings("unchecked")
    private static <T> Optional<T> find(Map<String, ?> roles, Component<?> component) {
        return Optional.ofNullable((T) roles.get(component.kind().name()));
    }
}
