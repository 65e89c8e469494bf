package dev.muster.vault.repository;

import dev.muster.model.MusterException;
import dev.muster.vault.format.DamageMark;
import dev.muster.vault.format.ObjectHash;
import dev.muster.vault.repository.CheckReport.Problem;
import dev.muster.vault.store.Copies;
import dev.muster.vault.store.Copy;
import dev.muster.vault.store.StoredObject;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// The packs that lie damaged in a copy while no copy has them whole.
///
/// A mark is believed by its name alone, whoever put it: all that it can do is that content is
/// stored once more.
final class DamageMarks {
    private final Copies copies;
    private final Trust trust;

    DamageMarks(Copies copies, Trust trust) {
        this.copies = copies;
        this.trust = trust;
    }

    /// The packs that are marked in a copy.
    static Set<ObjectHash> in(Copy copy) {
        Set<ObjectHash> marked = new HashSet<>();
        for (StoredObject object : copy.store().list(DamageMark.PREFIX)) {
            String hash = object.name().substring(DamageMark.PREFIX.length());
            if (ObjectHash.isHash(hash)) {
                marked.add(ObjectHash.parse(hash));
            }
        }
        return marked;
    }

    /// Marks in each copy what a repair had to leave damaged there, and takes the mark off what is
    /// whole again or gone. A copy that does not answer is left to the next repair: what it lacks
    /// costs nothing but space.
    void settle(List<Problem> left) {
        Set<ObjectHash> damaged = new HashSet<>();
        for (Problem problem : left) {
            if (problem.sort() == CheckReport.Sort.DAMAGED && PackNames.isPack(problem.name())) {
                damaged.add(PackNames.hash(problem.name()));
            }
        }
        for (Copy copy : copies.all()) {
            try {
                settle(copy, damaged);
            } catch (MusterException unreachable) {
                // the next repair does it
            }
        }
    }

    private void settle(Copy copy, Set<ObjectHash> damaged) {
        Set<ObjectHash> marked = in(copy);
        for (ObjectHash pack : damaged) {
            if (!marked.contains(pack) && isDamaged(copy, pack)) {
                copy.store()
                        .putIfAbsent(
                                DamageMark.object(pack),
                                new DamageMark(trust.vault(), pack).encode());
            }
        }
        for (ObjectHash pack : marked) {
            if (!isDamaged(copy, pack)) {
                copy.store().delete(DamageMark.object(pack));
            }
        }
    }

    private boolean isDamaged(Copy copy, ObjectHash pack) {
        String name = PackNames.of(pack);
        Optional<byte[]> there = copy.store().get(name);
        return there.isPresent() && !Copies.isWhole(name, there.get(), trust);
    }
}
