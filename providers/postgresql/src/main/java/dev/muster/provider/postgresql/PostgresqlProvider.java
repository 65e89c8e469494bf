package dev.muster.provider.postgresql;

import dev.muster.provider.DataStore;
import dev.muster.provider.Drafting;
import dev.muster.provider.Provider;
import dev.muster.provider.postgresql.draft.PostgresqlDrafting;
import java.util.List;
import java.util.Optional;

/// PostgreSQL, versions 14 to 18.
public final class PostgresqlProvider implements Provider {
    private final List<DataStore<?>> dataStores = List.of(new PostgresqlDataStore());

    @Override
    public String name() {
        return "postgresql";
    }

    @Override
    public Optional<Drafting> drafting() {
        return Optional.of(new PostgresqlDrafting());
    }

    @Override
    public List<DataStore<?>> dataStores() {
        return dataStores;
    }
}
