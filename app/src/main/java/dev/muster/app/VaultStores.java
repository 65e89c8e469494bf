package dev.muster.app;

import dev.muster.model.Timing;
import dev.muster.model.VaultUrl;
import dev.muster.operations.OperationErrors;
import dev.muster.operations.StorageRoles;
import dev.muster.operations.Stores;
import dev.muster.strategy.VaultPlace;
import dev.muster.vault.door.DoorStore;
import dev.muster.vault.door.DoorToken;
import dev.muster.vault.s3.BucketPolicy;
import dev.muster.vault.s3.S3Credentials;
import dev.muster.vault.s3.S3Store;
import dev.muster.vault.store.FolderStore;
import dev.muster.vault.store.VaultStore;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.function.DoubleSupplier;

/// The storage of vaults: folders and buckets.
final class VaultStores implements Stores {
    private final Timing timing;
    private final DoubleSupplier jitter;

    VaultStores(Timing timing, DoubleSupplier jitter) {
        this.timing = timing;
        this.jitter = jitter;
    }

    @Override
    public VaultStore open(VaultPlace.Copy copy) {
        return switch (VaultUrl.parse(copy.url())) {
            case VaultUrl.Folder folder -> new FolderStore(path(folder));
            case VaultUrl.Bucket bucket -> new S3Store(bucket, credentials(copy), timing, jitter);
            case VaultUrl.Door door -> new DoorStore(door, token(copy), timing, jitter);
        };
    }

    private static Optional<S3Credentials> credentials(VaultPlace.Copy copy) {
        return copy.credentials().map(it -> new S3Credentials(it.accessKey(), it.secretKey()));
    }

    /// From the strategy, where the secret key is the whole token, else from the environment.
    private static Optional<DoorToken> token(VaultPlace.Copy copy) {
        return copy.credentials()
                .map(it -> it.secretKey().reveal())
                .or(() -> Optional.ofNullable(System.getenv("MUSTER_DOOR_TOKEN")))
                .flatMap(DoorToken::parse);
    }

    /// A bucket, and a folder that is served, are made by whoever owns the storage.
    @Override
    public void make(VaultPlace.Copy copy) {
        switch (VaultUrl.parse(copy.url())) {
            case VaultUrl.Folder folder -> make(path(folder));
            case VaultUrl.Bucket _, VaultUrl.Door _ -> {}
        }
    }

    @Override
    public Map<String, Object> policies(VaultPlace.Copy copy, StorageRoles roles) {
        return switch (VaultUrl.parse(copy.url())) {
            case VaultUrl.Folder _, VaultUrl.Door _ -> Map.of();
            case VaultUrl.Bucket bucket ->
                    BucketPolicy.of(
                            bucket,
                            new BucketPolicy.Roles(
                                    roles.source(), roles.restorer(), roles.janitor()));
        };
    }

    private static void make(Path folder) {
        try {
            Files.createDirectories(folder);
        } catch (IOException e) {
            throw OperationErrors.STATE.error(
                    "the vault's folder " + folder + " cannot be made: " + e,
                    "check the owner of the folder above",
                    e);
        }
    }

    private static Path path(VaultUrl.Folder folder) {
        return Path.of(URI.create(folder.text()));
    }
}
