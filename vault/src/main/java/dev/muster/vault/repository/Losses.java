package dev.muster.vault.repository;

import dev.muster.model.ComponentId;
import dev.muster.model.MusterException;
import dev.muster.vault.format.Commit;
import dev.muster.vault.format.ObjectHash;
import dev.muster.vault.repository.CheckReport.Problem;
import dev.muster.vault.store.Copies;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// Names what damage that no copy can mend means for backups.
public final class Losses {
    private final Vault vault;
    private final CommitLog commits;

    Losses(Vault vault, CommitLog commits) {
        this.vault = vault;
        this.commits = commits;
    }

    /// @param left what a repair left
    /// @param key opens the maps of files; without one only points are named
    public List<Loss> of(List<Problem> left, Optional<ArchiveKey> key) {
        Set<ObjectHash> lost = new HashSet<>();
        for (Problem problem : left) {
            if (PackNames.isPack(problem.name()) && isNowhere(problem.name())) {
                lost.add(PackNames.hash(problem.name()));
            }
        }
        List<Loss> losses = new ArrayList<>();
        for (ComponentId source : vault.sources()) {
            for (Map.Entry<String, Set<String>> shown : commits.shown(source).entrySet()) {
                losses.addAll(ofCommit(source, shown.getKey(), shown.getValue(), lost, key));
            }
        }
        return losses;
    }

    private boolean isNowhere(String name) {
        Copies copies = vault.copies();
        return copies.all().stream()
                .noneMatch(copy -> {
                    try {
                        Optional<byte[]> there = copy.store().get(name);
                        return there.isPresent()
                                && Copies.isWhole(name, there.get(), vault.trust());
                    } catch (MusterException unreachable) {
                        return false;
                    }
                });
    }

    private List<Loss> ofCommit(
            ComponentId source,
            String place,
            Set<String> names,
            Set<ObjectHash> lost,
            Optional<ArchiveKey> key) {
        Commit commit;
        try {
            Optional<VerifiedCommit> found = commits.read(names);
            if (found.isEmpty()) {
                return List.of();
            }
            commit = found.get().commit();
        } catch (MusterException unreadable) {
            return List.of(new Loss(source, place, Optional.empty()));
        }
        if (commit.packs().stream().noneMatch(pack -> lost.contains(pack.pack()))) {
            return List.of();
        }
        String point = commit.point().id();
        Optional<List<String>> files = key.flatMap(given -> files(source, point, lost, given));
        return files.map(paths ->
                        paths.stream()
                                .map(path -> new Loss(source, point, Optional.of(path)))
                                .toList())
                .orElseGet(() -> List.of(new Loss(source, point, Optional.empty())));
    }

    /// Empty if not even the names can be read.
    private Optional<List<String>> files(
            ComponentId source, String point, Set<ObjectHash> lost, ArchiveKey key) {
        try {
            return Optional.of(vault.snapshot(source, point, key).filesIn(lost));
        } catch (MusterException unreadable) {
            return Optional.empty();
        }
    }
}
