package dev.muster.vault.repository;

import dev.muster.model.ComponentId;
import dev.muster.model.MusterException;
import dev.muster.model.Names;
import dev.muster.vault.format.Commit;
import dev.muster.vault.format.CommitVersion;
import dev.muster.vault.format.IndexSegment;
import dev.muster.vault.format.ObjectHash;
import dev.muster.vault.store.Copies;
import dev.muster.vault.store.Copy;
import dev.muster.vault.store.StoredObject;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.function.Predicate;

/// What the copies hold that can be deleted, and what needs it.
///
/// Of a commit only what decides about it is kept in memory; its list of packs is read again when
/// it is asked for, since all lists together may be larger than memory.
final class Census {
    private final Copies copies;
    private final Trust trust;
    private final List<Copy> taken;
    private final Map<String, List<Seen>> byPlace = new HashMap<>();
    private final Map<String, Seen> points = new TreeMap<>();
    private final Map<Copy, Map<ObjectHash, StoredPack>> packs = new LinkedHashMap<>();
    private final Map<Copy, Map<String, StoredObject>> others = new LinkedHashMap<>();
    private final Map<Copy, Instant> newest = new HashMap<>();
    private final List<String> problems = new ArrayList<>();
    private final Set<ComponentId> unreadable = new LinkedHashSet<>();

    private Census(Copies copies, Trust trust, List<Copy> taken) {
        this.copies = copies;
        this.trust = trust;
        this.taken = taken;
    }

    /// A pack where it lies.
    record StoredPack(int bytes, Instant stored) {}

    /// A commit that counts in some copy. Two different ones may have one place, and of one there
    /// may be several versions.
    ///
    /// @param version which writing of the commit
    /// @param hash of the record that the source signed
    /// @param names where it lies, by copy
    /// @param complete the copies that hold every pack of it
    /// @param witnessed when a store saw its own writer put it; empty if it was only copied
    /// @param listed when it was first seen in any copy
    record Seen(
            String place,
            CommitVersion version,
            ObjectHash hash,
            CommitFacts facts,
            Map<Copy, String> names,
            Set<Copy> complete,
            Optional<Instant> witnessed,
            Instant listed) {}

    static Census take(Copies copies, Trust trust, Sessions sessions, List<Copy> of) {
        Census census = new Census(copies, trust, of);
        Map<Copy, List<StoredObject>> records = new LinkedHashMap<>();
        for (Copy copy : of) {
            // index before packs: a segment is never seen without the packs that it was written for
            census.list(copy, List.of("index/", "logs/"));
            census.listPacks(copy);
            records.put(copy, census.records(copy, sessions));
        }
        records.forEach((copy, found) -> found.forEach(record -> census.read(copy, record)));
        return census;
    }

    private void list(Copy copy, List<String> prefixes) {
        Map<String, StoredObject> found = others.computeIfAbsent(copy, it -> new TreeMap<>());
        for (String prefix : prefixes) {
            for (StoredObject object : copy.store().list(prefix)) {
                found.put(object.name(), object);
                seen(copy, object);
            }
        }
    }

    private void seen(Copy copy, StoredObject object) {
        newest.merge(copy, object.stored(), (a, b) -> a.isBefore(b) ? b : a);
    }

    private void listPacks(Copy copy) {
        Map<ObjectHash, StoredPack> found = new HashMap<>();
        for (StoredObject object : copy.store().list(PackNames.PREFIX)) {
            if (PackNames.isPack(object.name())) {
                found.put(
                        PackNames.hash(object.name()),
                        new StoredPack((int) object.bytes(), object.stored()));
                seen(copy, object);
            }
        }
        packs.put(copy, found);
    }

    private List<StoredObject> records(Copy copy, Sessions sessions) {
        List<StoredObject> listed = copy.store().list(CommitNames.PREFIX);
        Sessions.View view = sessions.look(copy);
        listed.forEach(object -> seen(copy, object));
        return listed.stream()
                .filter(object -> CommitNames.isRecord(object.name()))
                .filter(object -> view.counts(CommitNames.session(object.name())))
                .toList();
    }

    private void read(Copy copy, StoredObject record) {
        try {
            whole(copy, record.name()).ifPresent(object -> add(copy, record, object));
        } catch (MusterException e) {
            problems.add(copy.region() + ": " + e.getMessage());
            String source = Trust.part(record.name(), 1);
            if (Names.isLabel(source)) {
                unreadable.add(new ComponentId(source));
            }
        }
    }

    /// The copy's own record, or where it is damaged another copy's of that name.
    private Optional<byte[]> whole(Copy copy, String name) {
        Optional<byte[]> own = copy.store().get(name);
        return own.isEmpty() || Copies.isWhole(name, own.get(), trust)
                ? own
                : copies.read(name, trust);
    }

