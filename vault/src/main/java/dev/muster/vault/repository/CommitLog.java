package dev.muster.vault.repository;

import dev.muster.model.ComponentId;
import dev.muster.model.Epoch;
import dev.muster.model.MusterException;
import dev.muster.model.RecoveryPoint;
import dev.muster.vault.VaultErrors;
import dev.muster.vault.format.Commit;
import dev.muster.vault.format.KeyId;
import dev.muster.vault.format.ObjectHash;
import dev.muster.vault.format.ObjectKind;
import dev.muster.vault.format.SignedObject;
import dev.muster.vault.store.Copies;
import dev.muster.vault.store.Copy;
import dev.muster.vault.store.StoredObject;
import java.util.ArrayList;
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

    /// A verified commit, and the hash that its successor names.
    record Verified(Commit commit, ObjectHash hash, KeyId signer) {}

    /// The names under which each commit lies where it counts, by place, oldest number first.
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
        return shown;
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

    /// The commit from the first copy that has it whole.
    Optional<Verified> read(Set<String> names) {
        MusterException damaged = null;
        for (String name : names) {
            try {
                Optional<Verified> found =
                        copies.read(name, trust).map(bytes -> verified(name, bytes));
                if (found.isPresent()) {
                    return found;
                }
            } catch (MusterException e) {
                damaged = e;
            }
        }
        if (damaged != null) {
            throw damaged;
        }
        return Optional.empty();
    }

    private Verified verified(String name, byte[] object) {
        KeyId signer = new SignedObject(ObjectKind.COMMIT, name, object).signer();
        return new Verified(trust.commit(name, object), ObjectHash.of(object), signer);
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
        return newestFirst(source, null).map(Verified::commit).toList();
    }

    Optional<Verified> find(ComponentId source, String point) {
        return newestFirst(source, null)
                .filter(it -> it.commit().point().id().equals(point))
                .findFirst();
    }

    /// The newest readable commit of any epoch.
    Optional<Verified> last(ComponentId source) {
        return newestFirst(source, null).findFirst();
    }

    /// The newest readable commit up to an epoch: what a backup of that epoch follows on.
    Optional<Verified> last(ComponentId source, Epoch epoch) {
        return newestFirst(source, Commit.place(source, epoch.next(), 0)).findFirst();
    }

    private java.util.stream.Stream<Verified> newestFirst(
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

    private Optional<Verified> readable(Set<String> names) {
        try {
            return read(names);
        } catch (MusterException damaged) {
            // told by points and check; here an older one serves
            return Optional.empty();
        }
    }

    /// @throws MusterException `NO_POINT` if there is none of that name
    Verified require(ComponentId source, String point) {
        return find(source, point)
                .orElseThrow(() ->
                        VaultErrors.NO_POINT.error(
                                "there is no recovery point " + point + " of " + source,
                                "`muster points " + source + "` lists them"));
    }
}
