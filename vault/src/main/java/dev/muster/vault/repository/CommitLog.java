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
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// The commits of a source that count, each believed only with its signature.
final class CommitLog {
    private static final int PIECE = 64;

    private final Copies copies;
    private final Trust trust;
    private final Sessions sessions;
    private final Workers workers;
    private final Judge judge;

    CommitLog(Copies copies, Trust trust, Sessions sessions, Workers workers) {
        this(copies, trust, sessions, workers, trust::verified);
    }

    private CommitLog(Copies copies, Trust trust, Sessions sessions, Workers workers, Judge judge) {
        this.workers = workers;
        this.copies = copies;
        this.trust = trust;
        this.sessions = sessions;
        this.judge = judge;
    }

    /// Believes a record, or throws.
    private interface Judge {
        VerifiedCommit verified(String name, byte[] object);
    }

    /// The same, where what this machine verified before is not verified again.
    CommitLog knowing(SeenCommits seen) {
        return new CommitLog(
                copies,
                trust,
                sessions,
                workers,
                (name, object) -> trust.verified(name, object, seen));
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
        List<Boolean> counts =
                workers.together(
                        records, object -> view.counts(CommitNames.session(object.name())));
        for (int i = 0; i < records.size(); i++) {
            String name = records.get(i).name();
            if (counts.get(i)) {
                shown.computeIfAbsent(CommitNames.place(name), place -> new LinkedHashSet<>())
                        .add(name);
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
        return copies.read(name, judge::verified).map(bytes -> judge.verified(name, bytes));
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
        List<Set<String>> all = List.copyOf(shown(source).values());
        for (Attempt attempt : workers.together(all, this::attempt)) {
            switch (attempt) {
                case Read(Optional<VerifiedCommit> found) ->
                        found.ifPresent(it -> points.add(it.commit().point()));
                case Unreadable(String why) -> unreadable.add(why);
            }
        }
        return new RecoveryPoints(points, unreadable);
    }

    private sealed interface Attempt {}

    private record Read(Optional<VerifiedCommit> found) implements Attempt {}

    private record Unreadable(String why) implements Attempt {}

    private Attempt attempt(Set<String> names) {
        try {
            return new Read(read(names));
        } catch (MusterException e) {
            return new Unreadable(String.valueOf(e.getMessage()));
        }
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

    /// Mostly the first one is wanted, so that is read alone; then many at a time.
    private Stream<VerifiedCommit> newestFirst(ComponentId source, @Nullable String limit) {
        List<Set<String>> names = new ArrayList<>();
        shown(source)
                .forEach((place, found) -> {
                    if (limit == null || place.compareTo(limit) < 0) {
                        names.addFirst(found);
                    }
                });
        List<List<Set<String>>> pieces = new ArrayList<>();
        for (int from = 0; from < names.size(); ) {
            int to = Math.min(names.size(), from == 0 ? 1 : from + PIECE);
            pieces.add(names.subList(from, to));
            from = to;
        }
        return pieces.stream()
                .flatMap(piece -> workers.together(piece, this::readable).stream())
                .flatMap(Optional::stream);
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
