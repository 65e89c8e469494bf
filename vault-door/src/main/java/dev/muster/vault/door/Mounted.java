package dev.muster.vault.door;

import dev.muster.vault.VaultErrors;
import dev.muster.vault.format.Config;
import dev.muster.vault.format.ObjectHash;
import dev.muster.vault.store.VaultStore;
import java.io.IOException;
import java.nio.file.Files;
import java.util.Optional;

/// Knows which vault the folder held, so that nothing is written to an empty folder where the disk
/// is not mounted any more, or to another vault.
final class Mounted {
    private final DoorFolder folder;
    private final VaultStore store;
    private volatile String known;

    Mounted(DoorFolder folder, VaultStore store) {
        this.folder = folder;
        this.store = store;
        this.known = read();
    }

    private String read() {
        try {
            return Files.exists(folder.vault()) ? Files.readString(folder.vault()).strip() : "";
        } catch (IOException e) {
            throw DoorErrors.SETUP.error(
                    folder.vault() + " cannot be read: " + e, "ls -l " + folder.vault(), e);
        }
    }

    /// Before each write.
    void require() {
        if (known.isEmpty()) {
            look();
        } else if (!store.exists(Config.OBJECT)) {
            throw VaultErrors.UNREACHABLE.error(
                    store.address() + " does not hold its vault any more",
                    "mount its disk on the server");
        }
    }

    /// At the start: another vault in the same place is a mistake of somebody.
    void requireSame() {
        Optional<byte[]> config = store.get(Config.OBJECT);
        if (known.isEmpty()) {
            look();
        } else if (config.isPresent() && !ObjectHash.of(config.get()).hex().equals(known)) {
            throw DoorErrors.SETUP.error(
                    store.address() + " holds another vault than this door gave out before",
                    "use another --door DIR for it");
        }
    }

    private synchronized void look() {
        if (known.isEmpty()) {
            store.get(Config.OBJECT)
                    .ifPresent(config -> {
                        String hash = ObjectHash.of(config).hex();
                        folder.write(folder.vault(), hash + "\n");
                        known = hash;
                    });
        }
    }
}
