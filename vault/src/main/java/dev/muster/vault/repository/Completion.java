package dev.muster.vault.repository;

import dev.muster.vault.format.ObjectHash;
import dev.muster.vault.store.Copy;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/// Brings every copy of a session what earlier ones owe; one that cannot be completed is dropped,
/// and gets no commit.
final class Completion {
    private final SessionCopies copies;
    private final Carrier carrier;

    Completion(SessionCopies copies, Carrier carrier) {
        this.copies = copies;
        this.carrier = carrier;
    }

    /// @param packs all packs that are needed
    /// @param others names of other objects that are needed
    void complete(List<ObjectHash> packs, List<String> others) {
        for (Copy copy : copies.alive()) {
            copies.attempt(
                    copy,
                    () -> {
                        Set<String> there = new HashSet<>();
                        copy.store()
                                .list(PackNames.PREFIX)
                                .forEach(object -> there.add(object.name()));
                        for (ObjectHash pack : packs) {
                            String name = PackNames.of(pack);
                            if (!there.contains(name)) {
                                carrier.carry(name, copy);
                            }
                        }
                        others.forEach(name -> carrier.carry(name, copy));
                    });
        }
    }
}
