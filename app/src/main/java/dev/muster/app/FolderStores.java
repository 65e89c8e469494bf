package dev.muster.app;

import dev.muster.operations.OperationErrors;
import dev.muster.operations.Stores;
import dev.muster.vault.store.FolderStore;
import dev.muster.vault.store.VaultStore;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;

/// Vaults on folders, with `file:` addresses. The strategy's reader lets no others through.
final class FolderStores implements Stores {
    @Override
    public VaultStore open(String url) {
        return new FolderStore(path(url));
    }

    @Override
    public void make(String url) {
        try {
            Files.createDirectories(path(url));
        } catch (IOException e) {
            throw OperationErrors.STATE.error(
                    "the vault's folder " + path(url) + " cannot be made: " + e,
                    "check the owner of the folder above",
                    e);
        }
    }

    private static Path path(String url) {
        return Path.of(URI.create(url));
    }
}
