package dev.muster.vault.repository;

import dev.muster.model.ComponentId;
import dev.muster.model.Epoch;
import dev.muster.model.MusterException;
import dev.muster.model.RecoveryPoint;
import dev.muster.vault.format.Commit;
import dev.muster.vault.format.KeyId;
import dev.muster.vault.format.ObjectHash;
import dev.muster.vault.format.ObjectKind;
import dev.muster.vault.format.SignedObject;
import dev.muster.vault.store.Copies;
import dev.muster.vault.store.StoredObject;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// The commits of a source, each believed only with its signature.
final class CommitLog {
    private final Copies copies;
    private final Trust trust;

    CommitLog(Copies copies, Trust trust) {
        this.copies = copies;
        this.trust = trust;
    }

    /// A verified commit, and the hash that its successor names.
    record Verified(Commit commit, ObjectHash hash, KeyId signer) {}

    List<String> names(ComponentId source) {
        return copies.list(Commit.prefix(source)).stream().map(StoredObject::name).toList();
    }

    Optional<Verified> read(String name) {
        return copies.read(name, trust).map(bytes -> verified(name, bytes));
    }

    private Verified verified(String name, byte[] object) {
        KeyId signer = new SignedObject(ObjectKind.COMMIT, name, object).signer();
        return new Verified(trust.commit(name, object), ObjectHash.of(object), signer);
    }

    RecoveryPoints points(ComponentId source) {
        List<RecoveryPoint> points = new ArrayList<>();
        List<String> unreadable = new ArrayList<>();
        for (String name : names(source)) {
            try {
                read(name).ifPresent(found -> points.add(found.commit().point()));
            } catch (MusterException e) {
                unreadable.add(e.getMessage());
            }
        }
        return new RecoveryPoints(points, unreadable);
    }

    Optional<Verified> find(ComponentId source, String point) {
        for (String name : names(source).reversed()) {
            Optional<Verified> found = readable(name);
            if (found.filter(it -> it.commit().point().id().equals(point)).isPresent()) {
                return found;
            }
        }
        return Optional.empty();
    }

    /// The newest readable commit up to an epoch: what a backup of that epoch follows on.
    Optional<Verified> last(ComponentId source, Epoch epoch) {
        String limit = Commit.object(source, epoch.next(), 0);
        for (String name : names(source).reversed()) {
            if (name.compareTo(limit) < 0) {
                Optional<Verified> found = readable(name);
                if (found.isPresent()) {
                    return found;
                }
            }
        }
        return Optional.empty();
    }

    /// The number after the last one that is taken in an epoch, readable or not.
    long nextNumber(ComponentId source, Epoch epoch) {
        String from = Commit.object(source, epoch, 0);
        String limit = Commit.object(source, epoch.next(), 0);
        return names(source).stream()
                .filter(name -> name.compareTo(from) >= 0 && name.compareTo(limit) < 0)
                .reduce((one, later) -> later)
                .map(name -> number(name) + 1)
                .orElse(1L);
    }

    private static long number(String name) {
        try {
            return Long.parseLong(name.substring(name.lastIndexOf('-') + 1));
        } catch (NumberFormatException foreign) {
            return 0;
        }
    }

    private Optional<Verified> readable(String name) {
        try {
            return read(name);
        } catch (MusterException damaged) {
            // told by points and check; here an older one serves
            return Optional.empty();
        }
    }
}
