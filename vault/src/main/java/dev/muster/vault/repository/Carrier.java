package dev.muster.vault.repository;

import dev.muster.vault.VaultErrors;
import dev.muster.vault.store.Copies;
import dev.muster.vault.store.Copy;
import java.util.Optional;

/// Brings single objects into a copy from another one, checked on the way, without keys.
final class Carrier {
    private final Copies copies;
    private final Trust trust;

    Carrier(Copies copies, Trust trust) {
        this.copies = copies;
        this.trust = trust;
    }

    /// Bytes that were copied; 0 if the copy had the object.
    ///
    /// @throws dev.muster.model.MusterException if no copy has it whole, or `to` does not take it
    long carry(String name, Copy to) {
        if (to.store().exists(name)) {
            return 0;
        }
        Optional<byte[]> whole = copies.read(name, trust);
        byte[] content =
                whole.orElseThrow(() ->
                        VaultErrors.MISSING.error(name + " is in no copy that can be reached", ""));
        to.store().putIfAbsent(name, content);
        return content.length;
    }
}
