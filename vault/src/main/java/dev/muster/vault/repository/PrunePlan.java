package dev.muster.vault.repository;

import dev.muster.model.ByteSize;
import dev.muster.model.ComponentId;
import dev.muster.vault.format.Commit;
import dev.muster.vault.format.ObjectHash;
import dev.muster.vault.store.Copies;
import dev.muster.vault.store.Copy;
import dev.muster.vault.store.StoredObject;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/// What would go, from one look at all copies. Changes nothing.
final class PrunePlan {
    private final Census census;
    private final PruneRules rules;
    private final PruneVerdict verdict;
    private final Set<ObjectHash> sentenced;
    private final Set<ObjectHash> packs = new HashSet<>();
    private final Set<ObjectHash> leftovers = new HashSet<>();
    private final Map<ComponentId, Set<String>> logs = new HashMap<>();
    private final Set<String> segments = new TreeSet<>();

    PrunePlan(
            Census census,
            PruneRules rules,
            List<Holds.Hold> holds,
            Copies copies,
            Trust trust,
            Map<Copy, Instant> now) {
        this.census = census;
        this.sentenced = sentenced(census, copies, trust);
        this.rules = rules;
        this.verdict = new PruneVerdict(census, rules, holds);
        LogNeeds needs = new LogNeeds(copies, trust);
        verdict.bySource()
                .forEach((source, points) -> {
                    if (rules.keep().containsKey(source) && !census.unreadable().contains(source)) {
                        logs.put(
                                source,
                                needs.unneeded(
                                        source, LogNeeds.of(census, source), staying(points)));
                    }
                });
        verdict.needed(verdict.gone()).ifPresent(needed -> garbage(needed, now));
    }

    /// What a janitor that died was about to delete: it waits for nobody's second attempt.
    private static Set<ObjectHash> sentenced(Census census, Copies copies, Trust trust) {
        Set<ObjectHash> sentenced = new HashSet<>();
        for (Copy copy : census.copies()) {
            CondemnedLists.read(copy, copies, trust).stages().values().stream()
                    .filter(CondemnedLists.Stage::isTaken)
                    .forEach(stage -> sentenced.addAll(stage.packs()));
        }
        return sentenced;
    }

    private List<CommitFacts> staying(List<Census.Seen> points) {
        return points.stream()
                .filter(point -> !verdict.gone().contains(point.place()))
                .map(Census.Seen::facts)
                .toList();
    }

    private void garbage(Set<ObjectHash> needed, Map<Copy, Instant> now) {
        Set<ObjectHash> released = verdict.of(verdict.gone());
        released.addAll(verdict.superseded());
        released.removeAll(needed);
        packs.addAll(released);
        for (Copy copy : census.copies()) {
            census.packs(copy).keySet().stream()
                    .filter(pack -> !needed.contains(pack) && !released.contains(pack))
                    .filter(pack -> sentenced.contains(pack) || isLeftOver(pack, now))
                    .forEach(leftovers::add);
        }
        packs.addAll(leftovers);
        if (!packs.isEmpty()) {
            segments(needed);
        }
    }

    /// Whether it has been lying about for so long, wherever it is, that no backup that was killed
    /// will be run again for it. A wrong clock here costs work, never safety.
    private boolean isLeftOver(ObjectHash pack, Map<Copy, Instant> now) {
        return census.copies().stream()
                .allMatch(copy -> {
                    Census.StoredPack there = census.packs(copy).get(pack);
                    Instant limit =
                            now.getOrDefault(copy, census.now(copy)).minus(rules.patience());
                    return there == null || there.stored().isBefore(limit);
                });
    }

    /// Index segments that speak of nothing that stays.
    private void segments(Set<ObjectHash> needed) {
        Set<ObjectHash> staying = new HashSet<>(needed);
        census.copies().forEach(copy -> staying.addAll(census.packs(copy).keySet()));
        staying.removeAll(packs);
        for (String name : census.all("index/").keySet()) {
            Optional<List<Commit.PackSize>> spoken = census.segmentPacks(name);
            boolean dead =
                    spoken.isPresent()
                            && spoken.get().stream()
                                    .noneMatch(pack -> staying.contains(pack.pack()));
            if (dead) {
                segments.add(name);
            }
        }
    }

