package dev.muster.operations.keys;

import dev.muster.model.MusterException;
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
    /// @throws dev.muster.model.MusterException if the key that opens it is not at hand, or a vault
    ///   that may have it does not answer
    public Optional<String> open(String name) {
        Optional<MusterException> silent = Optional.empty();
        for (VaultId vault : strategy.vaults().keySet()) {
            try {
                if (isIn(vault, name)) {
                    return Optional.of(
                            new SealedSecrets(vaults.any(vault))
                                    .open(name, vaults.keys(vault).secrets()));
                }
            } catch (MusterException unreachable) {
                silent = silent.or(() -> Optional.of(unreachable));
            }
        }
        if (silent.isPresent()) {
            throw silent.get();
        }
        return Optional.empty();
    }

    private boolean isIn(VaultId vault, String name) {
        return new SealedSecrets(vaults.any(vault))
                .list().stream().anyMatch(it -> it.name().equals(name) && !it.removed());
    }
}
