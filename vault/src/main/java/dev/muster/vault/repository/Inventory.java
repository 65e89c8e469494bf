package dev.muster.vault.repository;

import dev.muster.model.MusterException;
import dev.muster.vault.format.Config;
import dev.muster.vault.format.Retirement;
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
final class Inventory {
    /// The order in which objects are copied: what a thing needs comes before it.
    static final List<String> ORDER =
            List.of(
                    "keys/",
                    "packs/",
                    "index/",
                    "histories/",
                    "logs/",
                    "commits/",
                    "runs/",
                    "evidence/");

    private final Map<Copy, Map<String, StoredObject>> held = new LinkedHashMap<>();
    private final Map<Copy, String> silent = new LinkedHashMap<>();
    private final Map<String, StoredObject> all = new TreeMap<>();

    private Inventory() {}

    static Inventory of(Copies copies) {
        Inventory inventory = new Inventory();
        for (Copy copy : copies.all()) {
            try {
                inventory.take(copy, copy.store().list(""));
            } catch (MusterException e) {
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
    }

    private void take(Copy copy, List<StoredObject> objects) {
        Map<String, StoredObject> names = new TreeMap<>();
        for (StoredObject object : objects) {
            if (object.name().equals(Config.OBJECT)
                    || ORDER.stream().anyMatch(object.name()::startsWith)) {
                names.put(object.name(), object);
                all.merge(
                        object.name(),
                        object,
                        (one, other) -> one.stored().isBefore(other.stored()) ? one : other);
            }
        }
        held.put(copy, names);
    }

    /// The copies that answer.
    List<Copy> answering() {
        return List.copyOf(held.keySet());
    }

    /// Why the others do not.
    Map<Copy, String> silent() {
        return silent;
    }

    Map<String, StoredObject> in(Copy copy) {
        return held.getOrDefault(copy, Map.of());
    }

    /// What some copy holds and this one does not, with the time at which it was stored first.
    List<StoredObject> owed(Copy copy, String prefix) {
        Map<String, StoredObject> there = in(copy);
        List<StoredObject> owed = new ArrayList<>();
        for (StoredObject object : all.values()) {
            if (object.name().startsWith(prefix) && !there.containsKey(object.name())) {
                owed.add(object);
            }
        }
        return owed;
    }
}
