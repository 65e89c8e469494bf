package dev.muster.vault.repository;

import dev.muster.model.ByteSize;
import dev.muster.model.MusterException;
import dev.muster.model.RegionId;
import dev.muster.vault.VaultErrors;
import dev.muster.vault.format.Commit;
import dev.muster.vault.store.Copies;
import dev.muster.vault.store.Copy;
import dev.muster.vault.store.StoredObject;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;

/// Keeps the copies of a vault alike, without keys: what one has and another lacks is copied,
/// checked on the way. Nothing is ever overwritten, so both branches of a failover are kept.
public final class CopyCare {
    private static final int AT_ONCE = 4;

    private final Copies copies;
    private final Trust trust;
    private final Workers workers;

    CopyCare(Copies copies, Trust trust, Workers workers) {
        this.copies = copies;
        this.trust = trust;
        this.workers = workers;
    }

    /// How far each copy is behind, in the vault's order.
    public List<CopyLag> lag() {
        Inventory inventory = Inventory.of(copies);
        return copies.all().stream().map(copy -> lag(inventory, copy)).toList();
    }

    private static CopyLag lag(Inventory inventory, Copy copy) {
        List<StoredObject> owed = inventory.owed(copy, "");
        long bytes = owed.stream().mapToLong(StoredObject::bytes).sum();
        Optional<Instant> oldest = owed.stream().map(StoredObject::stored).min(Instant::compareTo);
        return new CopyLag(
                copy.region(),
                Optional.ofNullable(inventory.silent().get(copy)),
                owed.size(),
                new ByteSize(bytes),
                oldest);
    }

    /// Brings every copy that answers what it lacks. May be repeated and interrupted at any time: a
    /// copy gets a backup's commit only when it holds all that the backup needs.
    public CatchUpReport catchUp() {
        Inventory inventory = Inventory.of(copies);
        Tally tally = new Tally();
        inventory.silent().forEach((copy, why) -> tally.problem(why));
        for (Copy copy : inventory.answering()) {
            for (String prefix : Inventory.ORDER) {
                bring(inventory.owed(copy, prefix), copy, tally);
            }
        }
        return tally.report();
    }

    /// The same for one copy.
    public CatchUpReport catchUp(RegionId region) {
        Inventory inventory = Inventory.of(copies);
        Tally tally = new Tally();
        Copy copy = copies.in(region);
        Optional.ofNullable(inventory.silent().get(copy)).ifPresent(tally::problem);
        for (String prefix : Inventory.ORDER) {
            bring(inventory.owed(copy, prefix), copy, tally);
        }
        return tally.report();
    }

    private static final class Tally {
        private final AtomicInteger objects = new AtomicInteger();
        private final AtomicLong bytes = new AtomicLong();
        private final List<String> problems = new ArrayList<>();

        void copied(long count) {
            objects.incrementAndGet();
            bytes.addAndGet(count);
        }

        synchronized void problem(String what) {
            problems.add(what);
        }

        synchronized CatchUpReport report() {
            return new CatchUpReport(objects.get(), new ByteSize(bytes.get()), problems);
        }
    }

    /// All of one sort have ended before the next sort begins.
    private void bring(List<StoredObject> owed, Copy to, Tally tally) {
        Set<String> packs = new HashSet<>();
        if (owed.stream().anyMatch(object -> object.name().startsWith("commits/"))) {
            to.store().list(PackNames.PREFIX).forEach(object -> packs.add(object.name()));
        }
        Deque<CompletableFuture<Void>> running = new ArrayDeque<>();
        for (StoredObject object : owed) {
            if (running.size() >= AT_ONCE) {
                running.remove().join();
            }
            running.add(
                    CompletableFuture.runAsync(
                            () -> bring(object.name(), to, packs, tally), workers.io()));
        }
        running.forEach(CompletableFuture::join);
    }

    private void bring(String name, Copy to, Set<String> packs, Tally tally) {
        try {
            byte[] whole =
                    copies.read(name, trust)
                            .orElseThrow(() -> VaultErrors.MISSING.error(name + " is gone", ""));
            if (name.startsWith("commits/")) {
                requirePacks(trust.commit(name, whole), to, packs);
            }
            to.store().putIfAbsent(name, whole);
            tally.copied(whole.length);
        } catch (MusterException e) {
            tally.problem(to.region() + ": " + e.getMessage());
        }
    }

    private static void requirePacks(Commit commit, Copy to, Set<String> packs) {
        for (Commit.PackSize pack : commit.packs()) {
            if (!packs.contains(PackNames.of(pack.pack()))) {
                throw VaultErrors.MISSING.error(
                        commit.object()
                                + " is not copied to "
                                + to.region()
                                + ", which lacks "
                                + PackNames.of(pack.pack()),
                        "run `muster vault repair`");
            }
        }
    }
}
