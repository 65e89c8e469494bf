package dev.muster.vault.repository;

import dev.muster.model.MusterException;
import dev.muster.model.RegionId;
import dev.muster.vault.VaultErrors;
import dev.muster.vault.format.Config;
import dev.muster.vault.format.ObjectHash;
import dev.muster.vault.store.Copies;
import dev.muster.vault.store.Copy;
import dev.muster.vault.store.Outcomes;
import dev.muster.vault.store.StoredObject;
import dev.muster.vault.store.WriteRule;
import java.nio.ByteBuffer;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArraySet;

/// The copies that a session still writes to: one that failed is owed the rest. Many threads.
final class SessionCopies {
    private final Copies copies;
    private final WriteRule rule;
    private final WriteSession session;
    private final Set<RegionId> alive = new CopyOnWriteArraySet<>();
    private final Map<RegionId, MusterException> dropped = new ConcurrentHashMap<>();

    SessionCopies(Copies copies, WriteRule rule, WriteSession session) {
        this.copies = copies;
        this.rule = rule;
        this.session = session;
        copies.all().forEach(copy -> alive.add(copy.region()));
    }

    /// Begins in all copies that answer.
    ///
    /// @throws MusterException if a required copy does not, or none does
    void enter() {
        rule.required().forEach(copies::in);
        MusterException first = null;
        for (Copy copy : copies.all()) {
            try {
                copy.store().exists(Config.OBJECT);
                copy.store().sweep();
                session.enter(copy);
            } catch (MusterException e) {
                if (isRequired(copy)) {
                    throw e;
                }
                first = first == null ? e : first;
                drop(copy.region(), e);
            }
        }
        if (alive().isEmpty()) {
            throw first != null
                    ? first
                    : VaultErrors.UNREACHABLE.error("the vault has no copy", "");
        }
    }

    /// The packs that this session may count on, and their sizes: those that were condemned when it
    /// began are absent, wherever they still lie, and so is one in a copy where it is marked as
    /// damaged.
    Map<ObjectHash, Integer> present() {
        Map<ObjectHash, Integer> present = new HashMap<>();
        for (Copy copy : alive()) {
            attempt(copy, () -> addPresent(present, copy));
        }
        return present;
    }

    private void addPresent(Map<ObjectHash, Integer> present, Copy copy) {
        Set<ObjectHash> damaged = DamageMarks.in(copy);
        for (StoredObject object : copy.store().list(PackNames.PREFIX)) {
            if (PackNames.isPack(object.name())) {
                ObjectHash pack = PackNames.hash(object.name());
                if (!session.dooms(pack) && !damaged.contains(pack)) {
                    present.putIfAbsent(pack, (int) object.bytes());
                }
            }
        }
    }

    /// @throws MusterException if a required copy, or every copy, fails
    void put(String name, ByteBuffer content) {
        judge(copies.put(name, content, alive));
    }

    void judge(Outcomes outcomes) {
        outcomes.require(rule);
        outcomes.failed().forEach(this::drop);
    }

    /// Does work in a copy; one that fails is dropped, unless it is required.
    void attempt(Copy copy, Runnable work) {
        try {
            work.run();
        } catch (MusterException e) {
            if (isRequired(copy)) {
                throw e;
            }
            drop(copy.region(), e);
        }
    }

    private void drop(RegionId region, MusterException why) {
        dropped.putIfAbsent(region, why);
        alive.remove(region);
    }

    /// The copies that are owed the rest, with what went wrong first.
    Map<RegionId, MusterException> dropped() {
        return new TreeMap<>(dropped);
    }

    /// The session that has begun in all copies that are alive.
    WriteSession session() {
        return session;
    }

    /// In the vault's order, but the required ones first: the first one decides about names.
    List<Copy> alive() {
        return copies.all().stream()
                .filter(copy -> alive.contains(copy.region()))
                .sorted((one, other) -> Boolean.compare(isRequired(other), isRequired(one)))
                .toList();
    }

    boolean isRequired(Copy copy) {
        return rule.required().contains(copy.region());
    }
}
