package dev.muster.operations.keys;

import dev.muster.model.VaultId;
import dev.muster.operations.Site;
import dev.muster.vault.format.SigningKey;
import dev.muster.vault.sealed.VaultDocuments;
import java.util.Map;

/// Keeps in the vaults what a recovery on a bare machine reads: the strategy that a controller ran
/// with, and the runbooks that were made from it.
public final class Keepsakes {
    private final Site site;
    private final String by;

    /// @param by who runs it, for people
    public Keepsakes(Site site, String by) {
        this.site = site;
        this.by = by;
    }

    /// What is there already is not kept again. The controller signs: such a strategy is read, and
    /// never run from there.
    ///
    /// @param runbooks the text by scenario
    public void keep(String strategy, Map<String, String> runbooks) {
        for (VaultId vault : site.strategy().vaults().keySet()) {
            SigningKey controller = site.vaults().keys(vault).controller().signing();
            VaultDocuments documents = new VaultDocuments(site.vaults().any(vault));
            documents.keepStrategy(strategy, by, controller);
            runbooks.forEach(
                    (scenario, text) -> documents.keepRunbook(scenario, text, by, controller));
        }
    }
}
