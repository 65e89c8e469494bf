package dev.muster.rehearsal.s3;

import dev.muster.rehearsal.server.Call;
import dev.muster.rehearsal.server.Operations;
import dev.muster.rehearsal.server.Reply;
import dev.muster.rehearsal.wire.Refusal;
import dev.muster.rehearsal.world.World;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.ReentrantLock;
import software.amazon.awssdk.services.s3.model.CreateBucketRequest;
import software.amazon.awssdk.services.s3.model.CreateBucketResponse;
import software.amazon.awssdk.services.s3.model.DeleteBucketRequest;
import software.amazon.awssdk.services.s3.model.DeleteBucketResponse;
import software.amazon.awssdk.services.s3.model.GetBucketLocationRequest;
import software.amazon.awssdk.services.s3.model.GetBucketLocationResponse;
import software.amazon.awssdk.services.s3.model.GetBucketVersioningRequest;
import software.amazon.awssdk.services.s3.model.GetBucketVersioningResponse;
import software.amazon.awssdk.services.s3.model.HeadBucketRequest;
import software.amazon.awssdk.services.s3.model.HeadBucketResponse;
import software.amazon.awssdk.services.s3.model.ListBucketsRequest;
import software.amazon.awssdk.services.s3.model.ListBucketsResponse;
import software.amazon.awssdk.services.s3.model.PutBucketVersioningRequest;
import software.amazon.awssdk.services.s3.model.PutBucketVersioningResponse;

/// Buckets that come and go, and their versioning.
final class BucketOperations {
    private final Buckets buckets;
    private final Objects objects;
    private final Uploads uploads;
    private final ReentrantLock names = new ReentrantLock();

    BucketOperations(Buckets buckets, Objects objects, Uploads uploads) {
        this.buckets = buckets;
        this.objects = objects;
        this.uploads = uploads;
    }

    void addTo(Operations operations) {
        operations
                .on(
                        CreateBucketRequest.class,
                        this::create,
                        "Bucket",
                        "CreateBucketConfiguration",
                        "ObjectLockEnabledForBucket",
                        "ObjectOwnership")
                .on(DeleteBucketRequest.class, this::delete, "Bucket", "ExpectedBucketOwner")
                .on(HeadBucketRequest.class, this::head, "Bucket", "ExpectedBucketOwner")
                .on(ListBucketsRequest.class, this::list, "Prefix", "BucketRegion", "MaxBuckets")
                .on(GetBucketLocationRequest.class, this::location, "Bucket", "ExpectedBucketOwner")
                .on(
                        PutBucketVersioningRequest.class,
                        this::putVersioning,
                        "Bucket",
                        "VersioningConfiguration",
                        "ContentMD5",
                        "ChecksumAlgorithm",
                        "ExpectedBucketOwner")
                .on(
                        GetBucketVersioningRequest.class,
                        this::versioning,
                        "Bucket",
                        "ExpectedBucketOwner");
    }

    private Reply create(CreateBucketRequest request, Call call) {
        buckets.checkControlPlane();
        Buckets.checkName(request.bucket());
        checkRegion(request, call);
        boolean locks = Boolean.TRUE.equals(request.objectLockEnabledForBucket());
        names.lock();
        try {
            Bucket there = buckets.find(request.bucket());
            if (there == null) {
                buckets.write(
                        new Bucket(
                                request.bucket(),
                                call.account().id(),
                                call.region(),
                                call.now(),
                                locks ? Bucket.ENABLED : "",
                                locks,
                                Map.of()));
            } else {
                checkOwn(there, call);
            }
        } finally {
            names.unlock();
        }
        return Reply.of(CreateBucketResponse.builder().location("/" + request.bucket()).build());
    }

    private static void checkRegion(CreateBucketRequest request, Call call) {
        if (!"BucketOwnerEnforced".equals(request.objectOwnershipAsString())
                && request.objectOwnership() != null) {
            throw Refusal.notThere("object ownership other than BucketOwnerEnforced");
        }
        String asked = World.GLOBAL_HOME;
        if (request.createBucketConfiguration() != null
                && request.createBucketConfiguration().locationConstraint() != null) {
            asked = request.createBucketConfiguration().locationConstraintAsString();
        }
        if (request.createBucketConfiguration() != null
                && (request.createBucketConfiguration().bucket() != null
                        || request.createBucketConfiguration().location() != null
                        || request.createBucketConfiguration().hasTags())) {
            throw Refusal.notThere("directory bucket, and no tags when a bucket is made");
        }
        if (!asked.equals(call.region())) {
            throw Refusal.of(
                    400,
                    "IllegalLocationConstraintException",
                    "The %s location constraint is incompatible for the region specific endpoint this request was sent to."
                            .formatted(asked.equals(World.GLOBAL_HOME) ? "unspecified" : asked));
        }
    }

