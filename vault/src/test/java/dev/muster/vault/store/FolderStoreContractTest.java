package dev.muster.vault.store;

import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;

class FolderStoreContractTest extends VaultStoreContract {
    @TempDir Path folder;

    @Override
    protected VaultStore fresh() {
        return new FolderStore(folder);
    }

    @Override
    protected VaultStore again() {
        return new FolderStore(folder);
    }
}
