package dev.muster.rehearsal.route53;

import dev.muster.rehearsal.wire.Refusal;
import dev.muster.rehearsal.world.Account;
import dev.muster.rehearsal.world.Change;
import dev.muster.rehearsal.world.Ids;
import dev.muster.rehearsal.world.Shelf;
import dev.muster.rehearsal.world.World;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.route53.model.ChangeInfo;
import software.amazon.awssdk.services.route53.model.ResourceRecordSet;

/// Zones with their records: as they were asked for, and as the name servers have them by now.
final class Zones {
    /// How long a change takes to reach all name servers.
    private static final Duration SPREADING = Duration.ofSeconds(60);

    private final World world;
    private final Shelf<Zone> zones;
    private final Shelf<StoredRecord> records;
    private final Shelf<StoredRecord> served;
    private final Shelf<Waiting> waiting;
    private final Shelf<Submitted> changes;
    private final ReentrantLock lock = new ReentrantLock();
    private final AtomicLong turns = new AtomicLong();

    /// What name servers will have.
    ///
    /// @param set empty where the record is to go
    record Waiting(Instant due, String key, List<StoredRecord> set) {}

    Zones(World world) {
        this.world = world;
        zones = world.store().shelf("route53.zones", Zone.class);
        records = world.store().shelf("route53.records", StoredRecord.class);
        served = world.store().shelf("route53.served", StoredRecord.class);
        waiting = world.store().shelf("route53.waiting", Waiting.class);
        changes = world.store().shelf("route53.changes", Submitted.class);
        waiting.entries().forEach(it -> turns.set(Long.parseLong(it.getKey(), 16)));
    }

    Collection<Zone> all() {
        return zones.all();
    }

    /// An identifier without what some clients write before it.
    static String bare(String id) {
        return id.replaceFirst("^/?hostedzone/", "");
    }

    Zone get(String id, Account account) {
        Zone zone = zones.get(bare(id));
        if (zone == null || !zone.account().equals(account.id())) {
            throw Refusal.of(404, "NoSuchHostedZone", "No hosted zone found with ID: " + id);
        }
        return zone;
    }

    @Nullable Zone ofReference(String account, String reference) {
        return zones.all().stream()
                .filter(it -> it.account().equals(account) && it.reference().equals(reference))
                .findAny()
                .orElse(null);
    }

    /// Runs something while nobody else changes zones.
    <T> T alone(Supplier<T> work) {
        lock.lock();
        try {
            return work.get();
        } finally {
            lock.unlock();
        }
    }

    List<ResourceRecordSet> records(Zone zone) {
        return records.all().stream()
                .filter(it -> it.zone().equals(zone.id()))
                .map(StoredRecord::read)
                .toList();
    }

    List<ResourceRecordSet> served(Zone zone) {
        return served.all().stream()
                .filter(it -> it.zone().equals(zone.id()))
                .map(StoredRecord::read)
                .toList();
    }

    /// Adds a zone with what each has.
    Submitted add(Zone zone, List<ResourceRecordSet> first) {
        List<Change> all = new ArrayList<>();
        all.add(zones.put(zone.id(), zone));
        for (ResourceRecordSet set : first) {
            StoredRecord stored = StoredRecord.of(zone.id(), set);
            all.add(records.put(StoredRecord.key(zone.id(), set), stored));
            all.add(served.put(StoredRecord.key(zone.id(), set), stored));
        }
        return submit(zone.account(), "", all);
    }

    Submitted remove(Zone zone) {
        List<Change> all = new ArrayList<>();
        all.add(zones.remove(zone.id()));
        for (ResourceRecordSet set : records(zone)) {
            all.add(records.remove(StoredRecord.key(zone.id(), set)));
        }
        for (ResourceRecordSet set : served(zone)) {
            all.add(served.remove(StoredRecord.key(zone.id(), set)));
        }
        return submit(zone.account(), "", all);
    }

    /// One step of a batch.
    ///
    /// @param set empty where it is deleted
    record Step(String key, Optional<ResourceRecordSet> set) {}

    /// All steps or none. Name servers follow later.
    Submitted apply(Zone zone, List<Step> steps, String comment) {
        List<Change> all = new ArrayList<>();
        all.add(zones.put(zone.id(), zone.next()));
        Instant due = world.clock().instant().plus(SPREADING);
        for (Step step : steps) {
            List<StoredRecord> stored =
                    step.set().map(it -> List.of(StoredRecord.of(zone.id(), it))).orElse(List.of());
            all.add(
                    stored.isEmpty()
                            ? records.remove(step.key())
                            : records.put(step.key(), stored.getFirst()));
            String turn = "%016x".formatted(turns.incrementAndGet());
            all.add(waiting.put(turn, new Waiting(due, step.key(), stored)));
        }
        return submit(zone.account(), comment, all);
    }

    private Submitted submit(String account, String comment, List<Change> all) {
        Submitted submitted =
                new Submitted("C" + Ids.capitals(10), account, world.clock().instant(), comment);
        all.add(changes.put(submitted.id(), submitted));
        world.store().commit(all.toArray(Change[]::new));
        return submitted;
    }

    ChangeInfo shown(Submitted change) {
        boolean there = !world.clock().instant().isBefore(change.at().plus(SPREADING));
        return ChangeInfo.builder()
                .id("/change/" + change.id())
                .status(there ? "INSYNC" : "PENDING")
                .submittedAt(change.at())
                .comment(change.comment().isEmpty() ? null : change.comment())
                .build();
    }

    Submitted change(String id, Account account) {
        Submitted found = changes.get(id.replaceFirst("^/?change/", ""));
        if (found == null || !found.account().equals(account.id())) {
            throw Refusal.of(404, "NoSuchChange", "Could not find resource with ID: " + id);
        }
        return found;
    }

    /// Gives the name servers what is due, in the order in which it was asked for.
    void spread() {
        lock.lock();
        try {
            Instant now = world.clock().instant();
            List<Waiting> due =
                    waiting.entries().stream()
                            .map(Map.Entry::getValue)
                            .filter(it -> !it.due().isAfter(now))
                            .toList();
            if (due.isEmpty()) {
                return;
            }
            List<Change> all = new ArrayList<>();
            waiting.entries().stream()
                    .filter(it -> !it.getValue().due().isAfter(now))
                    .forEach(it -> all.add(waiting.remove(it.getKey())));
            for (Waiting each : due) {
                boolean gone =
                        each.set().isEmpty() || zones.get(each.set().getFirst().zone()) == null;
                all.add(
                        gone
                                ? served.remove(each.key())
                                : served.put(each.key(), each.set().getFirst()));
            }
            world.store().commit(all.toArray(Change[]::new));
        } finally {
            lock.unlock();
        }
    }
}
