package dev.muster.vault.repository;

import dev.muster.model.Epoch;
import dev.muster.model.MusterException;
import dev.muster.vault.VaultErrors;
import dev.muster.vault.format.Certificate;
import dev.muster.vault.format.Commit;
import dev.muster.vault.format.ObjectHash;
import dev.muster.vault.store.Copy;
import dev.muster.vault.store.VaultStore;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// The last step of a backup: the commit record, in every copy that holds all it needs.
final class Committer {
    private final SessionCopies copies;
    private final CommitLog log;
    private final Carrier carrier;
    private final SourceKey key;
    private final Epoch epoch;

    Committer(SessionCopies copies, CommitLog log, Carrier carrier, SourceKey key, Epoch epoch) {
        this.copies = copies;
        this.log = log;
        this.carrier = carrier;
        this.key = key;
        this.epoch = epoch;
    }

    /// Makes a commit with the given place in the chain.
    interface Draft {
        Commit at(long number, ObjectHash predecessor);
    }

    /// @param packs all packs that the backup needs
    /// @param segments the index segments that the commit names
    Commit commit(Draft draft, List<ObjectHash> packs, List<String> segments) {
        complete(packs, segments);
        Copy first =
                copies.alive().stream()
                        .findFirst()
                        .orElseThrow(() ->
                                VaultErrors.UNREACHABLE.error(
                                        "no copy holds all that the backup needs", ""));
        while (true) {
            Optional<CommitLog.Verified> last = log.last(key.source(), epoch);
            ObjectHash predecessor = last.map(CommitLog.Verified::hash).orElse(ObjectHash.NONE);
            long number = log.nextNumber(key.source(), epoch);
            Commit commit = draft.at(number, predecessor);
            byte[] object = commit.encode(key.signing());
            if (take(first, commit.object(), object)) {
                follow(first, commit.object(), object);
                return commit;
            }
        }
    }

    /// Whether the number is ours; a lost reply shows as our own bytes.
    private static boolean take(Copy first, String name, byte[] object) {
        return first.store().putIfAbsent(name, object) == VaultStore.Put.STORED
                || first.store().get(name).filter(b -> Arrays.equals(b, object)).isPresent();
    }

    private void follow(Copy first, String name, byte[] object) {
        for (Copy copy : copies.alive()) {
            if (!copy.equals(first)) {
                attempt(
                        copy,
                        () -> {
                            if (!take(copy, name, object)) {
                                throw VaultErrors.DIFFERS.error(
                                        copy + " holds another " + name,
                                        "back up with a higher epoch");
                            }
                        });
            }
        }
    }

    /// Brings what earlier sessions owe; a copy that cannot be completed gets no commit.
    private void complete(List<ObjectHash> packs, List<String> segments) {
        for (Copy copy : copies.alive()) {
            attempt(
                    copy,
                    () -> {
                        Set<String> there = new HashSet<>();
                        copy.store()
                                .list(PackNames.PREFIX)
                                .forEach(object -> there.add(object.name()));
                        for (ObjectHash pack : packs) {
                            String name = PackNames.of(pack);
                            if (!there.contains(name)) {
                                carrier.carry(name, copy);
                            }
                        }
                        segments.forEach(segment -> carrier.carry(segment, copy));
                        carrier.carry(
                                Certificate.object(
                                        Certificate.Role.SOURCE,
                                        key.source().value(),
                                        key.signing().id()),
                                copy);
                    });
        }
    }

    private void attempt(Copy copy, Runnable work) {
        try {
            work.run();
        } catch (MusterException e) {
            if (copies.isRequired(copy)) {
                throw e;
            }
            copies.drop(copy.region());
        }
    }
}
