package dev.muster.vault.repository;

import dev.muster.model.MusterException;
import dev.muster.vault.VaultErrors;
import dev.muster.vault.format.Condemned;
import dev.muster.vault.format.CondemnedWaits;
import dev.muster.vault.format.ObjectHash;
import dev.muster.vault.format.SessionBegin;
import dev.muster.vault.format.SessionId;
import dev.muster.vault.store.Copies;
import dev.muster.vault.store.Copy;
import dev.muster.vault.store.StoredObject;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;

/// Removes what the rules no longer keep, and what nothing needs. Holds no key.
///
/// Any number of janitors and writers may work at once, be killed or sleep at any point; no clock
/// decides what is safe. A list of what goes is put into every copy; then the sessions that are
/// open are noted; when they are all over, one janitor takes the list in a copy, looks again at
/// what is needed now, and deletes the rest. Nobody else ever deletes by that list, and what it
/// names is never put there again under that name until the list is marked as done.
public final class Janitor {
    private final Copies copies;
    private final Trust trust;
    private final Sessions sessions;
    private final Holds holds;
    private final VaultPorts ports;

    Janitor(Copies copies, Trust trust, Sessions sessions, Holds holds, VaultPorts ports) {
        this.copies = copies;
        this.trust = trust;
        this.sessions = sessions;
        this.holds = holds;
        this.ports = ports;
    }

    /// What [#prune] would do. Writes nothing.
    ///
    /// @throws MusterException `COPY_MISSING`
    public PruneReport plan(PruneRules rules) {
        return plan(reachable(rules), rules, Map.of()).report(List.of());
    }

    private PrunePlan plan(List<Copy> of, PruneRules rules, Map<Copy, Instant> now) {
        Census census = Census.take(copies, trust, sessions, of);
        return new PrunePlan(census, rules, holds.held(), copies, trust, now);
    }

    private List<Copy> reachable(PruneRules rules) {
        List<Copy> answering = new ArrayList<>();
        for (Copy copy : copies.all()) {
            try {
                copy.store().list(Condemned.PREFIX);
                answering.add(copy);
            } catch (MusterException e) {
                if (!rules.without().contains(copy.region())) {
                    throw VaultErrors.COPY_MISSING.error(
                            "the copy "
                                    + copy
                                    + " does not answer ("
                                    + e.getMessage()
                                    + "), and may need what looks like garbage elsewhere",
                            "bring it back, or say `--without " + copy.region() + "`",
                            e);
                }
            }
        }
        if (answering.isEmpty()) {
            throw VaultErrors.UNREACHABLE.error("no copy of the vault answers", "");
        }
        return answering;
    }

    /// Removes what goes, as far as no session that is open may count on it; the next prune does
    /// the rest. May be repeated after any error.
    public PruneReport prune(PruneRules rules) {
        List<Copy> of = reachable(rules);
        Map<Copy, Instant> now = clocks(of);
        PrunePlan plan = plan(of, rules, now);
        condemn(plan, of);
        Deletion deletion =
                new Deletion(copies, trust, sessions, ports, of, rules, now, this::plan);
        List<PruneReport.Waiting> waiting = deletion.carryOut();
        new Sweeping(copies, trust, sessions, of, of.size() == copies.all().size()).sweep();
        return plan.report(waiting);
    }

    /// The list first, the sessions after it: whoever is not seen then, sees the list. What waits
    /// on a list in every copy is not condemned twice.
    private void condemn(PrunePlan plan, List<Copy> of) {
        SessionId id = SessionId.parse(HexFormat.of().formatHex(ports.randomness().bytes(16)));
        List<CondemnedLists> known =
                of.stream().map(copy -> CondemnedLists.read(copy, copies, trust)).toList();
        Condemned list =
                new Condemned(
                        trust.vault(),
                        id,
                        plan.packs().stream()
                                .filter(pack -> known.stream().anyMatch(it -> !it.awaits(pack)))
                                .sorted(Comparator.comparing(ObjectHash::hex))
                                .toList(),
                        plan.names().stream()
                                .filter(name -> known.stream().anyMatch(it -> !it.awaits(name)))
                                .toList());
        if (list.packs().isEmpty() && list.names().isEmpty()) {
            return;
        }
        byte[] object = list.encode();
        for (Copy copy : of) {
            copy.store().putIfAbsent(Condemned.object(id), object);
        }
        for (Copy copy : of) {
            noteSessions(copy, id);
        }
    }

    void noteSessions(Copy copy, SessionId id) {
        List<SessionId> open = sessions.look(copy).open();
        byte[] object = new CondemnedWaits(trust.vault(), id, open).encode();
        copy.store().putIfAbsent(CondemnedWaits.object(id), object);
    }

    /// What each copy's own clock says, by a probe.
    private Map<Copy, Instant> clocks(List<Copy> of) {
        Map<Copy, Instant> now = new HashMap<>();
        for (Copy copy : of) {
            String folder = "probe/" + HexFormat.of().formatHex(ports.randomness().bytes(16)) + "/";
            copy.store().putIfAbsent(folder + "now", new byte[] {1});
            for (StoredObject probe : copy.store().list(folder)) {
                now.put(copy, probe.stored());
                copy.store().delete(probe.name());
            }
        }
        return now;
    }

    /// How a deletion looks again.
    interface Look {
        PrunePlan plan(List<Copy> of, PruneRules rules, Map<Copy, Instant> now);
    }

    /// Open sessions by copy, for people.
    static String what(Copy copy, SessionId id, Trust trust) {
        try {
            String name = SessionBegin.object(id);
            return copy.store()
                    .get(name)
                    .map(object -> SessionBegin.decode(name, object, trust.vault()).what())
                    .orElse("");
        } catch (MusterException damaged) {
            return "";
        }
    }
}
