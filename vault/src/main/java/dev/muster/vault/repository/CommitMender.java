package dev.muster.vault.repository;

import dev.muster.model.ComponentId;
import dev.muster.model.MusterException;
import dev.muster.vault.format.Commit;
import dev.muster.vault.format.Removed;
import dev.muster.vault.store.Copies;
import dev.muster.vault.store.Copy;
import dev.muster.vault.store.StoredObject;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// Puts a commit whose record was damaged in one copy there again, in a session of its own.
///
/// Under its old name it would count at once, whenever a mender that slept wakes up: also after the
/// backup was given up there.
final class CommitMender {
    private final Copies copies;
    private final Trust trust;
    private final Sessions sessions;
    private final VaultPorts ports;

    CommitMender(Copies copies, Trust trust, Sessions sessions, VaultPorts ports) {
        this.copies = copies;
        this.trust = trust;
        this.sessions = sessions;
        this.ports = ports;
    }

    /// @param name the damaged record's
    /// @return whether the commit counts there again, or is no longer wanted there
    boolean mend(Copy broken, String name) {
        String place = CommitNames.place(name);
        Optional<byte[]> now = broken.store().get(name);
        if (now.isEmpty() || Copies.isWhole(name, now.get(), trust)) {
            return true;
        }
        if (isSuperseded(broken, name)) {
            broken.store().setAside(name);
            return true;
        }
        Optional<byte[]> whole = elsewhere(place, CommitNames.key(name));
        WriteSession session = new WriteSession(copies, trust, ports, "repair");
        session.enter(broken);
        if (session.dooms(place) || broken.store().exists(Removed.object(place))) {
            session.leave();
            return true;
        }
        if (whole.isEmpty() || !isComplete(broken, trust.commit(name, whole.get()), session)) {
            session.leave();
            return false;
        }
        String again = CommitNames.record(CommitNames.key(name), session.id());
        broken.store().putIfAbsent(again, whole.get());
        session.commit(broken);
        // the good one counts before the bad one goes
        broken.store().setAside(name);
        return true;
    }

    private boolean isSuperseded(Copy copy, String name) {
        List<String> records =
                copy.store().list(CommitNames.place(name) + "/").stream()
                        .map(StoredObject::name)
                        .filter(CommitNames::isRecord)
                        .toList();
        Sessions.View view = sessions.look(copy);
        List<String> counting =
                records.stream()
                        .filter(record -> view.counts(CommitNames.session(record)))
                        .toList();
        return new Versions(copy, trust, counting).isSuperseded(name);
    }

    private Optional<byte[]> elsewhere(String place, String key) {
        ComponentId source = new ComponentId(Trust.part(place, 1));
        Set<String> names =
                new CommitLog(copies, trust, sessions, Workers.inline())
                        .shown(source)
                        .getOrDefault(place, Set.of());
        return names.stream()
                .filter(name -> CommitNames.key(name).equals(key))
                .flatMap(name -> whole(name).stream())
                .findFirst();
    }

    /// Empty if it is damaged everywhere under this name; under another it may be whole.
    private Optional<byte[]> whole(String name) {
        try {
            return copies.read(name, trust);
        } catch (MusterException damaged) {
            return Optional.empty();
        }
    }

    private static boolean isComplete(Copy copy, Commit commit, WriteSession session) {
        Set<String> there = new HashSet<>();
        copy.store().list(PackNames.PREFIX).forEach(object -> there.add(object.name()));
        return commit.packs().stream()
                .allMatch(pack ->
                        there.contains(PackNames.of(pack.pack())) && !session.dooms(pack.pack()));
    }
}
