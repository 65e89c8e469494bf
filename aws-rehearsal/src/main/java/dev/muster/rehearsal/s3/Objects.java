package dev.muster.rehearsal.s3;

import dev.muster.rehearsal.server.Details;
import dev.muster.rehearsal.wire.Refusal;
import dev.muster.rehearsal.world.Change;
import dev.muster.rehearsal.world.Ids;
import dev.muster.rehearsal.world.Shelf;
import dev.muster.rehearsal.world.World;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/// All versions of all objects. What is decided by what is there, and then changes it, happens
/// under the lock of its bucket: so conditional writes have one winner.
final class Objects {
    private final World world;
    private final Buckets buckets;
    private final Blobs blobs;
    private final Shelf<Version> shelf;
    private final AtomicLong order = new AtomicLong();
    private final Map<String, Index> indexes = new ConcurrentHashMap<>();

    Objects(World world, Buckets buckets, Blobs blobs) {
        this.world = world;
        this.buckets = buckets;
        this.blobs = blobs;
        shelf = world.store().shelf("s3.versions", Version.class);
        shelf.all().stream()
                .sorted(Comparator.comparingLong(Version::order))
                .forEach(it -> {
                    index(it.bucket()).add(it);
                    blobs.use(it.content().segments());
                    order.set(it.order());
                });
    }

    /// The versions of a bucket by key, the newest first.
    static final class Index {
        private final ReentrantLock lock = new ReentrantLock();
        private final NavigableMap<String, List<Version>> keys = new TreeMap<>(Shelf.byBytes());

        private void add(Version version) {
            keys.computeIfAbsent(version.key(), it -> new ArrayList<>()).addFirst(version);
        }

        private void remove(Version version) {
            List<Version> all = all(version.key());
            all.removeIf(it -> it.order() == version.order());
            if (all.isEmpty()) {
                keys.remove(version.key());
            }
        }

        private void replace(Version version) {
            all(version.key()).replaceAll(it -> it.order() == version.order() ? version : it);
        }

        private List<Version> all(String key) {
            return keys.getOrDefault(key, List.of());
        }
    }

    private Index index(String bucket) {
        return indexes.computeIfAbsent(bucket, it -> new Index());
    }

    /// Runs something while nobody changes the bucket.
    <T extends @Nullable Object> T alone(
            String bucket, Function<NavigableMap<String, List<Version>>, T> work) {
        Index index = index(bucket);
        index.lock.lock();
        try {
            return work.apply(index.keys);
        } finally {
            index.lock.unlock();
        }
    }

    boolean isEmpty(String bucket) {
        return alone(bucket, NavigableMap::isEmpty);
    }

    @Nullable Version current(String bucket, String key) {
        return alone(
                bucket,
                keys -> {
                    List<Version> all = keys.get(key);
                    return all == null ? null : all.getFirst();
                });
    }

    /// The version that a read names, which is no delete marker.
    Version get(String bucket, String key, @Nullable String id) {
        if (id == null) {
            Version current = current(bucket, key);
            if (current == null || current.marker()) {
                RuntimeException missing = noSuchKey();
                throw current == null ? missing : marked(404, "NoSuchKey", current);
            }
            return current;
        }
        Version version = named(bucket, key, id);
        if (version.marker()) {
            throw marked(405, "MethodNotAllowed", version);
        }
        return version;
    }

    private static RuntimeException marked(int status, String code, Version marker) {
        return Details.with(
                Details.with(
                        Refusal.of(status, code, "The object is a delete marker."),
                        "x-amz-delete-marker",
                        "true"),
                "x-amz-version-id",
                marker.id());
    }

    static RuntimeException noSuchKey() {
        return Refusal.of(404, "NoSuchKey", "The specified key does not exist.");
    }

    Version named(String bucket, String key, String id) {
        Version found = alone(bucket, keys -> find(keys.getOrDefault(key, List.of()), id));
        if (found == null) {
            throw Refusal.of(404, "NoSuchVersion", "The specified version does not exist.");
        }
        return found;
    }

    private static @Nullable Version find(List<Version> all, String id) {
        return all.stream().filter(it -> it.id().equals(id)).findAny().orElse(null);
    }

    /// What is still to be copied elsewhere.
    List<Version> pending() {
        return shelf.all().stream().filter(it -> it.replication().equals(Version.PENDING)).toList();
    }

