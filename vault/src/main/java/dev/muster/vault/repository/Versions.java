package dev.muster.vault.repository;

import dev.muster.model.MusterException;
import dev.muster.vault.store.Copy;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// Which records of one copy another one there stands for: a later version of the same commit,
/// which has all its packs there. What a superseded record alone needs may go.
final class Versions {
    private final Copy copy;
    private final Trust trust;
    private final Map<String, Set<String>> versions = new HashMap<>();
    private Optional<Set<String>> packs = Optional.empty();

    /// @param counting the names of records that count there
    Versions(Copy copy, Trust trust, Collection<String> counting) {
        this.copy = copy;
        this.trust = trust;
        counting.forEach(name ->
                versions.computeIfAbsent(CommitNames.place(name), _ -> new HashSet<>()).add(name));
        versions.values().removeIf(names -> names.size() < 2);
    }

    /// The places of which there are several records.
    List<String> several() {
        return versions.values().stream().flatMap(Set::stream).sorted().toList();
    }

    boolean isSuperseded(String name) {
        return versions.getOrDefault(CommitNames.place(name), Set.of()).stream()
                .filter(other ->
                        CommitNames.version(other).compareTo(CommitNames.version(name)) > 0)
                .anyMatch(other -> standsFor(other, name));
    }

    private boolean standsFor(String other, String name) {
        Optional<VerifiedCommit> later = read(other);
        Optional<VerifiedCommit> earlier = read(name);
        return later.isPresent()
                && (earlier.isEmpty() || later.get().supersedes(earlier.get()))
                && isComplete(later.get());
    }

    /// Whether nothing of a record's content is lost here; false if it cannot be read.
    boolean isComplete(String name) {
        return read(name).filter(this::isComplete).isPresent();
    }

    private boolean isComplete(VerifiedCommit commit) {
        if (packs.isEmpty()) {
            Set<String> found = new HashSet<>();
            copy.store().list(PackNames.PREFIX).forEach(object -> found.add(object.name()));
            packs = Optional.of(found);
        }
        return CommitLog.isComplete(commit.commit(), packs.get());
    }

    private Optional<VerifiedCommit> read(String name) {
        try {
            return copy.store().get(name).map(object -> trust.verified(name, object));
        } catch (MusterException damaged) {
            // told by whoever checks; it stands for nothing
            return Optional.empty();
        }
    }
}
