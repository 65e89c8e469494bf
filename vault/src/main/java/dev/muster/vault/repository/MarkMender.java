package dev.muster.vault.repository;

import dev.muster.vault.format.Claim;
import dev.muster.vault.format.Commit;
import dev.muster.vault.format.Condemned;
import dev.muster.vault.format.CondemnedTaken;
import dev.muster.vault.format.CondemnedWaits;
import dev.muster.vault.format.DamageMark;
import dev.muster.vault.format.ObjectHash;
import dev.muster.vault.format.ObjectKind;
import dev.muster.vault.format.Removed;
import dev.muster.vault.format.SessionBegin;
import dev.muster.vault.format.SessionEnd;
import dev.muster.vault.format.SessionEnd.Outcome;
import dev.muster.vault.format.SessionId;
import dev.muster.vault.store.Copies;
import dev.muster.vault.store.Copy;
import dev.muster.vault.store.StoredObject;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// Mends the small objects by which writers and janitors of one copy understand each other. Most of
/// them say all by their name; where a name must not be free for a moment, the damage stays.
final class MarkMender {
    private final Copies copies;
    private final Trust trust;
    private final Sessions sessions;
    private final VaultPorts ports;

    MarkMender(Copies copies, Trust trust, Sessions sessions, VaultPorts ports) {
        this.copies = copies;
        this.trust = trust;
        this.sessions = sessions;
        this.ports = ports;
    }

    static boolean isMark(String name) {
        return name.startsWith(SessionBegin.PREFIX)
                || name.startsWith(Condemned.PREFIX)
                || name.startsWith(Removed.PREFIX)
                || name.startsWith(DamageMark.PREFIX)
                || isNumber(name);
    }

    private static boolean isNumber(String name) {
        return name.startsWith(CommitNames.PREFIX) && name.endsWith("/number");
    }

    /// @return whether nothing is wrong there any more
    boolean mend(Copy copy, String name) {
        if (name.startsWith(DamageMark.PREFIX)) {
            // whoever repairs marks it again if it is still so
            copy.store().delete(name);
            return true;
        }
        if (name.startsWith(Removed.PREFIX)) {
            return replace(copy, name, removed(name));
        }
        if (isNumber(name)) {
            String place = CommitNames.place(name);
            return replace(
                    copy,
                    name,
                    new Claim(ObjectKind.NUMBER, trust.vault(), place + "/number", "").encode());
        }
        if (!SessionId.isSession(Trust.part(name, 1))) {
            return false;
        }
        SessionId id = SessionId.parse(Trust.part(name, 1));
        return name.startsWith(SessionBegin.PREFIX)
                ? session(copy, name, id)
                : condemned(copy, name, id);
    }

    private boolean replace(Copy copy, String name, byte[] whole) {
        copy.store().setAside(name);
        copy.store().putIfAbsent(name, whole);
        return isWhole(copy, name);
    }

    private boolean isWhole(Copy copy, String name) {
        Optional<byte[]> now = copy.store().get(name);
        return now.isEmpty() || Copies.isWhole(name, now.get(), trust);
    }

    private byte[] removed(String name) {
        for (Copy copy : copies.all()) {
            Optional<byte[]> other = copy.store().get(name);
            if (other.isPresent() && Copies.isWhole(name, other.get(), trust)) {
                return other.get();
            }
        }
        String place = CommitNames.PREFIX + name.substring(Removed.PREFIX.length());
        return new Removed(trust.vault(), place, ObjectHash.NONE).encode();
    }

    /// The beginning of a session that is over says nothing any more. That of one that is open must
    /// stay where it is: without it the session would look committed.
    private boolean session(Copy copy, String name, SessionId id) {
        if (name.endsWith("/begin")) {
            if (copy.store().exists(SessionEnd.object(id))) {
                copy.store().delete(name);
            }
            return isWhole(copy, name);
        }
        return end(copy, name, id);
    }

    /// An end that cannot be read stands for a commit if all that its session brought is there;
    /// then nothing of the session need be kept. Else nobody can tell what it said.
    private boolean end(Copy copy, String name, SessionId id) {
        WriteSession session = new WriteSession(copies, trust, ports, "repair");
        session.enter(copy);
        Set<String> packs = new HashSet<>();
        copy.store().list(PackNames.PREFIX).forEach(object -> packs.add(object.name()));
        List<String> brought =
                copy.store().list(CommitNames.PREFIX).stream()
                        .map(StoredObject::name)
                        .filter(CommitNames::isRecord)
                        .filter(record -> CommitNames.session(record).equals(id))
                        .toList();
        boolean complete =
                !brought.isEmpty()
                        && brought.stream()
                                .allMatch(record -> isComplete(copy, record, packs, session));
        if (complete) {
            copy.store().delete(SessionBegin.object(id));
            copy.store().delete(name);
        } else if (brought.isEmpty()) {
            giveUp(copy, name, id);
        }
        session.leave();
        return isWhole(copy, name);
    }

    /// It brought nothing that could count, so it is as good as given up.
    private void giveUp(Copy copy, String name, SessionId id) {
        byte[] end = new SessionEnd(trust.vault(), id, Outcome.ABORTED, "").encode();
        copy.store().setAside(name);
        copy.store().putIfAbsent(name, end);
    }

    private boolean isComplete(Copy copy, String record, Set<String> packs, WriteSession session) {
        Optional<byte[]> object = copy.store().get(record);
        if (object.isEmpty() || !Copies.isWhole(record, object.get(), trust)) {
            return false;
        }
        Commit commit = trust.commit(record, object.get());
        return !session.dooms(commit.place())
                && commit.packs().stream()
                        .allMatch(pack ->
                                packs.contains(PackNames.of(pack.pack()))
                                        && !session.dooms(pack.pack()));
    }

    private boolean condemned(Copy copy, String name, SessionId id) {
        Claim gone = Claim.gone(trust.vault(), id);
        if (name.equals(gone.name())) {
            return replace(copy, name, gone.encode());
        }
        if (name.equals(CondemnedWaits.object(id))) {
            List<SessionId> open = sessions.look(copy).open();
            return replace(copy, name, new CondemnedWaits(trust.vault(), id, open).encode());
        }
        if (name.equals(Condemned.object(id))) {
            // the same in all copies; reading it mends it
            copies.read(name, trust);
            return isWhole(copy, name);
        }
        return name.equals(CondemnedTaken.object(id))
                && copy.store().exists(gone.name())
                && taken(copy, name, id);
    }

    /// Once the deletion is over, what is still there was spared.
    private boolean taken(Copy copy, String name, SessionId id) {
        Optional<byte[]> object = copies.read(Condemned.object(id), trust);
        if (object.isEmpty()) {
            copy.store().delete(name);
            return true;
        }
        Condemned list = Condemned.decode(Condemned.object(id), object.get(), trust.vault());
        CondemnedTaken spared =
                new CondemnedTaken(
                        trust.vault(),
                        id,
                        "",
                        list.packs().stream()
                                .filter(pack -> copy.store().exists(PackNames.of(pack)))
                                .toList(),
                        list.names().stream().filter(it -> copy.store().exists(it)).toList());
        return replace(copy, name, spared.encode());
    }
}
