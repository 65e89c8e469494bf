package dev.muster.vault.repository;

import dev.muster.model.Epoch;
import dev.muster.vault.VaultErrors;
import dev.muster.vault.format.Certificate;
import dev.muster.vault.format.Claim;
import dev.muster.vault.format.Commit;
import dev.muster.vault.format.ObjectHash;
import dev.muster.vault.store.Copy;
import dev.muster.vault.store.VaultStore;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;

/// The last step of a backup: the commit record, in every copy that holds all it needs, and then
/// the session's end, from which on it counts.
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
        requireAlive();
        long number = number();
        Optional<CommitLog.Verified> last = log.last(key.source(), epoch);
        Commit commit =
                draft.at(number, last.map(CommitLog.Verified::hash).orElse(ObjectHash.NONE));
        byte[] object = commit.encode(key.signing());
        for (Copy copy : copies.alive()) {
            copies.attempt(copy, () -> commit(copy, commit, object));
        }
        requireAlive();
        return commit;
    }

    private void requireAlive() {
        if (copies.alive().isEmpty()) {
            throw VaultErrors.UNREACHABLE.error("no copy holds all that the backup needs", "");
        }
    }

    /// A number is taken in every copy that the session writes to, in the vault's order: two
    /// writers that share any copy never share one. It stays taken for ever, since who was about to
    /// take it may sleep until then.
    private long number() {
        long number = log.nextNumber(key.source(), epoch);
        while (!isTaken(number)) {
            number++;
        }
        return number;
    }

    private boolean isTaken(long number) {
        AtomicBoolean ours = new AtomicBoolean(true);
        for (Copy copy : copies.alive()) {
            copies.attempt(
                    copy,
                    () -> {
                        if (ours.get() && !take(copy, number)) {
                            ours.set(false);
                        }
                    });
        }
        return ours.get();
    }

    private boolean take(Copy copy, long number) {
        Claim claim =
                Claim.number(
                        key.secret().vault(),
                        Commit.place(key.source(), epoch, number),
                        copies.session().id());
        byte[] object = claim.encode();
        return copy.store().putIfAbsent(claim.name(), object) == VaultStore.Put.STORED
                || copy.store().get(claim.name()).filter(b -> Arrays.equals(b, object)).isPresent();
    }

    /// The record is not seen before the end is taken, and the end is taken by whoever is first.
    private void commit(Copy copy, Commit commit, byte[] object) {
        copy.store().putIfAbsent(commit.object(copies.session().id()), object);
        copies.session().commit(copy);
    }

    /// Brings what earlier sessions owe; a copy that cannot be completed gets no commit.
    private void complete(List<ObjectHash> packs, List<String> segments) {
        for (Copy copy : copies.alive()) {
            copies.attempt(
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
}
