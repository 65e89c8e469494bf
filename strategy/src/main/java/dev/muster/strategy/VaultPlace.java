package dev.muster.strategy;

import dev.muster.kind.Doc;
import dev.muster.model.RegionId;
import dev.muster.model.Secret;
import dev.muster.model.VaultId;
import java.util.List;
import java.util.Optional;

/// A vault and its copies.
///
/// @param copies the vault's own place first; at least one
public record VaultPlace(VaultId id, List<Copy> copies) {
    public VaultPlace {
        copies = List.copyOf(copies);
        if (copies.isEmpty()) {
            throw new IllegalArgumentException("vault " + id + " has no place");
        }
    }

    /// @param url the text of a [dev.muster.model.VaultUrl]
    /// @param region where it lies
    /// @param credentials those for a bucket, where the environment does not have them
    public record Copy(String url, RegionId region, Optional<Credentials> credentials) {
        public Copy(String url, RegionId region) {
            this(url, region, Optional.empty());
        }
    }

    /// Who one is towards the storage.
    public record Credentials(
            @Doc("The access key's id, as a reference such as `${env:VAULT_ACCESS_KEY}`.")
                    Secret accessKey,
            @Doc("Its secret, as a reference such as `${file:/etc/muster/vault-secret}`.")
                    Secret secretKey) {}
}
