package dev.muster.vault.repository;

import dev.muster.model.MusterException;
import dev.muster.vault.format.Claim;
import dev.muster.vault.format.Condemned;
import dev.muster.vault.format.CondemnedTaken;
import dev.muster.vault.format.CondemnedWaits;
import dev.muster.vault.format.ObjectHash;
import dev.muster.vault.format.Removed;
import dev.muster.vault.format.SessionBegin;
import dev.muster.vault.format.SessionEnd;
import dev.muster.vault.format.SessionEnd.Outcome;
import dev.muster.vault.format.SessionId;
import dev.muster.vault.store.Copies;
import dev.muster.vault.store.Copy;
import dev.muster.vault.store.StoredObject;
import dev.muster.vault.store.VaultStore;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/// Carries out what is condemned, once nobody may count on it any more.
final class Deletion {
    private final Copies copies;
    private final Trust trust;
    private final Sessions sessions;
    private final VaultPorts ports;
    private final List<Copy> of;
    private final PruneRules rules;
    private final Map<Copy, Instant> now;
    private final Janitor.Look look;
    private final Set<PruneReport.Waiting> waiting = new LinkedHashSet<>();

    Deletion(
            Copies copies,
            Trust trust,
            Sessions sessions,
            VaultPorts ports,
            List<Copy> of,
            PruneRules rules,
            Map<Copy, Instant> now,
            Janitor.Look look) {
        this.copies = copies;
        this.trust = trust;
        this.sessions = sessions;
        this.ports = ports;
        this.of = of;
        this.rules = rules;
        this.now = now;
        this.look = look;
    }

    /// @return the sessions that something still waits for
    List<PruneReport.Waiting> carryOut() {
        Map<SessionId, Condemned> due = new LinkedHashMap<>();
        for (Copy copy : of) {
            CondemnedLists.read(copy, copies, trust)
                    .untaken()
                    .forEach(list -> due.put(list.id(), list));
        }
        due.entrySet().removeIf(entry -> !isReady(entry.getKey()));
        if (!due.isEmpty()) {
            // looked at after all waits are over: what may count on it counts by now
            PrunePlan plan = look.plan(of, rules, now);
            due.values().forEach(list -> delete(list, plan));
        }
        return List.copyOf(waiting);
    }

    /// Whether all sessions that began before are over, in every copy: a backup that one copy alone
    /// has may need packs that another one must give it.
    private boolean isReady(SessionId id) {
        boolean ready = true;
        for (Copy copy : of) {
            if (!copy.store().exists(Condemned.object(id))) {
                continue;
            }
            for (SessionId session : waits(copy, id)) {
                ready &= isOver(copy, session);
            }
        }
        return ready;
    }

    /// A janitor that died may have left no note: a later look at the sessions is as good.
    private List<SessionId> waits(Copy copy, SessionId id) {
        String name = CondemnedWaits.object(id);
        Optional<byte[]> noted = copy.store().get(name);
        if (noted.isEmpty()) {
            List<SessionId> open = sessions.look(copy).open();
            byte[] object = new CondemnedWaits(trust.vault(), id, open).encode();
            copy.store().putIfAbsent(name, object);
            return open;
        }
        return Copies.isWhole(name, noted.get(), trust)
                ? CondemnedWaits.decode(name, noted.get(), trust.vault()).sessions()
                : sessions.look(copy).open();
    }

    private boolean isOver(Copy copy, SessionId session) {
        if (sessions.isOver(copy, session)) {
            return true;
        }
        if (isPatienceOver(copy, session)) {
            giveUp(copy, session);
            return true;
        }
        waiting.add(
                new PruneReport.Waiting(
                        copy.region(), session.toString(), Janitor.what(copy, session, trust)));
        return false;
    }

