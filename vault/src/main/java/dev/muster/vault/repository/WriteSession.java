package dev.muster.vault.repository;

import dev.muster.model.MusterException;
import dev.muster.vault.VaultErrors;
import dev.muster.vault.format.ObjectHash;
import dev.muster.vault.format.SessionBegin;
import dev.muster.vault.format.SessionEnd;
import dev.muster.vault.format.SessionEnd.Outcome;
import dev.muster.vault.format.SessionId;
import dev.muster.vault.store.Copies;
import dev.muster.vault.store.Copy;
import dev.muster.vault.store.VaultStore;
import java.time.Instant;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/// A writer's presence in the copies that it writes to. Many threads, once it has entered.
///
/// **The order is what makes deletion safe.** A writer puts its beginning, *then* reads what is
/// condemned; a janitor puts what it condemns, *then* lists the sessions. So either the writer
/// knows, and does not count on what goes, or the janitor waits for the writer.
final class WriteSession {
    private final SessionId id;
    private final String what;
    private final Instant began;
    private final String taker;
    private final Copies copies;
    private final Trust trust;
    private final CondemnedLists condemned = CondemnedLists.none();
    private final Set<Copy> entered = ConcurrentHashMap.newKeySet();

    /// @param what for people, such as `backup of orders`
    WriteSession(Copies copies, Trust trust, VaultPorts ports, String what) {
        this.id = SessionId.parse(HexFormat.of().formatHex(ports.randomness().bytes(16)));
        this.taker = HexFormat.of().formatHex(ports.randomness().bytes(16));
        this.what = what;
        this.began = ports.timing().instant();
        this.copies = copies;
        this.trust = trust;
    }

    SessionId id() {
        return id;
    }

    /// Begins in a copy; nothing may be listed there for this session before.
    ///
    /// @return what is condemned there
    CondemnedLists enter(Copy copy) {
        SessionBegin begin = new SessionBegin(trust.vault(), id, what, began);
        copy.store().putIfAbsent(SessionBegin.object(id), begin.encode());
        CondemnedLists there = CondemnedLists.read(copy, copies, trust);
        condemned.addAll(there);
        entered.add(copy);
        return there;
    }

    /// Whether a pack must be treated as absent, in whichever copy it is condemned.
    boolean dooms(ObjectHash pack) {
        return condemned.dooms(pack);
    }

    boolean dooms(String name) {
        return condemned.dooms(name);
    }

    /// Makes all that this session brought to a copy count. The last thing that it writes there.
    ///
    /// @throws MusterException `GIVEN_UP` if a janitor took the end first
    void commit(Copy copy) {
        if (!end(copy, Outcome.COMMITTED)) {
            throw VaultErrors.GIVEN_UP.error(
                    "the "
                            + what
                            + " was given up in "
                            + copy
                            + " while it slept; nothing of it counts there",
                    "run it again");
        }
    }

    /// Leaves all copies where nothing was committed; a copy that does not answer is left to the
    /// janitor.
    void leave() {
        for (Copy copy : entered) {
            isLeft(copy);
        }
    }

    private boolean isLeft(Copy copy) {
        try {
            return end(copy, Outcome.LEFT);
        } catch (MusterException unreachable) {
            // nothing is lost: a janitor ends the session there after its patience
            return false;
        }
    }

    private boolean end(Copy copy, Outcome outcome) {
        String name = SessionEnd.object(id);
        byte[] object = new SessionEnd(trust.vault(), id, outcome, taker).encode();
        boolean ours =
                copy.store().putIfAbsent(name, object) == VaultStore.Put.STORED
                        || copy.store().get(name).filter(b -> Arrays.equals(b, object)).isPresent();
        if (ours) {
            entered.remove(copy);
        }
        return ours;
    }
}
