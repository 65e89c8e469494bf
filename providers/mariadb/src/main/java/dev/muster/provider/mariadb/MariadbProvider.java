package dev.muster.provider.mariadb;

import dev.muster.provider.DataStore;
import dev.muster.provider.Drafting;
import dev.muster.provider.Provider;
import dev.muster.provider.mariadb.draft.MariadbDrafting;
import java.util.List;
import java.util.Optional;

/// MariaDB, versions 10.6 to 11.8.
public final class MariadbProvider implements Provider {
    private final List<DataStore<?>> dataStores = List.of(new MariadbDataStore());

    @Override
    public String name() {
        return "mariadb";
    }

    @Override
    public Optional<Drafting> drafting() {
        return Optional.of(new MariadbDrafting());
    }

    @Override
    public List<DataStore<?>> dataStores() {
        return dataStores;
    }
}
