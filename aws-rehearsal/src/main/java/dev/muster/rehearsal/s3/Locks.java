package dev.muster.rehearsal.s3;

import dev.muster.rehearsal.server.Call;
import dev.muster.rehearsal.server.Operations;
import dev.muster.rehearsal.server.Reply;
import dev.muster.rehearsal.wire.Json;
import dev.muster.rehearsal.wire.Refusal;
import java.time.Instant;
import java.time.Period;
import java.time.ZoneOffset;
import java.util.Optional;
import software.amazon.awssdk.services.s3.model.DefaultRetention;
import software.amazon.awssdk.services.s3.model.GetObjectLegalHoldRequest;
import software.amazon.awssdk.services.s3.model.GetObjectLegalHoldResponse;
import software.amazon.awssdk.services.s3.model.GetObjectLockConfigurationRequest;
import software.amazon.awssdk.services.s3.model.GetObjectLockConfigurationResponse;
import software.amazon.awssdk.services.s3.model.GetObjectRetentionRequest;
import software.amazon.awssdk.services.s3.model.GetObjectRetentionResponse;
import software.amazon.awssdk.services.s3.model.ObjectLockConfiguration;
import software.amazon.awssdk.services.s3.model.ObjectLockRetention;
import software.amazon.awssdk.services.s3.model.PutObjectLegalHoldRequest;
import software.amazon.awssdk.services.s3.model.PutObjectLegalHoldResponse;
import software.amazon.awssdk.services.s3.model.PutObjectLockConfigurationRequest;
import software.amazon.awssdk.services.s3.model.PutObjectLockConfigurationResponse;
import software.amazon.awssdk.services.s3.model.PutObjectRetentionRequest;
import software.amazon.awssdk.services.s3.model.PutObjectRetentionResponse;

/// Object Lock: what may be shortened by whom, and what by nobody.
final class Locks {
    private static final String SETTING = "object-lock";

    private final Buckets buckets;
    private final Objects objects;

    Locks(Buckets buckets, Objects objects) {
        this.buckets = buckets;
        this.objects = objects;
    }

    void addTo(Operations operations) {
        operations
                .on(
                        PutObjectLockConfigurationRequest.class,
                        this::putConfiguration,
                        "Bucket",
                        "ObjectLockConfiguration",
                        "ContentMD5",
                        "ChecksumAlgorithm",
                        "ExpectedBucketOwner")
                .on(
                        GetObjectLockConfigurationRequest.class,
                        this::configuration,
                        "Bucket",
                        "ExpectedBucketOwner")
                .on(
                        PutObjectRetentionRequest.class,
                        this::putRetention,
                        "Bucket",
                        "Key",
                        "Retention",
                        "VersionId",
                        "BypassGovernanceRetention",
                        "ContentMD5",
                        "ChecksumAlgorithm",
                        "ExpectedBucketOwner")
                .on(
                        GetObjectRetentionRequest.class,
                        this::retention,
                        "Bucket",
                        "Key",
                        "VersionId",
                        "ExpectedBucketOwner")
                .on(
                        PutObjectLegalHoldRequest.class,
                        this::putLegalHold,
                        "Bucket",
                        "Key",
                        "LegalHold",
                        "VersionId",
                        "ContentMD5",
                        "ChecksumAlgorithm",
                        "ExpectedBucketOwner")
                .on(
                        GetObjectLegalHoldRequest.class,
                        this::legalHold,
                        "Bucket",
                        "Key",
                        "VersionId",
                        "ExpectedBucketOwner");
    }

    static Hold byDefault(Bucket bucket, Instant now, boolean legal) {
        String setting = bucket.settings().get(SETTING);
        if (setting == null) {
            return new Hold("", Optional.empty(), legal);
        }
        ObjectLockConfiguration configuration =
                (ObjectLockConfiguration) Json.read(ObjectLockConfiguration.builder(), setting);
        if (configuration.rule() == null) {
            return new Hold("", Optional.empty(), legal);
        }
        DefaultRetention retention = configuration.rule().defaultRetention();
        Period period =
                retention.days() != null
                        ? Period.ofDays(retention.days())
                        : Period.ofYears(retention.years());
        return new Hold(
                retention.modeAsString(),
                Optional.of(now.atZone(ZoneOffset.UTC).plus(period).toInstant()),
                legal);
    }

    private Reply putConfiguration(PutObjectLockConfigurationRequest request, Call call) {
        Bucket bucket = buckets.change(request.bucket(), call);
        ObjectLockConfiguration configuration = request.objectLockConfiguration();
        if (configuration == null || !"Enabled".equals(configuration.objectLockEnabledAsString())) {
            throw Refusal.of(400, "MalformedXML", "Object Lock can only be enabled");
        }
        if (!bucket.versioned()) {
            throw Refusal.of(
                    409,
                    "InvalidBucketState",
                    "Versioning must be 'Enabled' on the bucket to apply a Object Lock"
                            + " configuration");
        }
        if (configuration.rule() != null) {
            checkDefault(configuration.rule().defaultRetention());
        }
        buckets.write(bucket.locking().with(SETTING, Json.text(configuration)));
        return Reply.of(PutObjectLockConfigurationResponse.builder().build());
    }

