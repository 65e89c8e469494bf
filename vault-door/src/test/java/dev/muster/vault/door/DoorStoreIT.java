package dev.muster.vault.door;

import dev.muster.vault.store.StorageRole;
import dev.muster.vault.store.VaultStore;
import dev.muster.vault.store.VaultStoreContract;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.io.TempDir;

/// A folder behind a door keeps to what every store keeps to.
class DoorStoreIT extends VaultStoreContract {
    @TempDir Path folder;
    private Doors doors;
    private DoorToken janitor;

    @Override
    protected VaultStore fresh() {
        try {
            doors = Doors.open(folder);
        } catch (Exception e) {
            throw new AssertionError(e);
        }
        janitor = doors.token("janitor", StorageRole.JANITOR, "");
        return doors.as(janitor);
    }

    @Override
    protected VaultStore again() {
        return doors.as(janitor);
    }

    @AfterEach
    void close() {
        doors.close();
    }
}
