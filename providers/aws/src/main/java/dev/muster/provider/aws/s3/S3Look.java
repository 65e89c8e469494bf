package dev.muster.provider.aws.s3;

import dev.muster.kind.Finding.Severity;
import dev.muster.model.Durations;
import dev.muster.model.ErrorCode;
import dev.muster.model.MusterException;
import dev.muster.provider.Diagnosis;
import dev.muster.provider.Diagnosis.Symptom;
import dev.muster.provider.aws.kind.S3Buckets;
import dev.muster.provider.aws.kind.S3Buckets.Place;
import dev.muster.provider.aws.kind.S3Findings;
import dev.muster.provider.aws.kind.S3Settings;
import dev.muster.provider.aws.service.AwsFaults;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.s3.model.BucketVersioningStatus;
import software.amazon.awssdk.services.s3.model.DeleteMarkerReplicationStatus;
import software.amazon.awssdk.services.s3.model.ExpirationStatus;
import software.amazon.awssdk.services.s3.model.LifecycleRule;
import software.amazon.awssdk.services.s3.model.ReplicationRule;
import software.amazon.awssdk.services.s3.model.ReplicationRuleStatus;

/// What the buckets of an account lack of what the strategy says. Reads settings, and no object.
final class S3Look {
    private static final Set<String> NOT_SET =
            Set.of(
                    "NoSuchLifecycleConfiguration",
                    "ReplicationConfigurationNotFoundError",
                    "ObjectLockConfigurationNotFoundError",
                    "ObjectLockConfigurationNotFound");

    private final S3Settings settings;
    private final Optional<Place> twin;
    private final List<Symptom> symptoms = new ArrayList<>();

    /// @param twin the bucket that takes over elsewhere
    S3Look(S3Settings settings, Optional<Place> twin) {
        this.settings = settings;
        this.twin = twin;
    }

    Diagnosis run() throws InterruptedException {
        boolean reached = false;
        try (Bucket bucket = new Bucket(S3Buckets.primary(settings))) {
            versions(bucket);
            reached = true;
            lifecycle(bucket);
            lock(bucket);
            if (twin.isPresent()) {
                replication(bucket, twin.get());
            }
        } catch (MusterException refused) {
            symptoms.add(Symptom.of(refused));
        }
        if (twin.isPresent()) {
            try (Bucket bucket = new Bucket(twin.get())) {
                versions(bucket);
                lifecycle(bucket);
            } catch (MusterException refused) {
                symptoms.add(Symptom.of(refused));
            }
        }
        return new Diagnosis(
                reached ? Optional.of("Amazon S3") : Optional.empty(), Optional.empty(), symptoms);
    }

    private void versions(Bucket bucket) throws InterruptedException {
        BucketVersioningStatus status =
                bucket.send(
                                "look at the versioning",
                                it -> it.getBucketVersioning(r -> r.bucket(bucket.name())))
                        .status();
        if (status != BucketVersioningStatus.ENABLED) {
            add(
                    Severity.ERROR,
                    S3Findings.VERSIONING_OFF,
                    "versioning of bucket "
                            + bucket.name()
                            + " is "
                            + (status == BucketVersioningStatus.SUSPENDED ? "suspended" : "off"),
                    bucket.enableVersioning());
        }
    }

    private void lifecycle(Bucket bucket) throws InterruptedException {
        List<LifecycleRule> rules =
                asked(
                                bucket,
                                "look at the lifecycle rules",
                                it ->
                                        it.getBucketLifecycleConfiguration(
                                                        r -> r.bucket(bucket.name()))
                                                .rules())
                        .orElse(List.of());
        for (LifecycleRule rule : rules) {
            if (rule.status() == ExpirationStatus.ENABLED
                    && rule.noncurrentVersionExpiration() != null
                    && rule.noncurrentVersionExpiration().noncurrentDays() != null) {
                expires(bucket, rule, rule.noncurrentVersionExpiration().noncurrentDays());
            }
        }
    }

