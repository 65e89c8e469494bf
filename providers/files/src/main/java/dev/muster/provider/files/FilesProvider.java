package dev.muster.provider.files;

import dev.muster.provider.DataStore;
import dev.muster.provider.Provider;
import java.util.List;

/// Folders of files.
public final class FilesProvider implements Provider {
    private final List<DataStore<?>> dataStores = List.of(new FilesDataStore());

    @Override
    public String name() {
        return "files";
    }

    @Override
    public List<DataStore<?>> dataStores() {
        return dataStores;
    }
}