    /// What is to be written.
    ///
    /// @param replication status that it begins with
    record Draft(
            String key,
            boolean marker,
            Instant modified,
            Content content,
            Facts facts,
            String replication) {}

    /// Writes a version, and takes over the content.
    Version put(
            Bucket bucket,
            Draft draft,
            @Nullable String ifMatch,
            @Nullable String ifNoneMatch,
            Change... more) {
        return write(
                bucket,
                draft,
                bucket.versioned() ? Ids.hex(16) : Version.UNVERSIONED,
                ifMatch,
                ifNoneMatch,
                more);
    }

    Version write(
            Bucket bucket,
            Draft draft,
            String id,
            @Nullable String ifMatch,
            @Nullable String ifNoneMatch,
            Change... more) {
        Index index = index(bucket.name());
        index.lock.lock();
        try {
            if (buckets.find(bucket.name()) == null) {
                throw Refusal.of(404, "NoSuchBucket", "The specified bucket does not exist");
            }
            List<Version> all = index.all(draft.key());
            Conditions.checkWrite(all.isEmpty() ? null : all.getFirst(), ifMatch, ifNoneMatch);
            Version old = find(all, id);
            Version version =
                    new Version(
                            bucket.name(),
                            draft.key(),
                            id,
                            order.incrementAndGet(),
                            draft.marker(),
                            draft.modified(),
                            draft.content(),
                            draft.facts(),
                            draft.replication());
            List<Change> changes = new ArrayList<>(List.of(more));
            changes.add(shelf.put(version.shelfKey(), version));
            if (old != null) {
                changes.add(shelf.remove(old.shelfKey()));
            }
            // named before it is journaled: nothing may delete it between the two
            blobs.use(version.content().segments());
            commit(changes, version);
            index.add(version);
            if (old != null) {
                index.remove(old);
                blobs.release(old.content().segments());
            }
            return version;
        } finally {
            index.lock.unlock();
        }
    }

    private void commit(List<Change> changes, Version version) {
        try {
            world.store().commit(changes.toArray(Change[]::new));
        } catch (RuntimeException e) {
            blobs.release(version.content().segments());
            throw e;
        }
    }

    /// Deletes as a request without a version does; what is answered is the marker, if one was
    /// made.
    @Nullable Version delete(Bucket bucket, Draft marker, @Nullable String ifMatch) {
        if (!bucket.versioning().isEmpty()) {
            return put(bucket, marker, ifMatch, null);
        }
        Index index = index(bucket.name());
        index.lock.lock();
        try {
            List<Version> all = index.all(marker.key());
            if (ifMatch != null) {
                Conditions.checkWrite(all.isEmpty() ? null : all.getFirst(), ifMatch, null);
            }
            if (!all.isEmpty()) {
                erase(index, all.getFirst());
            }
            return null;
        } finally {
            index.lock.unlock();
        }
    }

    /// Deletes one version for good, unless Object Lock forbids it.
    @Nullable Version deleteVersion(String bucket, String key, String id, boolean bypass) {
        Index index = index(bucket);
        index.lock.lock();
        try {
            Version version = find(index.all(key), id);
            if (version == null) {
                return null;
            }
            if (version.facts().hold().forbids(world.clock().instant(), bypass)) {
                throw Refusal.of(
                        403,
                        "AccessDenied",
                        "Access Denied because object protected by object lock.");
            }
            erase(index, version);
            return version;
        } finally {
            index.lock.unlock();
        }
    }

    private void erase(Index index, Version version) {
        world.store().commit(shelf.remove(version.shelfKey()));
        index.remove(version);
        blobs.release(version.content().segments());
    }

    /// Changes what is said of a version.
    Version change(Version version, UnaryOperator<Version> how) {
        Index index = index(version.bucket());
        index.lock.lock();
        try {
            Version known = find(index.all(version.key()), version.id());
            if (known == null || known.order() != version.order()) {
                throw Refusal.of(404, "NoSuchVersion", "The specified version does not exist.");
            }
            Version changed = how.apply(known);
            world.store().commit(shelf.put(changed.shelfKey(), changed));
            index.replace(changed);
            return changed;
        } finally {
            index.lock.unlock();
        }
    }
}
