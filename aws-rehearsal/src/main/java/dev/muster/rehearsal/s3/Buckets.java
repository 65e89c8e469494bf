package dev.muster.rehearsal.s3;

import dev.muster.rehearsal.server.Call;
import dev.muster.rehearsal.server.Details;
import dev.muster.rehearsal.wire.Refusal;
import dev.muster.rehearsal.world.Shelf;
import dev.muster.rehearsal.world.World;
import java.util.Collection;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// All buckets, of all accounts, as names are unique over all of them.
final class Buckets {
    private static final Pattern NAME = Pattern.compile("[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]");
    private static final Pattern ADDRESS = Pattern.compile("\\d+\\.\\d+\\.\\d+\\.\\d+");

    private final World world;
    private final Shelf<Bucket> shelf;

    Buckets(World world) {
        this.world = world;
        shelf = world.store().shelf("s3.buckets", Bucket.class);
    }

    static void checkName(String name) {
        if (!NAME.matcher(name).matches()
                || name.contains("..")
                || ADDRESS.matcher(name).matches()) {
            throw Refusal.of(400, "InvalidBucketName", "The specified bucket is not valid.");
        }
    }

    Collection<Bucket> all() {
        return shelf.all();
    }

    @Nullable Bucket find(String name) {
        return shelf.get(name);
    }

    /// The bucket that a caller names, where it may be used from where the caller is.
    Bucket get(String name, Call call) {
        Bucket bucket = shelf.get(name);
        if (bucket == null) {
            throw Refusal.of(404, "NoSuchBucket", "The specified bucket does not exist");
        }
        if (!bucket.account().equals(call.account().id())) {
            throw denied();
        }
        if (!bucket.region().equals(call.region())) {
            throw Details.elsewhere(call.region(), bucket.region());
        }
        String owner = call.request().header("x-amz-expected-bucket-owner");
        if (owner != null && !owner.equals(bucket.account())) {
            throw denied();
        }
        return bucket;
    }

    /// Whether what a bucket holds can be read at all.
    boolean isReachable(Bucket bucket) {
        return !world.faults().isLost(bucket.region(), "s3");
    }

    void checkReach(Bucket bucket) {
        if (!isReachable(bucket)) {
            throw Refusal.of(
                    503, "ServiceUnavailable", "the region of " + bucket.name() + " is lost");
        }
    }

    /// The same, to be changed: that is done in one region for all.
    Bucket change(String name, Call call) {
        checkControlPlane();
        return get(name, call);
    }

    /// Bucket configuration is written through the control plane in us-east-1.
    void checkControlPlane() {
        if (world.faults().isLost(World.GLOBAL_HOME, "s3")) {
            throw Refusal.of(
                    503,
                    "ServiceUnavailable",
                    "Service is unable to handle request: the control plane in us-east-1 is lost");
        }
    }

    void write(Bucket bucket) {
        world.store().commit(shelf.put(bucket.name(), bucket));
    }

    void remove(Bucket bucket) {
        world.store().commit(shelf.remove(bucket.name()));
    }

    static RuntimeException denied() {
        return Refusal.of(403, "AccessDenied", "Access Denied");
    }
}
