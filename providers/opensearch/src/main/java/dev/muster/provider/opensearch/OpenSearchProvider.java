package dev.muster.provider.opensearch;

import dev.muster.provider.DataStore;
import dev.muster.provider.Provider;
import java.util.List;

/// OpenSearch 1 to 3.
public final class OpenSearchProvider implements Provider {
    private final List<DataStore<?>> dataStores = List.of(new OpenSearchDataStore());

    @Override
    public String name() {
        return "opensearch";
    }

    @Override
    public List<DataStore<?>> dataStores() {
        return dataStores;
    }
}
