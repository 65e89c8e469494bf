package dev.muster.vault.keys;

import dev.muster.model.MusterException;
import dev.muster.model.RegionId;
import dev.muster.vault.format.Config;
import dev.muster.vault.repository.Vault;
import dev.muster.vault.store.Copy;
import dev.muster.vault.store.WriteRule;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/// Where the owner's objects go: into all copies.
///
/// Two that rotate at once while they see different copies would leave the vault with two keys for
/// one number, so all copies must answer.
final class KeyPlace {
    private final Vault vault;

    KeyPlace(Vault vault) {
        this.vault = vault;
    }

    /// @throws MusterException if a copy does not answer; nothing was written then
    void requireAll() {
        for (Copy copy : vault.copies().all()) {
            copy.store().exists(Config.OBJECT);
        }
    }

    private WriteRule all() {
        return new WriteRule(
                vault.copies().all().stream().map(Copy::region).collect(Collectors.toSet()));
    }

    /// @throws MusterException if a copy did not take it; once more then goes on
    void put(String name, byte[] object) {
        vault.copies().put(name, object).require(all());
        // who writes through this vault seals by it at once
        vault.keys();
    }

    /// Brings an object that some copies have to the others.
    void offer(String name) {
        vault.copies().read(name, vault.trust()).ifPresent(object -> put(name, object));
    }

    /// Deletes what a removal made worthless.
    ///
    /// @return the copies that did not let it go
    List<RegionId> delete(List<String> names) {
        List<RegionId> kept = new ArrayList<>();
        for (Copy copy : vault.copies().all()) {
            try {
                names.forEach(copy.store()::delete);
            } catch (MusterException refused) {
                kept.add(copy.region());
            }
        }
        return kept;
    }
}
