package dev.muster.vault.repository;

import dev.muster.model.MusterException;
import dev.muster.vault.format.BlobRef;
import dev.muster.vault.format.ObjectHash;
import dev.muster.vault.format.PackKeys;
import dev.muster.vault.repository.MapWalk.Part;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// Finds for backups whose packs were lost where a later one stored the same content anew. One
/// thread.
final class Healing {
    private final MapWalk walk;
    private final PackReader packs;
    private final OtherPlaces others;
    private final Set<ObjectHash> present;
    private final Map<Spot, Boolean> seen = new HashMap<>();
    private final Map<Spot, BlobRef> found = new HashMap<>();
    private Optional<PackKeys> keys = Optional.empty();

    /// @param present the packs that may be counted on
    Healing(MapWalk walk, PackReader packs, OtherPlaces others, Set<ObjectHash> present) {
        this.walk = walk;
        this.packs = packs;
        this.others = others;
        this.present = present;
    }

    /// @return whether everything that a backup needs is there, and everything that was lost was
    ///   found again
    boolean heals(VerifiedCommit commit) {
        try {
            return heals(MapWalk.root(commit.commit().root()));
        } catch (MusterException e) {
            if (PackReader.isLost(e)) {
                return false;
            }
            throw e;
        }
    }

    private boolean heals(Part part) {
        if (part.sort() == MapWalk.Sort.CONTENT) {
            return present.contains(part.ref().pack()) || isFound(part.ref());
        }
        if (!present.contains(part.ref().pack())) {
            // the index speaks of content alone
            return false;
        }
        if (part.sort() == MapWalk.Sort.BASE) {
            // of its content only what its patch uses counts; it may be a leaf of its own elsewhere
            return true;
        }
        Boolean known = seen.get(Spot.of(part.ref()));
        if (known != null) {
            return known;
        }
        boolean all = walk.parts(part).stream().allMatch(this::heals);
        seen.put(Spot.of(part.ref()), all);
        return all;
    }

    /// Read before it is believed: an index may say anything.
    private boolean isFound(BlobRef lost) {
        if (found.containsKey(Spot.of(lost))) {
            return true;
        }
        for (OtherPlaces.Place place : others.of(lost)) {
            if (present.contains(place.blob().pack()) && packs.opens(place.blob())) {
                found.put(Spot.of(lost), place.blob());
                keys = Optional.of(keys.map(place.keys()::and).orElse(place.keys()));
                return true;
            }
        }
        return false;
    }

    /// Where everything lies that was found again.
    Map<Spot, BlobRef> found() {
        return found;
    }

    /// What the packs are sealed to in which it was found; empty if nothing was.
    Optional<PackKeys> keys() {
        return keys;
    }
}
