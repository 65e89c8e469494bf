package dev.muster.vault.repository;

import dev.muster.model.Epoch;
import dev.muster.model.MusterException;
import dev.muster.model.RegionId;
import dev.muster.vault.VaultErrors;
import dev.muster.vault.format.Certificate;
import dev.muster.vault.format.Claim;
import dev.muster.vault.format.Commit;
import dev.muster.vault.format.ObjectHash;
import dev.muster.vault.store.Copy;
import dev.muster.vault.store.VaultStore;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
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
        List<String> others = new ArrayList<>(segments);
        others.add(
                Certificate.object(
                        Certificate.Role.SOURCE, key.source().value(), key.signing().id()));
        new Completion(copies, carrier).complete(packs, others);
        requireAlive();
        long number = number();
        Optional<VerifiedCommit> last = log.last(key.source(), epoch);
        Commit commit = draft.at(number, last.map(VerifiedCommit::hash).orElse(ObjectHash.NONE));
        byte[] object = commit.encode(key.signing());
        for (Copy copy : copies.alive()) {
            copies.attempt(copy, () -> commit(copy, commit, object));
        }
        requireAlive();
        return commit;
    }

    /// The copies that lack the commit, with what went wrong there.
    Map<RegionId, MusterException> lacking() {
        return copies.dropped();
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
}