    private static void checkDefault(DefaultRetention retention) {
        boolean one =
                retention != null
                        && retention.modeAsString() != null
                        && (retention.days() == null) != (retention.years() == null);
        if (!one) {
            throw Refusal.of(
                    400,
                    "MalformedXML",
                    "a default retention has a mode, and either days or years");
        }
        int count = retention.days() != null ? retention.days() : retention.years();
        if (count <= 0) {
            throw Refusal.of(
                    400,
                    "InvalidArgument",
                    "Default retention period must be a positive integer value.");
        }
    }

    private Reply configuration(GetObjectLockConfigurationRequest request, Call call) {
        Bucket bucket = buckets.get(request.bucket(), call);
        String setting = bucket.settings().get(SETTING);
        if (!bucket.locks()) {
            throw Refusal.of(
                    404,
                    "ObjectLockConfigurationNotFoundError",
                    "Object Lock configuration does not exist for this bucket");
        }
        ObjectLockConfiguration configuration =
                setting == null
                        ? ObjectLockConfiguration.builder().objectLockEnabled("Enabled").build()
                        : (ObjectLockConfiguration)
                                Json.read(ObjectLockConfiguration.builder(), setting);
        return Reply.of(
                GetObjectLockConfigurationResponse.builder()
                        .objectLockConfiguration(configuration)
                        .build());
    }

    private Version locked(String name, String key, String id, Call call) {
        Bucket bucket = buckets.get(name, call);
        if (!bucket.locks()) {
            throw Refusal.of(400, "InvalidRequest", "Bucket is missing Object Lock Configuration");
        }
        return objects.get(name, key, id);
    }

    private Reply putRetention(PutObjectRetentionRequest request, Call call) {
        Version version = locked(request.bucket(), request.key(), request.versionId(), call);
        ObjectLockRetention retention = request.retention();
        boolean lifts = retention == null || retention.mode() == null;
        if (!lifts && retention.retainUntilDate() == null) {
            throw Refusal.of(400, "MalformedXML", "a retention has a mode and a date");
        }
        boolean bypass = Boolean.TRUE.equals(request.bypassGovernanceRetention());
        objects.change(
                version,
                it -> {
                    Hold old = it.facts().hold();
                    Hold fresh =
                            lifts
                                    ? new Hold("", Optional.empty(), old.legal())
                                    : new Hold(
                                            retention.modeAsString(),
                                            Optional.of(retention.retainUntilDate()),
                                            old.legal());
                    if (!lifts) {
                        Requested.checkUntil(retention.retainUntilDate(), call.now());
                    }
                    checkChange(old, fresh, call.now(), bypass);
                    return it.facts(it.facts().hold(fresh));
                });
        return Reply.of(PutObjectRetentionResponse.builder().build());
    }

    /// Longer is always allowed. Shorter, or weaker, takes the right to bypass governance; what is
    /// held for compliance stays so.
    private static void checkChange(Hold old, Hold fresh, Instant now, boolean bypass) {
        if (!old.retains(now)) {
            return;
        }
        boolean shorter =
                fresh.until().isEmpty() || fresh.until().get().isBefore(old.until().orElseThrow());
        boolean compliance = old.mode().equals(Hold.COMPLIANCE);
        boolean weaker = compliance && !fresh.mode().equals(Hold.COMPLIANCE);
        boolean governed = !compliance && !bypass;
        boolean otherMode = !fresh.mode().equals(old.mode());
        if (weaker || (compliance && shorter) || (governed && (shorter || otherMode))) {
            throw Refusal.of(
                    403, "AccessDenied", "Access Denied because object protected by object lock.");
        }
    }

    private Reply retention(GetObjectRetentionRequest request, Call call) {
        Hold hold =
                locked(request.bucket(), request.key(), request.versionId(), call).facts().hold();
        if (hold.until().isEmpty()) {
            throw noLock();
        }
        return Reply.of(
                GetObjectRetentionResponse.builder()
                        .retention(it -> it.mode(hold.mode()).retainUntilDate(hold.until().get()))
                        .build());
    }

    private static RuntimeException noLock() {
        return Refusal.of(
                404,
                "NoSuchObjectLockConfiguration",
                "The specified object does not have a ObjectLock configuration");
    }

    private Reply putLegalHold(PutObjectLegalHoldRequest request, Call call) {
        Version version = locked(request.bucket(), request.key(), request.versionId(), call);
        if (request.legalHold() == null || request.legalHold().statusAsString() == null) {
            throw Refusal.of(400, "MalformedXML", "a legal hold is ON or OFF");
        }
        boolean on = request.legalHold().statusAsString().equals("ON");
        objects.change(
                version,
                it -> {
                    Hold old = it.facts().hold();
                    return it.facts(it.facts().hold(new Hold(old.mode(), old.until(), on)));
                });
        return Reply.of(PutObjectLegalHoldResponse.builder().build());
    }

    private Reply legalHold(GetObjectLegalHoldRequest request, Call call) {
        Hold hold =
                locked(request.bucket(), request.key(), request.versionId(), call).facts().hold();
        return Reply.of(
                GetObjectLegalHoldResponse.builder()
                        .legalHold(it -> it.status(hold.legal() ? "ON" : "OFF"))
                        .build());
    }
}
