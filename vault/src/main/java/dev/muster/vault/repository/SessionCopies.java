package dev.muster.vault.repository;

import dev.muster.model.MusterException;
import dev.muster.model.RegionId;
import dev.muster.vault.store.Copies;
import dev.muster.vault.store.Copy;
import dev.muster.vault.store.Outcomes;
import dev.muster.vault.store.WriteRule;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArraySet;

/// The copies that a session still writes to: one that failed is owed the rest. Many threads.
final class SessionCopies {
    private final Copies copies;
    private final WriteRule rule;
    private final WriteSession session;
    private final Set<RegionId> alive = new CopyOnWriteArraySet<>();

    SessionCopies(Copies copies, WriteRule rule, WriteSession session) {
        this.copies = copies;
        this.rule = rule;
        this.session = session;
        copies.all().forEach(copy -> alive.add(copy.region()));
    }

    /// @throws dev.muster.model.MusterException if a required copy, or every copy, fails
    void put(String name, ByteBuffer content) {
        judge(copies.put(name, content, alive));
    }

    void judge(Outcomes outcomes) {
        outcomes.require(rule);
        outcomes.failed().keySet().forEach(this::drop);
    }

    /// Does work in a copy; one that fails is dropped, unless it is required.
    void attempt(Copy copy, Runnable work) {
        try {
            work.run();
        } catch (MusterException e) {
            if (isRequired(copy)) {
                throw e;
            }
            drop(copy.region());
        }
    }

    void drop(RegionId region) {
        alive.remove(region);
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
