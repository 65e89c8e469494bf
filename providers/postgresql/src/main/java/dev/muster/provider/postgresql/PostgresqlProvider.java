package dev.muster.provider.postgresql;

import dev.muster.provider.DataStore;
import dev.muster.provider.Provider;
import java.util.List;

/// PostgreSQL, versions 14 to 18.
public final class PostgresqlProvider implements Provider {
    private final List<DataStore<?>> dataStores = List.of(new PostgresqlDataStore());

    @Override
    public String name() {
        return "postgresql";
    }

    @Override
    public List<DataStore<?>> dataStores() {
        return dataStores;
    }
}