    /// By the copy's own clock. A wrong one costs a writer its work, and nothing else.
    private boolean isPatienceOver(Copy copy, SessionId session) {
        Instant limit = now.getOrDefault(copy, Instant.EPOCH).minus(rules.patience());
        return copy.store().list(SessionBegin.PREFIX + session + "/").stream()
                .filter(object -> object.name().endsWith("/begin"))
                .map(StoredObject::stored)
                .anyMatch(stored -> stored.isBefore(limit));
    }

    /// Takes the name by which the writer would commit; if the writer was first, it is over too.
    private void giveUp(Copy copy, SessionId session) {
        String taker = HexFormat.of().formatHex(ports.randomness().bytes(16));
        byte[] end = new SessionEnd(trust.vault(), session, Outcome.ABORTED, taker).encode();
        copy.store().putIfAbsent(SessionEnd.object(session), end);
    }

    private void delete(Condemned list, PrunePlan plan) {
        Optional<PrunePlan.Spared> spared =
                plan.spared(Set.copyOf(list.packs()), Set.copyOf(list.names()));
        if (spared.isPresent()) {
            of.forEach(copy -> delete(copy, list, spared.get()));
        }
    }

    private void delete(Copy copy, Condemned list, PrunePlan.Spared spared) {
        if (!copy.store().exists(Condemned.object(list.id())) || !take(copy, list, spared)) {
            return;
        }
        Set<String> names = new TreeSet<>(list.names());
        names.removeAll(spared.names());
        removeCommits(copy, names);
        Set<ObjectHash> packs = new HashSet<>(list.packs());
        packs.removeAll(spared.packs());
        names.stream()
                .filter(name -> !name.startsWith(CommitNames.PREFIX))
                .forEach(copy.store()::delete);
        packs.stream().map(PackNames::of).sorted().forEach(copy.store()::delete);
        Claim gone = Claim.gone(trust.vault(), list.id());
        copy.store().putIfAbsent(gone.name(), gone.encode());
    }

    private boolean take(Copy copy, Condemned list, PrunePlan.Spared spared) {
        CondemnedTaken taken =
                new CondemnedTaken(
                        trust.vault(),
                        list.id(),
                        HexFormat.of().formatHex(ports.randomness().bytes(16)),
                        spared.packs().stream()
                                .sorted(Comparator.comparing(ObjectHash::hex))
                                .toList(),
                        List.copyOf(spared.names()));
        byte[] claim = taken.encode();
        String name = CondemnedTaken.object(list.id());
        return copy.store().putIfAbsent(name, claim) == VaultStore.Put.STORED
                || copy.store().get(name).filter(b -> Arrays.equals(b, claim)).isPresent();
    }

    /// Commits go before what they need, so that none is ever shown without it; and before each
    /// goes its mark, so that no other copy brings it back.
    private void removeCommits(Copy copy, Set<String> names) {
        List<String> places =
                names.stream().filter(name -> name.startsWith(CommitNames.PREFIX)).toList();
        Map<String, List<String>> records = new LinkedHashMap<>();
        for (String place : places) {
            for (StoredObject object : copy.store().list(place + "/")) {
                if (!CommitNames.isRecord(object.name())) {
                    continue;
                }
                records.computeIfAbsent(place, it -> new ArrayList<>()).add(object.name());
            }
        }
        records.forEach((place, found) -> {
            mark(copy, place, found);
            found.forEach(copy.store()::delete);
        });
    }

    private void mark(Copy copy, String place, List<String> records) {
        ObjectHash hash =
                records.stream()
                        .filter(CommitNames::isRecord)
                        .flatMap(name -> hash(copy, name).stream())
                        .findFirst()
                        .orElse(ObjectHash.NONE);
        Removed removed = new Removed(trust.vault(), place, hash);
        copy.store().putIfAbsent(removed.object(), removed.encode());
    }

    private Optional<ObjectHash> hash(Copy copy, String record) {
        try {
            return copy.store().get(record).map(object -> trust.hash(record, object));
        } catch (MusterException damaged) {
            return Optional.empty();
        }
    }
}
