package dev.muster.vault.repository;

import dev.muster.model.MusterException;
import dev.muster.vault.format.Claim;
import dev.muster.vault.format.Condemned;
import dev.muster.vault.format.CondemnedTaken;
import dev.muster.vault.format.ObjectHash;
import dev.muster.vault.format.SessionId;
import dev.muster.vault.store.Copies;
import dev.muster.vault.store.Copy;
import dev.muster.vault.store.StoredObject;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/// What is condemned in a copy: about to be deleted, or deleted on purpose.
final class CondemnedLists {
    private final Set<ObjectHash> packs = new HashSet<>();
    private final Set<String> names = new HashSet<>();
    private final Set<ObjectHash> gonePacks = new HashSet<>();
    private final Set<String> goneNames = new HashSet<>();
    private final Map<SessionId, Stage> stages = new LinkedHashMap<>();

    private CondemnedLists() {}

    /// How far the deletion of a list is in a copy.
    ///
    /// @param isTaken somebody deletes, or died while deleting
    /// @param packs what is deleted: the list without what is spared
    record Stage(
            Condemned list,
            boolean isTaken,
            boolean isGone,
            Set<ObjectHash> packs,
            Set<String> names) {}

    static CondemnedLists none() {
        return new CondemnedLists();
    }

    static CondemnedLists read(Copy copy, Copies copies, Trust trust) {
        CondemnedLists lists = new CondemnedLists();
        Set<String> there = new TreeSet<>();
        copy.store().list(Condemned.PREFIX).stream().map(StoredObject::name).forEach(there::add);
        for (String name : there) {
            String id = Trust.part(name, 1);
            if (name.endsWith("/list") && SessionId.isSession(id)) {
                lists.add(copy, copies, trust, SessionId.parse(id), there);
            }
        }
        return lists;
    }

    private void add(Copy copy, Copies copies, Trust trust, SessionId id, Set<String> there) {
        String name = Condemned.object(id);
        Optional<byte[]> object = whole(copy, copies, trust, name);
        if (object.isEmpty()) {
            return;
        }
        Condemned list = Condemned.decode(name, object.get(), trust.vault());
        boolean isTaken = there.contains(CondemnedTaken.object(id));
        boolean isGone = there.contains(Claim.gone(trust.vault(), id).name());
        Set<ObjectHash> deletedPacks = new HashSet<>(list.packs());
        Set<String> deletedNames = new HashSet<>(list.names());
        if (isTaken) {
            taken(copy, trust, id)
                    .ifPresent(taken -> {
                        taken.packs().forEach(deletedPacks::remove);
                        taken.names().forEach(deletedNames::remove);
                    });
        }
        stages.put(id, new Stage(list, isTaken, isGone, deletedPacks, deletedNames));
        (isGone ? gonePacks : packs).addAll(deletedPacks);
        (isGone ? goneNames : names).addAll(deletedNames);
    }

    /// Empty if it is damaged: what it spares then counts as doomed, which costs space alone.
    private static Optional<CondemnedTaken> taken(Copy copy, Trust trust, SessionId id) {
        String name = CondemnedTaken.object(id);
        try {
            return copy.store()
                    .get(name)
                    .map(object -> CondemnedTaken.decode(name, object, trust.vault()));
        } catch (MusterException damaged) {
            return Optional.empty();
        }
    }

    /// The list is the same in all copies, so that one that was damaged is found elsewhere.
    private static Optional<byte[]> whole(Copy copy, Copies copies, Trust trust, String name) {
        Optional<byte[]> own = copy.store().get(name);
        if (own.isEmpty() || Copies.isWhole(name, own.get(), trust)) {
            return own;
        }
        return copies.read(name, trust);
    }

    /// Adds what another copy condemns.
    void addAll(CondemnedLists other) {
        packs.addAll(other.packs);
        names.addAll(other.names);
    }

    /// Whether it is about to be deleted: nothing new may count on it, nor bring it back.
    boolean dooms(ObjectHash pack) {
        return packs.contains(pack);
    }

    /// Whether it is about to be deleted.
    ///
    /// @param name the place of a commit, or the name of any other object
    boolean dooms(String name) {
        return PackNames.isPack(name) ? packs.contains(PackNames.hash(name)) : names.contains(name);
    }

    /// Whether it is about to be deleted or was deleted on purpose: no other copy brings it back by
    /// itself.
    boolean unwanted(String name) {
        return dooms(name)
                || (PackNames.isPack(name)
                        ? gonePacks.contains(PackNames.hash(name))
                        : goneNames.contains(name));
    }

    /// Whether it is on a list that nobody has taken yet.
    boolean awaits(ObjectHash pack) {
        return stages.values().stream()
                .anyMatch(stage -> !stage.isTaken() && stage.packs().contains(pack));
    }

    boolean awaits(String name) {
        return stages.values().stream()
                .anyMatch(stage -> !stage.isTaken() && stage.names().contains(name));
    }

    Map<SessionId, Stage> stages() {
        return stages;
    }

    /// The lists that no janitor has taken here.
    List<Condemned> untaken() {
        return stages.values().stream().filter(stage -> !stage.isTaken()).map(Stage::list).toList();
    }
}
