package dev.muster.provider.aws.kind;

import dev.muster.kind.Default;
import dev.muster.kind.Doc;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/// What a strategy says of a bucket: how it is to be protected, and where its twin is.
public record S3Settings(
        @Doc("The bucket's name.") BucketName bucket,
        @Doc("The AWS region of the bucket.") AwsRegion location,
        @Doc("How far back every object must be there as it was.") @Default("30d") Duration window,
        @Doc("Whether the bucket keeps versions; without them nothing can be brought back.")
                @Default("true")
                boolean versioning,
        @Doc("What the bucket's lifecycle rules do to old versions; absent if they keep all.")
                Optional<Lifecycle> lifecycle,
        @Doc("How objects get into the bucket of `recover`.") Optional<Replication> replication,
        @Doc("The mode of Object Lock, if the bucket has it: `governance` or `compliance`.")
                Optional<LockMode> objectLock,
        @Doc("As whom, and where, requests are sent.") Optional<AwsAccess> access,
        @Doc("How the bucket comes back.") Optional<Recover> recover) {

    /// As whom requests are sent in the bucket's own region.
    public AwsAccess home() {
        return access.orElse(AwsAccess.FOUND);
    }

    /// As whom requests are sent in the region where it comes back.
    public AwsAccess there() {
        return home().at(recover.flatMap(Recover::endpoint));
    }

    /// The bucket that takes over in another region, if one is named.
    public Optional<BucketName> twin() {
        return recover.flatMap(Recover::bucket);
    }

    /// Where the twin is.
    public Optional<AwsRegion> twinLocation() {
        return recover.flatMap(Recover::location);
    }

    /// Whose versions are read.
    public VersionsFrom versionsFrom() {
        return recover.map(Recover::versionsFrom).orElse(VersionsFrom.ITSELF);
    }

    /// Keys that a recovered bucket must hold.
    public List<String> required() {
        return recover.flatMap(Recover::verify).orElse(List.of());
    }

    public record Lifecycle(
            @Doc("After how many days an old version is deleted for good.")
                    int expireNoncurrentDays,
            @Doc("How many of the newest old versions stay however old they are.") @Default("0")
                    int keepNoncurrent) {}

    public record Replication(
            @Doc(
                            "Whether objects from before the rule were replicated too, by S3 Batch Replication.")
                    @Default("false")
                    boolean existingObjects,
            @Doc("Whether deletions are replicated.") @Default("false") boolean deleteMarkers,
            @Doc("The promise of S3 Replication Time Control, `15m`; absent without it.")
                    Optional<Duration> within) {}

    /// How long versions are held against everybody.
    public enum LockMode {
        /// Who has a special permission may delete before the time.
        GOVERNANCE,
        /// Nobody may.
        COMPLIANCE
    }

    /// Whose versions a restore reads.
    public enum VersionsFrom {
        /// Those of the bucket that comes back.
        ITSELF,
        /// Those of the primary bucket, whose region has to answer.
        PRIMARY
    }

    public record Recover(
            @Doc("The bucket that takes over in the recovery region.") Optional<BucketName> bucket,
            @Doc("The AWS region of that bucket.") Optional<AwsRegion> location,
            @Doc(
                            "Whose versions are read: `itself`, the bucket that comes back, or"
                                    + " `primary`, whose region must still answer.")
                    @Default("itself")
                    VersionsFrom versionsFrom,
            @Doc("Keys that the bucket must hold once it is back.") Optional<List<String>> verify,
            @Doc("Where the service answers in the recovery region, for storage that is not AWS.")
                    Optional<URI> endpoint) {
        public Recover {
            verify = verify.map(List::copyOf);
        }
    }
}
