package dev.muster.vault.repository;

import dev.muster.model.MusterException;
import dev.muster.vault.format.Condemned;
import dev.muster.vault.format.Config;
import dev.muster.vault.format.DamageMark;
import dev.muster.vault.format.ProgramSignature;
import dev.muster.vault.format.Removed;
import dev.muster.vault.format.Retirement;
import dev.muster.vault.format.SessionBegin;
import dev.muster.vault.store.Copies;
import dev.muster.vault.store.Copy;
import dev.muster.vault.store.StoredObject;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Predicate;

/// What each copy holds, by listing.
///
/// A commit goes by its place and version, whichever session brought it, and only where it counts.
final class Inventory {
    /// The order in which objects are copied: what a thing needs comes before it. The packs that a
    /// commit needs come with it; the rest of them comes after.
    static final List<String> ORDER =
            List.of(
                    "keys/",
                    "histories/",
                    "logs/",
                    CommitNames.PREFIX,
                    PackNames.PREFIX,
                    "index/",
                    "holds/",
                    "secrets/",
                    "strategies/",
                    "runbooks/",
                    ProgramSignature.PREFIX,
                    "runs/",
                    "evidence/");

    private static final List<String> OF_ONE_COPY =
            List.of(SessionBegin.PREFIX, Condemned.PREFIX, Removed.PREFIX, DamageMark.PREFIX);

    private final Map<Copy, Map<String, StoredObject>> held = new LinkedHashMap<>();
    private final Map<Copy, List<StoredObject>> objects = new LinkedHashMap<>();
    private final Map<Copy, CondemnedLists> condemned = new LinkedHashMap<>();
    private final Map<Copy, String> silent = new LinkedHashMap<>();
    private final Map<String, StoredObject> all = new TreeMap<>();
    private final Trust trust;

    private Inventory(Trust trust) {
        this.trust = trust;
    }

    static Inventory of(Copies copies, Trust trust, Sessions sessions) {
        Inventory inventory = new Inventory(trust);
        for (Copy copy : copies.all()) {
            try {
                List<StoredObject> listed = copy.store().list("");
                // after the commits: see Sessions
                Sessions.View view = sessions.look(copy);
                CondemnedLists lists = CondemnedLists.read(copy, copies, trust);
                inventory.take(copy, listed, view);
                inventory.condemned.put(copy, lists);
            } catch (MusterException e) {
                inventory.held.remove(copy);
                inventory.silent.put(copy, String.valueOf(e.getMessage()));
            }
        }
        inventory.forgetRemovedSlots();
        return inventory;
    }

    /// A slot that was removed is not copied again from where it could not be deleted.
    private void forgetRemovedSlots() {
        List<String> removed =
                all.keySet().stream()
                        .filter(name -> name.startsWith(Retirement.PREFIX + "slots/"))
                        .map(name -> "keys/" + name.substring(Retirement.PREFIX.length()) + "/")
                        .toList();
        Predicate<String> gone = name -> removed.stream().anyMatch(name::startsWith);
        all.keySet().removeIf(gone);
        held.values().forEach(names -> names.keySet().removeIf(gone));
        objects.values().forEach(found -> found.removeIf(object -> gone.test(object.name())));
    }

    private void take(Copy copy, List<StoredObject> listed, Sessions.View view) {
        Map<String, StoredObject> names = new TreeMap<>();
        List<StoredObject> taken = new ArrayList<>();
        for (StoredObject object : listed) {
            boolean ofOneCopy = OF_ONE_COPY.stream().anyMatch(object.name()::startsWith);
            boolean shared = ORDER.stream().anyMatch(object.name()::startsWith);
            if (!shared && !ofOneCopy && !object.name().equals(Config.OBJECT)) {
                continue;
            }
            if (!object.name().startsWith(CommitNames.PREFIX)) {
                taken.add(object);
                names.put(object.name(), object);
            } else if (!CommitNames.isRecord(object.name())) {
                taken.add(object);
            } else if (view.counts(CommitNames.session(object.name()))) {
                taken.add(object);
                names.putIfAbsent(CommitNames.key(object.name()), object);
            }
        }
        held.put(copy, names);
        objects.put(copy, taken);
        names.forEach((key, object) -> {
            if (OF_ONE_COPY.stream().noneMatch(key::startsWith)) {
                all.merge(key, object, Inventory::older);
            }
        });
    }

    private static StoredObject older(StoredObject one, StoredObject other) {
        return other.stored().isBefore(one.stored()) ? other : one;
    }

    /// The copies that answer.
    List<Copy> answering() {
        return List.copyOf(held.keySet());
    }

    /// Why the others do not.
    Map<Copy, String> silent() {
        return silent;
    }

    /// By name; commits by place and version.
    Map<String, StoredObject> in(Copy copy) {
        return held.getOrDefault(copy, Map.of());
    }

    /// Everything that is to be looked at in a copy.
    List<StoredObject> objects(Copy copy) {
        return objects.getOrDefault(copy, List.of());
    }

    CondemnedLists condemned(Copy copy) {
        return condemned.getOrDefault(copy, CondemnedLists.none());
    }

    /// What some copy holds and this one does not, with the time at which it was stored first. What
    /// this copy gave up on purpose is not among it.
    List<Owed> owed(Copy copy, String prefix) {
        Map<String, StoredObject> there = in(copy);
        List<Owed> owed = new ArrayList<>();
        all.forEach((key, object) -> {
            if (key.startsWith(prefix) && !there.containsKey(key) && isWanted(copy, key)) {
                owed.add(new Owed(key, object));
            }
        });
        return owed;
    }

    private boolean isWanted(Copy copy, String key) {
        if (key.startsWith(CommitNames.PREFIX)) {
            String place = CommitNames.placeOf(key);
            return !in(copy).containsKey(Removed.object(place))
                    && !condemned(copy).unwanted(place)
                    && !hasLater(copy, place, key);
        }
        return !key.equals(Config.OBJECT) && !condemned(copy).unwanted(key);
    }

    /// Whether the copy has a later version. A name alone proves nothing: whoever can write names
    /// could keep a backup from being copied.
    private boolean hasLater(Copy copy, String place, String key) {
        return in(copy).entrySet().stream()
                .filter(entry -> entry.getKey().startsWith(place + "/"))
                .filter(entry ->
                        CommitNames.versionOf(entry.getKey()).compareTo(CommitNames.versionOf(key))
                                > 0)
                .anyMatch(entry -> isSigned(copy, entry.getValue().name()));
    }

    private boolean isSigned(Copy copy, String name) {
        try {
            return copy.store()
                    .get(name)
                    .filter(object -> Copies.isWhole(name, object, trust))
                    .isPresent();
        } catch (MusterException unreachable) {
            return false;
        }
    }

    /// @param key the name; of a commit its place and version
    /// @param object under its name in a copy that holds it
    record Owed(String key, StoredObject object) {}
}
