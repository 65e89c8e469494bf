package dev.muster.vault.repository;

import dev.muster.model.ByteSize;
import dev.muster.model.MusterException;
import dev.muster.model.RegionId;
import dev.muster.vault.VaultErrors;
import dev.muster.vault.store.Copies;
import dev.muster.vault.store.Copy;
import dev.muster.vault.store.StoredObject;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
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
    private final Sessions sessions;
    private final VaultPorts ports;

    CopyCare(Copies copies, Trust trust, Workers workers, Sessions sessions, VaultPorts ports) {
        this.copies = copies;
        this.trust = trust;
        this.workers = workers;
        this.sessions = sessions;
        this.ports = ports;
    }

    /// How far each copy is behind, in the vault's order.
    public List<CopyLag> lag() {
        Inventory inventory = inventory();
        return copies.all().stream().map(copy -> lag(inventory, copy)).toList();
    }

    private Inventory inventory() {
        return Inventory.of(copies, trust, sessions);
    }

    private static CopyLag lag(Inventory inventory, Copy copy) {
        List<Inventory.Owed> owed = inventory.owed(copy, "");
        long bytes = owed.stream().mapToLong(it -> it.object().bytes()).sum();
        Optional<Instant> oldest =
                owed.stream().map(it -> it.object().stored()).min(Instant::compareTo);
        return new CopyLag(
                copy.region(),
                Optional.ofNullable(inventory.silent().get(copy)),
                (int)
                        inventory.in(copy).keySet().stream()
                                .filter(key -> key.startsWith(CommitNames.PREFIX))
                                .map(CommitNames::placeOf)
                                .distinct()
                                .count(),
                inventory.in(copy).values().stream()
                        .map(StoredObject::stored)
                        .max(Instant::compareTo),
                owed.size(),
                new ByteSize(bytes),
                oldest);
    }

    /// Brings every copy that answers what it lacks. May be repeated and interrupted at any time: a
    /// copy gets a backup's commit only when it holds all that the backup needs.
    public CatchUpReport catchUp() {
        Inventory inventory = inventory();
        Tally tally = new Tally();
        inventory.silent().forEach((copy, why) -> tally.problem(why));
        for (Copy copy : inventory.answering()) {
            bring(inventory, copy, tally);
        }
        return tally.report();
    }

    /// The same for one copy.
    public CatchUpReport catchUp(RegionId region) {
        Inventory inventory = inventory();
        Tally tally = new Tally();
        Copy copy = copies.in(region);
        Optional.ofNullable(inventory.silent().get(copy)).ifPresent(tally::problem);
        bring(inventory, copy, tally);
        return tally.report();
    }

    /// Brings one commit and all that it needs.
    ///
    /// @param key its place and version; a later version will do
    /// @return whether the copy has it now, or gave it up on purpose
    boolean catchUpCommit(Copy copy, String key) {
        Tally tally = new Tally();
        String place = CommitNames.placeOf(key);
        List<Inventory.Owed> owed =
                inventory().owed(copy, CommitNames.PREFIX).stream()
                        .filter(one -> CommitNames.placeOf(one.key()).equals(place))
                        .toList();
        // a later version will do as well, and may be the only one that is whole
        new CommitCarrier(copies, trust, ports, copy, tally::problem)
                .bring(newestFirst(owed), tally::copied);
        return tally.report().problems().isEmpty()
                || inventory().owed(copy, key).stream().noneMatch(one -> one.key().equals(key));
    }

    private void bring(Inventory inventory, Copy copy, Tally tally) {
        for (String prefix : Inventory.ORDER) {
            List<Inventory.Owed> owed = inventory.owed(copy, prefix);
            if (prefix.equals(CommitNames.PREFIX)) {
                new CommitCarrier(copies, trust, ports, copy, tally::problem)
                        .bring(newestFirst(owed), tally::copied);
            } else {
                bring(owed, copy, tally);
            }
        }
    }

    /// Of each commit the newest version first: the others are then not needed.
    private static List<Inventory.Owed> newestFirst(List<Inventory.Owed> owed) {
        return owed.stream()
                .sorted(
                        Comparator.comparing((Inventory.Owed one) -> CommitNames.placeOf(one.key()))
                                .thenComparing(
                                        one -> CommitNames.versionOf(one.key()),
                                        Comparator.reverseOrder()))
                .toList();
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
    private void bring(List<Inventory.Owed> owed, Copy to, Tally tally) {
        Deque<CompletableFuture<Void>> running = new ArrayDeque<>();
        for (Inventory.Owed one : owed) {
            if (running.size() >= AT_ONCE) {
                running.remove().join();
            }
            running.add(
                    CompletableFuture.runAsync(() -> bring(one.key(), to, tally), workers.io()));
        }
        running.forEach(CompletableFuture::join);
    }

    private void bring(String name, Copy to, Tally tally) {
        try {
            if (to.store().exists(name)) {
                return;
            }
            byte[] whole =
                    copies.read(name, trust)
                            .orElseThrow(() -> VaultErrors.MISSING.error(name + " is gone", ""));
            to.store().putIfAbsent(name, whole);
            tally.copied(whole.length);
        } catch (MusterException e) {
            tally.problem(to.region() + ": " + e.getMessage());
        }
    }
}
