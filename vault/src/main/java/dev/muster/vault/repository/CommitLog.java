package dev.muster.vault.repository;

import dev.muster.model.ComponentId;
import dev.muster.model.Epoch;
import dev.muster.model.MusterException;
import dev.muster.model.RecoveryPoint;
import dev.muster.vault.VaultErrors;
import dev.muster.vault.format.Commit;
import dev.muster.vault.store.Copies;
import dev.muster.vault.store.Copy;
import dev.muster.vault.store.StoredObject;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// The commits of a source that count, each believed only with its signature.
final class CommitLog {
    private final Copies copies;
    private final Trust trust;
    private final Sessions sessions;

    CommitLog(Copies copies, Trust trust, Sessions sessions) {
        this.copies = copies;
        this.trust = trust;
        this.sessions = sessions;
    }

    /// The names under which each commit lies where it counts, by place, oldest number first; of a
    /// commit that was moved the newest version first.
    Map<String, Set<String>> shown(ComponentId source) {
        Map<String, Set<String>> shown = new TreeMap<>();
        MusterException first = null;
        boolean answered = false;
        for (Copy copy : copies.inReadingOrder()) {
            try {
                add(shown, copy, source);
                answered = true;
            } catch (MusterException e) {
                first = first == null ? e : first;
            }
        }
        if (!answered && first != null) {
            throw first;
        }
        shown.replaceAll((place, names) -> newestFirst(names));
        return shown;
    }

    private static Set<String> newestFirst(Set<String> names) {
        List<String> sorted = new ArrayList<>(names);
        sorted.sort(Comparator.comparing(CommitNames::version).reversed());
        return new LinkedHashSet<>(sorted);
    }

    private void add(Map<String, Set<String>> shown, Copy copy, ComponentId source) {
        // commits before sessions: see Sessions
        List<StoredObject> records =
                copy.store().list(Commit.prefix(source)).stream()
                        .filter(object -> CommitNames.isRecord(object.name()))
                        .toList();
        if (records.isEmpty()) {
            return;
        }
        Sessions.View view = sessions.look(copy);
        for (StoredObject object : records) {
            if (view.counts(CommitNames.session(object.name()))) {
                shown.computeIfAbsent(
                                CommitNames.place(object.name()), place -> new LinkedHashSet<>())
                        .add(object.name());
            }
        }
    }

    /// The commit from the first copy that has it whole: its newest version, unless that one lost
    /// packs and an older one did not.
    Optional<VerifiedCommit> read(Set<String> names) {
        MusterException damaged = null;
        VerifiedCommit first = null;
        Set<String> present = null;
        for (String name : names) {
            try {
                Optional<VerifiedCommit> found = verified(name);
                if (found.isPresent() && isOneVersion(names)) {
                    return found;
                }
                if (found.isPresent()) {
                    present = present == null ? present() : present;
                    if (isComplete(found.get().commit(), present)) {
                        return found;
                    }
                    first = first == null ? found.get() : first;
                }
            } catch (MusterException e) {
                damaged = e;
            }
        }
        if (first == null && damaged != null) {
            throw damaged;
        }
        return Optional.ofNullable(first);
    }

    private Optional<VerifiedCommit> verified(String name) {
        return copies.read(name, trust).map(bytes -> trust.verified(name, bytes));
    }

    private static boolean isOneVersion(Set<String> names) {
        return names.stream().map(CommitNames::version).distinct().count() == 1;
    }

    private Set<String> present() {
        Set<String> present = new HashSet<>();
        copies.list(PackNames.PREFIX).forEach(object -> present.add(object.name()));
        return present;
    }

    static boolean isComplete(Commit commit, Set<String> present) {
        return commit.packs().stream()
                .allMatch(pack -> present.contains(PackNames.of(pack.pack())));
    }

    RecoveryPoints points(ComponentId source) {
        List<RecoveryPoint> points = new ArrayList<>();
        List<String> unreadable = new ArrayList<>();
        for (Set<String> names : shown(source).values()) {
            try {
                read(names).ifPresent(found -> points.add(found.commit().point()));
            } catch (MusterException e) {
                unreadable.add(e.getMessage());
            }
        }
        return new RecoveryPoints(points, unreadable);
    }

    /// All that can be read, the newest first.
    List<Commit> commits(ComponentId source) {
        return newestFirst(source, null).map(VerifiedCommit::commit).toList();
    }

    Optional<VerifiedCommit> find(ComponentId source, String point) {
        return newestFirst(source, null)
                .filter(it -> it.commit().point().id().equals(point))
                .findFirst();
    }

    /// The newest readable commit of any epoch.
    Optional<VerifiedCommit> last(ComponentId source) {
        return newestFirst(source, null).findFirst();
    }

    /// The newest readable commit up to an epoch: what a backup of that epoch follows on.
    Optional<VerifiedCommit> last(ComponentId source, Epoch epoch) {
        return newestFirst(source, Commit.place(source, epoch.next(), 0)).findFirst();
    }

    private java.util.stream.Stream<VerifiedCommit> newestFirst(
            ComponentId source, @Nullable String limit) {
        List<Set<String>> names = new ArrayList<>();
        shown(source)
                .forEach((place, found) -> {
                    if (limit == null || place.compareTo(limit) < 0) {
                        names.addFirst(found);
                    }
                });
        return names.stream().map(this::readable).flatMap(Optional::stream);
    }

    /// The number after the last one that was ever taken in an epoch, whether it counts or not.
    long nextNumber(ComponentId source, Epoch epoch) {
        String from = Commit.place(source, epoch, 0);
        String limit = Commit.place(source, epoch.next(), 0);
        return copies.list(Commit.prefix(source)).stream()
                .map(object -> CommitNames.place(object.name()))
                .filter(place -> place.compareTo(from) >= 0 && place.compareTo(limit) < 0)
                .reduce((one, later) -> later)
                .map(place -> CommitNames.number(place) + 1)
                .orElse(1L);
    }

    private Optional<VerifiedCommit> readable(Set<String> names) {
        try {
            return read(names);
        } catch (MusterException damaged) {
            // told by points and check; here an older one serves
            return Optional.empty();
        }
    }

    /// @throws MusterException `NO_POINT` if there is none of that name
    VerifiedCommit require(ComponentId source, String point) {
        return find(source, point)
                .orElseThrow(() ->
                        VaultErrors.NO_POINT.error(
                                "there is no recovery point " + point + " of " + source,
                                "`muster points " + source + "` lists them"));
    }
}
