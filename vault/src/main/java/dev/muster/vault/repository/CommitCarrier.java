package dev.muster.vault.repository;

import dev.muster.model.MusterException;
import dev.muster.vault.VaultErrors;
import dev.muster.vault.format.Commit;
import dev.muster.vault.format.ObjectHash;
import dev.muster.vault.store.Copies;
import dev.muster.vault.store.Copy;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.LongConsumer;

/// Brings commits and the packs that they need into a copy, in sessions of its own: a janitor at
/// work there either waits for it or is heeded.
final class CommitCarrier {
    /// How long a session brings things before its commits count: a longer one would lose more when
    /// it dies.
    private static final Duration SESSION = Duration.ofMinutes(30);

    private final Copies copies;
    private final Trust trust;
    private final VaultPorts ports;
    private final Copy to;
    private final Consumer<String> problem;
    private final Set<String> brought = new HashSet<>();

    CommitCarrier(Copies copies, Trust trust, VaultPorts ports, Copy to, Consumer<String> problem) {
        this.copies = copies;
        this.trust = trust;
        this.ports = ports;
        this.to = to;
        this.problem = problem;
    }

    /// @param owed commits, oldest first, of each the newest version first
    /// @param copied takes the bytes of each object that was copied
    void bring(List<Inventory.Owed> owed, LongConsumer copied) {
        int next = 0;
        while (next < owed.size()) {
            next = session(owed, next, copied);
        }
    }

    private int session(List<Inventory.Owed> owed, int from, LongConsumer copied) {
        WriteSession session = new WriteSession(copies, trust, ports, "catching up");
        int next = from;
        try {
            session.enter(to);
            long until = ports.timing().nanos() + SESSION.toNanos();
            Set<String> there = new HashSet<>();
            to.store().list(PackNames.PREFIX).forEach(object -> there.add(object.name()));
            do {
                attempt(owed.get(next++), session, there, copied);
            } while (next < owed.size() && ports.timing().nanos() < until);
            session.commit(to);
            return next;
        } catch (MusterException e) {
            problem.accept(to.region() + ": " + e.getMessage());
            session.leave();
            return owed.size();
        }
    }

    private void attempt(
            Inventory.Owed one, WriteSession session, Set<String> there, LongConsumer copied) {
        try {
            bring(one, session, there, copied);
        } catch (MusterException e) {
            problem.accept(to.region() + ": " + e.getMessage());
        }
    }

    private void bring(
            Inventory.Owed one, WriteSession session, Set<String> there, LongConsumer copied) {
        String name = one.object().name();
        if (session.dooms(CommitNames.placeOf(one.key())) || isSuperseded(one.key())) {
            return;
        }
        byte[] whole =
                copies.read(name, trust)
                        .orElseThrow(() -> VaultErrors.MISSING.error(name + " is gone", ""));
        Commit commit = trust.commit(name, whole);
        for (Commit.PackSize pack : commit.packs()) {
            pack(commit, pack.pack(), session, there, copied);
        }
        to.store().putIfAbsent(CommitNames.record(one.key(), session.id()), whole);
        brought.add(one.key());
        copied.accept(whole.length);
    }

    /// A version is not brought where a newer one was.
    private boolean isSuperseded(String key) {
        return brought.stream()
                .anyMatch(other ->
                        CommitNames.placeOf(other).equals(CommitNames.placeOf(key))
                                && CommitNames.versionOf(other)
                                                .compareTo(CommitNames.versionOf(key))
                                        > 0);
    }

    /// A condemned pack is as good as gone, and brought back under its name it would be deleted.
    private void pack(
            Commit commit,
            ObjectHash pack,
            WriteSession session,
            Set<String> there,
            LongConsumer copied) {
        String name = PackNames.of(pack);
        if (session.dooms(pack)) {
            throw VaultErrors.CONDEMNED.error(
                    commit.place()
                            + " is not copied to "
                            + to.region()
                            + ", where "
                            + name
                            + " is condemned",
                    "run `muster vault prune`, then `muster vault copies --catch-up`");
        }
        if (there.contains(name)) {
            return;
        }
        try {
            byte[] whole =
                    copies.read(name, trust)
                            .orElseThrow(() -> VaultErrors.MISSING.error(name + " is gone", ""));
            to.store().putIfAbsent(name, whole);
            copied.accept(whole.length);
            there.add(name);
        } catch (MusterException e) {
            throw VaultErrors.MISSING.error(
                    commit.place()
                            + " is not copied to "
                            + to.region()
                            + ", which lacks "
                            + name
                            + ": "
                            + e.getMessage(),
                    "run `muster vault repair`",
                    e);
        }
    }
}