    Set<ObjectHash> packs() {
        return packs;
    }

    /// Places of commits, segments of log and of the index.
    List<String> names() {
        List<String> names = new ArrayList<>(verdict.gone());
        logs.values().forEach(names::addAll);
        names.addAll(segments);
        return names;
    }

    PruneReport report(List<PruneReport.Waiting> waiting) {
        List<PruneReport.Source> sources = new ArrayList<>();
        verdict.bySource().forEach((source, points) -> sources.add(source(source, points)));
        return new PruneReport(
                sources,
                census.copies().stream().map(this::freed).toList(),
                waiting,
                census.problems());
    }

    private PruneReport.Source source(ComponentId source, List<Census.Seen> points) {
        Map<String, StoredObject> all = LogNeeds.of(census, source);
        Set<String> going = logs.getOrDefault(source, Set.of());
        long bytes =
                going.stream()
                        .map(all::get)
                        .mapToLong(object -> object == null ? 0 : object.bytes())
                        .sum();
        Map<String, PruneReport.Point> byPlace = new TreeMap<>();
        points.forEach(point -> byPlace.put(point.place(), point(point)));
        return new PruneReport.Source(
                source, List.copyOf(byPlace.values()), going.size(), new ByteSize(bytes));
    }

    private PruneReport.Point point(Census.Seen point) {
        boolean goes = verdict.gone().contains(point.place());
        return new PruneReport.Point(
                point.facts().point(),
                PruneVerdict.stored(point),
                goes,
                goes ? List.of("no rule keeps it") : verdict.why(point.place()));
    }

    private PruneReport.Freed freed(Copy copy) {
        long bytes = 0;
        long left = 0;
        int objects = 0;
        for (ObjectHash pack : packs) {
            Census.StoredPack there = census.packs(copy).get(pack);
            if (there != null) {
                objects++;
                bytes += there.bytes();
                left += leftovers.contains(pack) ? there.bytes() : 0;
            }
        }
        for (String name : names()) {
            StoredObject there = census.others(copy).get(name);
            if (there != null) {
                objects++;
                bytes += there.bytes();
            }
        }
        objects +=
                (int)
                        census.points().stream()
                                .filter(point -> verdict.gone().contains(point.place()))
                                .filter(point -> point.names().containsKey(copy))
                                .count();
        return new PruneReport.Freed(
                copy.region(), objects, new ByteSize(bytes), new ByteSize(left));
    }

    /// Of what a list condemns, what something that counts now needs.
    Optional<Spared> spared(Set<ObjectHash> listedPacks, Set<String> listedNames) {
        Set<String> going = new TreeSet<>(listedNames);
        Set<String> now = new HashSet<>(names());
        going.removeIf(name -> !isSafe(name, now));
        Optional<Set<ObjectHash>> needed = verdict.needed(going);
        if (needed.isEmpty()) {
            return Optional.empty();
        }
        Set<String> names = new TreeSet<>(listedNames);
        names.removeAll(going);
        Set<ObjectHash> kept = new HashSet<>(listedPacks);
        kept.retainAll(needed.get());
        return Optional.of(new Spared(kept, names));
    }

    /// A commit that is no longer there, or that still goes; a segment that is still not needed.
    private boolean isSafe(String name, Set<String> now) {
        if (name.startsWith(CommitNames.PREFIX)) {
            return now.contains(name)
                    || census.points().stream().noneMatch(it -> it.place().equals(name));
        }
        return name.startsWith("index/") || now.contains(name) || census.all(name).isEmpty();
    }

    /// What is not deleted after all.
    record Spared(Set<ObjectHash> packs, Set<String> names) {}
}
