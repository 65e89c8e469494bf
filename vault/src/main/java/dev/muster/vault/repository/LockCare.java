package dev.muster.vault.repository;

import dev.muster.model.ComponentId;
import dev.muster.model.MusterException;
import dev.muster.model.RegionId;
import dev.muster.model.Timing;
import dev.muster.vault.format.Commit;
import dev.muster.vault.format.Config;
import dev.muster.vault.format.IndexSegment;
import dev.muster.vault.format.log.LogNames;
import dev.muster.vault.store.Copies;
import dev.muster.vault.store.Copy;
import dev.muster.vault.store.StoredObject;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;

/// Keeps what the backups need locked, in copies whose storage can lock; needs no key.
///
/// An object is stored with the whole time. A later backup that uses it may need it for longer, so
/// what is needed gets the whole time again once half of it is over. What no backup needs any more
/// is left to its end, after which it can be deleted.
public final class LockCare {
    private static final int AT_ONCE = 16;

    /// Small, and without them nothing else is of use.
    private static final List<String> ALWAYS =
            List.of("keys/", CommitNames.PREFIX, "holds/", "secrets/", "strategies/", "runbooks/");

    private final Copies copies;
    private final Trust trust;
    private final Sessions sessions;
    private final Workers workers;
    private final Timing timing;

    LockCare(Copies copies, Trust trust, Sessions sessions, Workers workers, Timing timing) {
        this.sessions = sessions;
        this.copies = copies;
        this.trust = trust;
        this.workers = workers;
        this.timing = timing;
    }

    /// What was done in one copy.
    ///
    /// @param lock how long an object is kept
    /// @param needed objects that the backups need
    /// @param extended those that got more time
    /// @param problems what could not be done, in words
    public record Extended(
            RegionId region, Duration lock, int needed, int extended, List<String> problems) {
        public Extended {
            problems = List.copyOf(problems);
        }
    }

    /// Copies without a lock are left out. May be repeated and interrupted at any time.
    public List<Extended> extend() {
        List<Extended> all = new ArrayList<>();
        for (Copy copy : copies.all()) {
            Optional<Duration> lock = copy.store().lock();
            lock.ifPresent(time -> all.add(new Run(copy, time).extend()));
        }
        return all;
    }

    private final class Run {
        private final Copy copy;
        private final Duration lock;
        private final Instant now = timing.instant();
        private final List<String> problems = new ArrayList<>();
        private final AtomicInteger extended = new AtomicInteger();

        Run(Copy copy, Duration lock) {
            this.copy = copy;
            this.lock = lock;
        }

        Extended extend() {
            int count = 0;
            try {
                List<StoredObject> objects = copy.store().list("");
                Set<String> needed = needed(objects);
                count = needed.size();
                // younger ones have more than half of their time, by the storage's own clock
                Instant young = newest(objects).minus(lock.dividedBy(2));
                Deque<CompletableFuture<Void>> running = new ArrayDeque<>();
                for (StoredObject object : objects) {
                    if (needed.contains(object.name()) && object.stored().isBefore(young)) {
                        if (running.size() >= AT_ONCE) {
                            running.remove().join();
                        }
                        running.add(
                                CompletableFuture.runAsync(
                                        () -> extend(object.name()), workers.io()));
                    }
                }
                running.forEach(CompletableFuture::join);
            } catch (MusterException e) {
                problem(e);
            }
            return new Extended(copy.region(), lock, count, extended.get(), problems);
        }

        /// The storage's clock is at least here, and ours is taken where it is ahead: an object is
        /// then asked for too early rather than too late.
        private Instant newest(List<StoredObject> objects) {
            Instant stored =
                    objects.stream()
                            .map(StoredObject::stored)
                            .max(Instant::compareTo)
                            .orElse(Instant.EPOCH);
            return stored.isBefore(now) ? now : stored;
        }

        private void extend(String name) {
            try {
                Instant half = now.plus(lock.dividedBy(2));
                if (copy.store().lockUntil(name, half, now.plus(lock))) {
                    extended.incrementAndGet();
                }
            } catch (MusterException e) {
                problem(e);
            }
        }

        private synchronized void problem(MusterException e) {
            problems.add(copy.region() + ": " + e.getMessage());
        }

        private Set<String> needed(List<StoredObject> objects) {
            Set<String> needed = new HashSet<>();
            Map<ComponentId, List<CommitFacts>> bases = new HashMap<>();
            needed.add(Config.OBJECT);
            Versions versions = versions(objects);
            for (StoredObject object : objects) {
                String name = object.name();
                boolean superseded = CommitNames.isRecord(name) && versions.isSuperseded(name);
                if (ALWAYS.stream().anyMatch(name::startsWith) && !superseded) {
                    needed.add(name);
                }
                if (CommitNames.isRecord(name) && !superseded) {
                    addNeeds(name, needed, bases);
                }
            }
            bases.forEach((source, all) -> addLog(objects, source, all, needed));
            return needed;
        }

        private Versions versions(List<StoredObject> objects) {
            Sessions.View view = sessions.look(copy);
            return new Versions(
                    copy,
                    trust,
                    objects.stream()
                            .map(StoredObject::name)
                            .filter(CommitNames::isRecord)
                            .filter(name -> view.counts(CommitNames.session(name)))
                            .toList());
        }

        /// Every backup that is there counts here: whether one goes is for a prune to decide.
        private void addLog(
                List<StoredObject> objects,
                ComponentId source,
                List<CommitFacts> bases,
                Set<String> needed) {
            Map<String, StoredObject> segments = new TreeMap<>();
            for (StoredObject object : objects) {
                if (object.name().startsWith(LogNames.prefix(source))) {
                    segments.put(object.name(), object);
                } else if (object.name().startsWith(LogNames.histories(source))) {
                    needed.add(object.name());
                }
            }
            Set<String> unneeded = new LogNeeds(copies, trust).unneeded(source, segments, bases);
            segments.keySet().stream().filter(it -> !unneeded.contains(it)).forEach(needed::add);
        }

        private void addNeeds(
                String name, Set<String> needed, Map<ComponentId, List<CommitFacts>> bases) {
            try {
                Optional<byte[]> object = copy.store().get(name);
                if (object.isPresent()) {
                    Commit commit = trust.commit(name, object.get());
                    bases.computeIfAbsent(commit.point().component(), _ -> new ArrayList<>())
                            .add(CommitFacts.of(commit));
                    commit.packs().forEach(pack -> needed.add(PackNames.of(pack.pack())));
                    String index = IndexSegment.prefix(commit.point().component());
                    commit.segments().forEach(hash -> needed.add(index + hash.hex()));
                }
            } catch (MusterException e) {
                problem(e);
            }
        }
    }
}