    private void expires(Bucket bucket, LifecycleRule rule, int days) {
        if (Duration.ofDays(days).compareTo(settings.window()) < 0) {
            add(
                    Severity.ERROR,
                    S3Findings.EXPIRES_EARLY,
                    "rule "
                            + rule.id()
                            + " of bucket "
                            + bucket.name()
                            + " deletes old versions after "
                            + days
                            + " days, the window is "
                            + Durations.text(settings.window()),
                    edit(
                            bucket,
                            "bucket-lifecycle-configuration",
                            "lifecycle",
                            "set NoncurrentDays to " + (settings.window().toDays() + 1)));
        }
    }

    /// A configuration is put as a whole: what is there is read first, so that nothing else of it
    /// is lost.
    private static String edit(Bucket bucket, String what, String name, String how) {
        String options = " --bucket " + bucket.name() + " " + bucket.place().options();
        return "aws s3api get-"
                + what
                + options
                + " > "
                + name
                + ".json; "
                + how
                + " in it; aws s3api put-"
                + what
                + options
                + " --"
                + name
                + "-configuration file://"
                + name
                + ".json";
    }

    private void lock(Bucket bucket) throws InterruptedException {
        boolean locked =
                asked(
                                bucket,
                                "look at the Object Lock",
                                it ->
                                        it.getObjectLockConfiguration(r -> r.bucket(bucket.name()))
                                                .objectLockConfiguration())
                        .isPresent();
        boolean asked = settings.objectLock().isPresent();
        if (!locked) {
            add(
                    asked ? Severity.ERROR : Severity.HINT,
                    S3Findings.NO_LOCK,
                    "bucket " + bucket.name() + " has no Object Lock",
                    "aws s3api put-object-lock-configuration --bucket "
                            + bucket.name()
                            + " "
                            + bucket.place().options()
                            + " --object-lock-configuration '{\"ObjectLockEnabled\":\"Enabled\","
                            + "\"Rule\":{\"DefaultRetention\":{\"Mode\":\"GOVERNANCE\",\"Days\":"
                            + Math.max(1, settings.window().toDays())
                            + "}}}'");
        }
    }

    private void replication(Bucket bucket, Place to) throws InterruptedException {
        List<ReplicationRule> rules =
                asked(
                                bucket,
                                "look at the replication",
                                it ->
                                        it.getBucketReplication(r -> r.bucket(bucket.name()))
                                                .replicationConfiguration()
                                                .rules())
                        .orElse(List.of())
                        .stream()
                        .filter(rule -> rule.status() == ReplicationRuleStatus.ENABLED)
                        .filter(rule ->
                                rule.destination() != null
                                        && (to.arn().equals(rule.destination().bucket())
                                                || to.bucket()
                                                        .value()
                                                        .equals(rule.destination().bucket())))
                        .toList();
        if (rules.isEmpty()) {
            add(
                    Severity.ERROR,
                    S3Findings.NOT_REPLICATED,
                    "no enabled rule replicates " + bucket.name() + " to " + to.bucket(),
                    "aws s3api put-bucket-replication --bucket "
                            + bucket.name()
                            + " "
                            + bucket.place().options()
                            + " --replication-configuration file://replication.json");
            return;
        }
        boolean deletes =
                rules.stream()
                        .anyMatch(rule ->
                                rule.deleteMarkerReplication() != null
                                        && rule.deleteMarkerReplication().status()
                                                == DeleteMarkerReplicationStatus.ENABLED);
        boolean asked =
                settings.replication().filter(S3Settings.Replication::deleteMarkers).isPresent();
        if (asked && !deletes) {
            add(
                    Severity.WARNING,
                    S3Findings.DELETE_MARKERS,
                    "deletions of " + bucket.name() + " are not replicated to " + to.bucket(),
                    edit(
                            bucket,
                            "bucket-replication",
                            "replication",
                            "set DeleteMarkerReplication.Status to Enabled"));
        }
    }

    /// Empty where that was never set.
    private static <T> Optional<T> asked(Bucket bucket, String doing, Bucket.Request<T> request)
            throws InterruptedException {
        try {
            return Optional.ofNullable(bucket.sendRaw(request));
        } catch (SdkException e) {
            if (NOT_SET.contains(AwsFaults.code(e))) {
                return Optional.empty();
            }
            throw AwsFaults.told(e, doing + " of bucket " + bucket.name());
        }
    }

    private void add(Severity severity, ErrorCode code, String message, String fix) {
        symptoms.add(new Symptom(severity, Optional.of(code), message, fix));
    }
}
