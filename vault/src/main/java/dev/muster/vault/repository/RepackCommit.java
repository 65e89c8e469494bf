package dev.muster.vault.repository;

import dev.muster.model.ComponentId;
import dev.muster.model.MusterException;
import dev.muster.vault.VaultErrors;
import dev.muster.vault.format.BlobRef;
import dev.muster.vault.format.Certificate;
import dev.muster.vault.format.Commit;
import dev.muster.vault.format.CommitVersion;
import dev.muster.vault.format.IndexSegment;
import dev.muster.vault.format.ObjectHash;
import dev.muster.vault.format.ObjectKind;
import dev.muster.vault.format.PackKeys;
import dev.muster.vault.format.Removed;
import dev.muster.vault.format.Rewrite;
import dev.muster.vault.format.SignedObject;
import dev.muster.vault.store.Copy;
import dev.muster.vault.store.StoredObject;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// The last step of a repack: the new records, in every copy that holds all that they need, and
/// then the session's end, from which on they count.
final class RepackCommit {
    private final RepackParts parts;
    private final MaintainerKey key;
    private final SessionCopies session;
    private final ComponentId source;
    private final Map<String, byte[]> records = new LinkedHashMap<>();
    private final Set<ObjectHash> packs = new HashSet<>();
    private final Set<String> others = new LinkedHashSet<>();
    private @Nullable Map<String, List<Found>> found;

    private record Found(String name, Instant stored) {}

    RepackCommit(RepackParts parts, MaintainerKey key, SessionCopies session, ComponentId source) {
        this.parts = parts;
        this.key = key;
        this.session = session;
        this.source = source;
    }

    /// Takes on a backup that points elsewhere now.
    void add(
            VerifiedCommit before,
            BlobRef root,
            Set<ObjectHash> needed,
            Function<ObjectHash, @Nullable Integer> sizes,
            List<ObjectHash> segments,
            PackKeys keys) {
        CommitVersion version =
                new CommitVersion(before.version().generation() + 1, session.session().id());
        List<Commit.PackSize> list =
                needed.stream()
                        .sorted(Comparator.comparing(ObjectHash::hex))
                        .map(pack -> new Commit.PackSize(pack, size(pack, sizes)))
                        .toList();
        Rewrite rewrite =
                new Rewrite(
                        parts.config().number(),
                        version,
                        witnessed(before),
                        original(before),
                        root.place(),
                        segments,
                        list,
                        keys);
        records.put(
                CommitNames.key(before.commit().place(), version), rewrite.encode(key.signing()));
        packs.addAll(needed);
        segments.forEach(segment -> others.add(IndexSegment.prefix(source) + segment.hex()));
        others.add(Certificate.object(Certificate.Role.SOURCE, source.value(), before.signer()));
    }

    private static int size(ObjectHash pack, Function<ObjectHash, @Nullable Integer> sizes) {
        Integer size = sizes.apply(pack);
        if (size == null) {
            throw new IllegalStateException("a pack without size: " + pack);
        }
        return size;
    }

    /// The bytes that the source signed, out of whichever record holds them.
    private byte[] original(VerifiedCommit of) {
        for (Found record : found(of)) {
            Optional<byte[]> bytes = original(of, record.name());
            if (bytes.isPresent()) {
                return bytes.get();
            }
        }
        throw VaultErrors.MISSING.error(
                "the record of " + of.commit().place() + " is gone", "run it again");
    }

    private Optional<byte[]> original(VerifiedCommit of, String name) {
        try {
            return parts.copies()
                    .read(name, parts.trust())
                    .filter(bytes -> parts.trust().hash(name, bytes).equals(of.hash()))
                    .map(bytes ->
                            ObjectKind.REWRITE.is(bytes)
                                    ? Rewrite.decode(
                                                    new SignedObject(
                                                            ObjectKind.REWRITE, name, bytes),
                                                    parts.config().number())
                                            .original()
                                    : bytes);
        } catch (MusterException damaged) {
            return Optional.empty();
        }
    }

    /// When a store saw the source put its record: a rule of retention must not see it younger, or
    /// unseen, for having been moved.
    private Optional<Instant> witnessed(VerifiedCommit of) {
        if (of.witnessed().isPresent()) {
            return of.witnessed();
        }
        return found(of).stream()
                .filter(record -> CommitNames.version(record.name()).isOriginal())
                .filter(record -> CommitNames.session(record.name()).equals(of.commit().session()))
                .map(Found::stored)
                .min(Comparator.naturalOrder());
    }

    private List<Found> found(VerifiedCommit of) {
        Map<String, List<Found>> known = found;
        if (known == null) {
            known = new HashMap<>();
            for (Copy copy : session.alive()) {
                for (StoredObject object : copy.store().list(Commit.prefix(source))) {
                    if (CommitNames.isRecord(object.name())) {
                        known.computeIfAbsent(
                                        CommitNames.place(object.name()), _ -> new ArrayList<>())
                                .add(new Found(object.name(), object.stored()));
                    }
                }
            }
            found = known;
        }
        return known.getOrDefault(of.commit().place(), List.of());
    }

    /// @return whether anything counts now; if not, the session is still open
    boolean commit() {
        if (records.isEmpty()) {
            return false;
        }
        others.add(
                Certificate.object(
                        Certificate.Role.MAINTAINER, MaintainerKey.NAME, key.signing().id()));
        Carrier carrier = new Carrier(parts.copies(), parts.trust());
        new Completion(session, carrier).complete(List.copyOf(packs), List.copyOf(others));
        for (Copy copy : session.alive()) {
            session.attempt(copy, () -> commit(copy));
        }
        if (session.alive().isEmpty()) {
            throw VaultErrors.UNREACHABLE.error(
                    "no copy took what was moved", "nothing is lost; run it again");
        }
        return true;
    }

    private void commit(Copy copy) {
        records.forEach((key, object) -> {
            // what this copy gave up stays given up
            if (!copy.store().exists(Removed.object(CommitNames.placeOf(key)))) {
                copy.store().putIfAbsent(CommitNames.record(key, session.session().id()), object);
            }
        });
        session.session().commit(copy);
    }
}
