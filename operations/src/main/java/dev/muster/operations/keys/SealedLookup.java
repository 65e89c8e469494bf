package dev.muster.operations.keys;

import dev.muster.model.VaultId;
import dev.muster.operations.Vaults;
import dev.muster.strategy.Strategy;
import dev.muster.vault.sealed.SealedSecrets;
import java.util.Optional;

/// Opens sealed secrets for a recovery, from the strategy's vaults in their order.
public final class SealedLookup {
    private final Strategy strategy;
    private final Vaults vaults;

    public SealedLookup(Strategy strategy, Vaults vaults) {
        this.strategy = strategy;
        this.vaults = vaults;
    }

    /// Empty if no vault has it.
    ///
    /// @throws dev.muster.model.MusterException if the key that opens it is not at hand
    public Optional<String> open(String name) {
        for (VaultId vault : strategy.vaults().keySet()) {
            SealedSecrets secrets = new SealedSecrets(vaults.any(vault));
            boolean there =
                    secrets.list().stream().anyMatch(it -> it.name().equals(name) && !it.removed());
            if (there) {
                return Optional.of(secrets.open(name, vaults.keys(vault).secrets()));
            }
        }
        return Optional.empty();
    }
}
