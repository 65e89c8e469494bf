package dev.muster.cli.keys;

import dev.muster.vault.format.SigningKey;
import dev.muster.vault.repository.KeyFolder;

/// Who signs what is kept in a vault.
final class Signers {
    private Signers() {}

    /// The controller where its key is here, else the owner.
    static SigningKey of(KeyFolder keys) {
        boolean controller =
                keys.find("controller").isPresent() || keys.find("recovery").isPresent();
        return controller ? keys.controller().signing() : keys.owner().signing();
    }
}
