package dev.muster.provider.aws.kind;

import dev.muster.model.ErrorCode;
import dev.muster.model.ErrorKind;

/// What a strategy can have wrong or weak about a bucket; MUS-4920 to MUS-4939.
public final class S3Findings {
    public static final ErrorCode VERSIONING_OFF =
            finding(
                    "MUS-4920",
                    "A bucket keeps no versions",
                    "Without versions, an object that is overwritten or deleted is gone: nothing"
                            + " can bring the bucket back to a time, and S3 cannot replicate it.",
                    "Turn versioning on: `aws s3api put-bucket-versioning --bucket NAME"
                            + " --versioning-configuration Status=Enabled`; then write"
                            + " `versioning: true`.");
    public static final ErrorCode NOT_REPLICATED =
            finding(
                    "MUS-4921",
                    "A bucket has no twin in another region",
                    "A bucket lies in one region. Where nothing replicates it, a recovery in"
                            + " another region finds no object.",
                    "Make a bucket with versioning in the recovery region and a replication rule to"
                            + " it; then name it: `recover: { bucket: NAME, location: REGION }` and"
                            + " `replication: { }`.");
    public static final ErrorCode EXISTING_OBJECTS =
            finding(
                    "MUS-4922",
                    "Objects from before the replication rule are not replicated",
                    "S3 replicates what is written after the rule was made. Older objects stay in"
                            + " one region until S3 Batch Replication has copied them.",
                    "Run a job of S3 Batch Replication over the bucket (`aws s3control create-job`"
                            + " with S3ReplicateObject); then write `existing-objects: true`.");
    public static final ErrorCode DELETE_MARKERS =
            finding(
                    "MUS-4923",
                    "Deletions are not replicated",
                    "What is deleted here is still there in the twin, and comes back to life with"
                            + " it. On the other hand, a deletion by mistake or malice stays in one"
                            + " region. Both can be meant; it should be known.",
                    "Set `DeleteMarkerReplication` to Enabled in the rule and write"
                            + " `delete-markers: true`, or accept the finding in a baseline.");
    public static final ErrorCode EXPIRES_EARLY =
            finding(
                    "MUS-4924",
                    "Old versions are deleted inside the window",
                    "NoncurrentVersionExpiration deletes for good. The days count from when a"
                            + " version got a successor. An object that changed longer ago than that"
                            + " has lost the version that the window promises.",
                    "Let versions live as long as the window and a day, or shorten `window`.");
    public static final ErrorCode NO_LOCK =
            finding(
                    "MUS-4925",
                    "Versions can be deleted by whoever may",
                    "Versions protect against mistakes. Against an attacker with the right to"
                            + " delete versions only Object Lock holds, with which even the owner"
                            + " of the account waits until the time is over.",
                    "Turn Object Lock on for the bucket with a default retention; then write"
                            + " `object-lock: governance` or `compliance`.");
    public static final ErrorCode SAME_REGION =
            finding(
                    "MUS-4926",
                    "The twin of a bucket is in the same region",
                    "What takes the region away takes both buckets.",
                    "Name a bucket of another region: `recover: { location: REGION }`.");
    public static final ErrorCode METHOD =
            finding(
                    "MUS-4927",
                    "A way back that a bucket has not",
                    "A bucket comes back by `restore`, from versions, or by `switch`, when its twin"
                            + " is taken as it is. It is no server that is promoted or redeployed.",
                    "Write `method: restore` or `method: switch`.");
    public static final ErrorCode SAME_BUCKET =
            finding(
                    "MUS-4928",
                    "A bucket is its own twin",
                    "The bucket of `recover` has the name of the protected one. Names of buckets"
                            + " are unique over all regions, so that it is the same.",
                    "Name the bucket that replication writes to.");
    public static final ErrorCode FROM_LOST_REGION =
            finding(
                    "MUS-4929",
                    "A recovery reads from the region that is lost",
                    "With `versions-from: primary`, versions are read from the primary bucket. In"
                            + " the loss of its region nobody answers there.",
                    "Write `versions-from: itself`.");

    private S3Findings() {}

    private static ErrorCode finding(String id, String title, String explanation, String remedy) {
        return new ErrorCode(id, ErrorKind.STRATEGY, title, explanation, remedy);
    }
}
