package dev.muster.vault.repository;

import dev.muster.model.ComponentId;
import dev.muster.model.MusterException;
import dev.muster.vault.format.ObjectHash;
import dev.muster.vault.keep.KeepPoint;
import dev.muster.vault.keep.KeepRule;
import dev.muster.vault.keep.Keeping;
import dev.muster.vault.store.Copy;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/// Which points go by the rules, and what the others need.
final class PruneVerdict {
    private final Census census;
    private final PruneRules rules;
    private final Map<String, String> held;
    private final Map<String, List<String>> kept = new TreeMap<>();
    private final Set<String> gone = new TreeSet<>();

    /// @param holds what is held now
    PruneVerdict(Census census, PruneRules rules, List<Holds.Hold> holds) {
        this.census = census;
        this.rules = rules;
        this.held = new LinkedHashMap<>();
        holds.forEach(hold -> held.put(hold.source() + "/" + hold.point(), hold.reason()));
        bySource().forEach(this::judge);
    }

    Map<ComponentId, List<Census.Seen>> bySource() {
        Map<ComponentId, List<Census.Seen>> sources = new TreeMap<>(this::order);
        for (Census.Seen point : census.points()) {
            sources.computeIfAbsent(point.facts().source(), it -> new ArrayList<>()).add(point);
        }
        return sources;
    }

    private int order(ComponentId one, ComponentId other) {
        return one.value().compareTo(other.value());
    }

    /// A point goes only if neither all copies together nor any copy that has it keeps it: a copy
    /// that lags behind keeps what it has as if it were alone.
    private void judge(ComponentId source, List<Census.Seen> points) {
        Optional<KeepRule> rule =
                census.unreadable().contains(source)
                        ? Optional.empty()
                        : Optional.ofNullable(rules.keep().get(source));
        keep(points, rule);
        keep(points.stream().filter(it -> !it.complete().isEmpty()).toList(), rule);
        for (Copy copy : census.copies()) {
            keep(points.stream().filter(it -> it.names().containsKey(copy)).toList(), rule);
            keep(points.stream().filter(it -> it.complete().contains(copy)).toList(), rule);
        }
        for (Census.Seen point : points) {
            String reason = held.get(point.facts().source() + "/" + point.facts().point());
            if (reason != null) {
                reasons(point.place()).add("hold: " + reason);
            }
        }
        for (Census.Seen point : points) {
            if (!kept.containsKey(point.place())) {
                gone.add(point.place());
            }
        }
    }

    private void keep(List<Census.Seen> points, Optional<KeepRule> rule) {
        // versions of a commit are one point, stored when the first of them was
        Map<String, KeepPoint> seen = new LinkedHashMap<>();
        points.forEach(point -> seen.merge(point.place(), point(point), PruneVerdict::earlier));
        Keeping.decide(List.copyOf(seen.values()), rule)
                .forEach((place, why) -> {
                    List<String> known = reasons(place);
                    why.stream().filter(it -> !known.contains(it)).forEach(known::add);
                });
    }

    private static KeepPoint earlier(KeepPoint one, KeepPoint other) {
        boolean better =
                one.witnessed() == other.witnessed()
                        ? !other.stored().isBefore(one.stored())
                        : one.witnessed();
        return better ? one : other;
    }

    private List<String> reasons(String place) {
        return kept.computeIfAbsent(place, it -> new ArrayList<>());
    }

    private static KeepPoint point(Census.Seen seen) {
        return new KeepPoint(seen.place(), stored(seen), seen.witnessed().isPresent());
    }

    /// What a store saw itself; else what the source claims, but no later than it was seen.
    static Instant stored(Census.Seen seen) {
        Instant claimed = seen.facts().storedAt();
        return seen.witnessed().orElse(seen.listed().isBefore(claimed) ? seen.listed() : claimed);
    }

    /// The places of commits that go.
    Set<String> gone() {
        return gone;
    }

    /// Why a place stays; empty if it goes.
    List<String> why(String place) {
        return kept.getOrDefault(place, List.of());
    }

    private boolean isSuperseded(Census.Seen point) {
        return census.isSuperseded(point, this::isSettled);
    }

    /// A janitor holds no key, so it cannot see whether a maintainer moved all that was needed. Who
    /// stole a maintainer's key must not make it delete at once what backups are made of.
    private boolean isSettled(Census.Seen version) {
        return rules.moved().contains(version.version().repack())
                || version.names().keySet().stream()
                        .allMatch(copy ->
                                version.listed()
                                        .isBefore(census.now(copy).minus(rules.patience())));
    }

    /// The packs that points need, all but those at the given places.
    ///
    /// @return empty if not all can be known: then no pack may go
    Optional<Set<ObjectHash>> needed(Set<String> but) {
        if (!census.unreadable().isEmpty()) {
            return Optional.empty();
        }
        Set<ObjectHash> needed = new HashSet<>();
        try {
            for (Census.Seen point : census.points()) {
                if (!but.contains(point.place()) && !isSuperseded(point)) {
                    census.packsOf(point, needed::add);
                }
            }
            return Optional.of(needed);
        } catch (MusterException e) {
            census.problems().add(e.getMessage());
            return Optional.empty();
        }
    }

    /// The packs that only versions needed which others stand for now; others may need them too.
    Set<ObjectHash> superseded() {
        Set<ObjectHash> packs = new HashSet<>();
        for (Census.Seen point : census.points()) {
            if (isSuperseded(point)) {
                census.packsOf(point, packs::add);
            }
        }
        return packs;
    }

    /// The packs that the points at the given places need.
    Set<ObjectHash> of(Set<String> places) {
        Set<ObjectHash> packs = new HashSet<>();
        for (Census.Seen point : census.points()) {
            if (places.contains(point.place())) {
                census.packsOf(point, packs::add);
            }
        }
        return packs;
    }
}