    private static void checkOwn(Bucket there, Call call) {
        if (!there.account().equals(call.account().id())) {
            throw Refusal.of(
                    409,
                    "BucketAlreadyExists",
                    "The requested bucket name is not available. The bucket namespace is shared"
                            + " by all users of the system. Please select a different name and try"
                            + " again.");
        }
        // in the oldest region, asking again is no error
        if (!there.region().equals(World.GLOBAL_HOME) || !call.region().equals(there.region())) {
            throw Refusal.of(
                    409,
                    "BucketAlreadyOwnedByYou",
                    "Your previous request to create the named bucket succeeded and you already"
                            + " own it.");
        }
    }

    private Reply delete(DeleteBucketRequest request, Call call) {
        Bucket bucket = buckets.change(request.bucket(), call);
        boolean empty =
                objects.alone(
                        bucket.name(),
                        keys -> {
                            if (keys.isEmpty()) {
                                // nobody can write meanwhile
                                buckets.remove(bucket);
                            }
                            return keys.isEmpty();
                        });
        if (!empty) {
            throw Refusal.of(
                    409,
                    "BucketNotEmpty",
                    "The bucket you tried to delete is not empty. You must delete all versions"
                            + " in the bucket.");
        }
        uploads.of(bucket.name()).forEach(uploads::abort);
        return Reply.of(204, DeleteBucketResponse.builder().build());
    }

    private Reply head(HeadBucketRequest request, Call call) {
        Bucket bucket = buckets.get(request.bucket(), call);
        return Reply.of(HeadBucketResponse.builder().bucketRegion(bucket.region()).build());
    }

    private Reply list(ListBucketsRequest request, Call call) {
        String prefix = request.prefix() == null ? "" : request.prefix();
        List<software.amazon.awssdk.services.s3.model.Bucket> all =
                buckets.all().stream()
                        .filter(it -> it.account().equals(call.account().id()))
                        .filter(it -> it.name().startsWith(prefix))
                        .filter(it ->
                                request.bucketRegion() == null
                                        || request.bucketRegion().equals(it.region()))
                        .map(it ->
                                software.amazon.awssdk.services.s3.model.Bucket.builder()
                                        .name(it.name())
                                        .creationDate(it.created())
                                        .bucketRegion(it.region())
                                        .build())
                        .toList();
        if (request.maxBuckets() != null && all.size() > request.maxBuckets()) {
            throw Refusal.notThere("list of buckets in pages");
        }
        return Reply.of(
                ListBucketsResponse.builder()
                        .buckets(all)
                        .prefix(request.prefix())
                        .owner(it -> it.id(call.account().id()))
                        .build());
    }

    private Reply location(GetBucketLocationRequest request, Call call) {
        Bucket bucket = buckets.get(request.bucket(), call);
        boolean first = bucket.region().equals(World.GLOBAL_HOME);
        return Reply.of(
                GetBucketLocationResponse.builder()
                        .locationConstraint(first ? "" : bucket.region())
                        .build());
    }

    private Reply putVersioning(PutBucketVersioningRequest request, Call call) {
        Bucket bucket = buckets.change(request.bucket(), call);
        String status = request.versioningConfiguration().statusAsString();
        if (request.versioningConfiguration().mfaDelete() != null) {
            throw Refusal.notThere("MFA delete");
        }
        if (!Bucket.ENABLED.equals(status) && !"Suspended".equals(status)) {
            throw Refusal.of(
                    400,
                    "IllegalVersioningConfigurationException",
                    "The Versioning element must be specified");
        }
        boolean suspends = !Bucket.ENABLED.equals(status);
        if (suspends && bucket.locks()) {
            throw Refusal.of(
                    409,
                    "InvalidBucketState",
                    "An Object Lock configuration is present on this bucket, so the versioning"
                            + " state cannot be changed.");
        }
        if (suspends && bucket.settings().containsKey("replication")) {
            throw Refusal.of(
                    409,
                    "InvalidBucketState",
                    "A replication configuration is present on this bucket, so you cannot change"
                            + " the versioning state.");
        }
        buckets.write(bucket.versioning(status));
        return Reply.of(PutBucketVersioningResponse.builder().build());
    }

    private Reply versioning(GetBucketVersioningRequest request, Call call) {
        Bucket bucket = buckets.get(request.bucket(), call);
        return Reply.of(
                GetBucketVersioningResponse.builder()
                        .status(bucket.versioning().isEmpty() ? null : bucket.versioning())
                        .build());
    }
}