    private void add(Copy copy, StoredObject record, byte[] object) {
        VerifiedCommit verified = trust.verified(record.name(), object);
        Commit commit = verified.commit();
        ObjectHash hash = verified.hash();
        boolean own = commit.session().equals(CommitNames.session(record.name()));
        Optional<Instant> witnessed = own ? Optional.of(record.stored()) : verified.witnessed();
        String key = verified.key() + " " + hash;
        Seen known = points.get(key);
        Seen seen =
                known == null
                        ? new Seen(
                                commit.place(),
                                verified.version(),
                                hash,
                                CommitFacts.of(commit),
                                new LinkedHashMap<>(),
                                new LinkedHashSet<>(),
                                witnessed,
                                record.stored())
                        : new Seen(
                                known.place(),
                                known.version(),
                                hash,
                                known.facts(),
                                known.names(),
                                known.complete(),
                                earlier(known.witnessed(), witnessed),
                                earlier(known.listed(), record.stored()));
        seen.names().putIfAbsent(copy, record.name());
        if (isComplete(copy, commit)) {
            seen.complete().add(copy);
        }
        points.put(key, seen);
    }

    private static Optional<Instant> earlier(Optional<Instant> one, Optional<Instant> other) {
        return one.isPresent() && other.isPresent()
                ? Optional.of(earlier(one.get(), other.get()))
                : one.or(() -> other);
    }

    private static Instant earlier(Instant one, Instant other) {
        return other.isBefore(one) ? other : one;
    }

    private boolean isComplete(Copy copy, Commit commit) {
        Map<ObjectHash, StoredPack> there = packs.getOrDefault(copy, Map.of());
        return commit.packs().stream()
                .allMatch(pack -> {
                    StoredPack found = there.get(pack.pack());
                    return found != null && found.bytes() == pack.bytes();
                });
    }

    List<Copy> copies() {
        return taken;
    }

    /// All commits that count somewhere, by place.
    List<Seen> points() {
        return List.copyOf(points.values());
    }

    private Map<String, List<Seen>> byPlace() {
        if (byPlace.isEmpty()) {
            points.values()
                    .forEach(point ->
                            byPlace.computeIfAbsent(point.place(), _ -> new ArrayList<>())
                                    .add(point));
        }
        return byPlace;
    }

    /// Whether a later version is complete wherever this one is: nothing needs this one any more.
    ///
    /// @param settled which versions may stand for others
    boolean isSuperseded(Seen point, Predicate<Seen> settled) {
        List<Seen> versions =
                byPlace().getOrDefault(point.place(), List.of()).stream()
                        .filter(other -> !other.version().equals(point.version()))
                        .filter(settled)
                        .toList();
        return !versions.isEmpty()
                && point.names().keySet().stream()
                        .allMatch(copy ->
                                versions.stream()
                                        .filter(other -> other.hash().equals(point.hash()))
                                        .filter(other ->
                                                other.version().compareTo(point.version()) > 0)
                                        .anyMatch(other ->
                                                other.names().containsKey(copy)
                                                        && other.complete().contains(copy)));
    }

    /// Why something could not be judged.
    List<String> problems() {
        return problems;
    }

    /// Sources with a commit that counts and cannot be read: what it needs is not known.
    Set<ComponentId> unreadable() {
        return unreadable;
    }

    /// @throws MusterException if the record can no longer be read
    void packsOf(Seen point, Consumer<ObjectHash> each) {
        Map.Entry<Copy, String> at = point.names().entrySet().iterator().next();
        whole(at.getKey(), at.getValue())
                .ifPresent(object ->
                        trust.commit(at.getValue(), object)
                                .packs()
                                .forEach(pack -> each.accept(pack.pack())));
    }

    Map<ObjectHash, StoredPack> packs(Copy copy) {
        return packs.getOrDefault(copy, Map.of());
    }

    /// Segments of log and of the index, by name.
    Map<String, StoredObject> others(Copy copy) {
        return others.getOrDefault(copy, Map.of());
    }

    /// The same in any copy.
    Map<String, StoredObject> all(String prefix) {
        Map<String, StoredObject> all = new TreeMap<>();
        for (Map<String, StoredObject> there : others.values()) {
            there.forEach((name, object) -> {
                if (name.startsWith(prefix)) {
                    all.putIfAbsent(name, object);
                }
            });
        }
        return all;
    }

    /// The packs that an index segment speaks of; empty if it cannot be read.
    Optional<List<Commit.PackSize>> segmentPacks(String name) {
        try {
            return copies.read(name, trust).map(object -> IndexSegment.packs(name, object));
        } catch (MusterException damaged) {
            problems.add(damaged.getMessage());
            return Optional.empty();
        }
    }

    /// The latest time that the copy's own clock is known to have shown.
    Instant now(Copy copy) {
        return newest.getOrDefault(copy, Instant.EPOCH);
    }
}
