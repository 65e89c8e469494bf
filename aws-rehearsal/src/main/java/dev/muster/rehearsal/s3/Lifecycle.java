package dev.muster.rehearsal.s3;

import dev.muster.rehearsal.server.Call;
import dev.muster.rehearsal.server.Operations;
import dev.muster.rehearsal.server.Reply;
import dev.muster.rehearsal.wire.Json;
import dev.muster.rehearsal.wire.Refusal;
import dev.muster.rehearsal.world.World;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.services.s3.model.BucketLifecycleConfiguration;
import software.amazon.awssdk.services.s3.model.DeleteBucketLifecycleRequest;
import software.amazon.awssdk.services.s3.model.DeleteBucketLifecycleResponse;
import software.amazon.awssdk.services.s3.model.GetBucketLifecycleConfigurationRequest;
import software.amazon.awssdk.services.s3.model.GetBucketLifecycleConfigurationResponse;
import software.amazon.awssdk.services.s3.model.LifecycleRule;
import software.amazon.awssdk.services.s3.model.LifecycleRuleFilter;
import software.amazon.awssdk.services.s3.model.NoncurrentVersionExpiration;
import software.amazon.awssdk.services.s3.model.PutBucketLifecycleConfigurationRequest;
import software.amazon.awssdk.services.s3.model.PutBucketLifecycleConfigurationResponse;

/// Expires what is old, by the rehearsal's clock, rounded up to the next midnight in UTC as S3
/// does. Storage classes do not change here, so a rule that asks for that is refused.
final class Lifecycle {
    private static final String SETTING = "lifecycle";
    private static final int MOST_KEPT = 100;

    private final World world;
    private final Buckets buckets;
    private final Objects objects;
    private final Uploads uploads;

    Lifecycle(World world, Buckets buckets, Objects objects, Uploads uploads) {
        this.world = world;
        this.buckets = buckets;
        this.objects = objects;
        this.uploads = uploads;
    }

    void addTo(Operations operations) {
        operations
                .on(
                        PutBucketLifecycleConfigurationRequest.class,
                        this::put,
                        "Bucket",
                        "LifecycleConfiguration",
                        "ChecksumAlgorithm",
                        "ExpectedBucketOwner")
                .on(
                        GetBucketLifecycleConfigurationRequest.class,
                        this::get,
                        "Bucket",
                        "ExpectedBucketOwner")
                .on(
                        DeleteBucketLifecycleRequest.class,
                        this::delete,
                        "Bucket",
                        "ExpectedBucketOwner");
    }

    private Reply put(PutBucketLifecycleConfigurationRequest request, Call call) {
        Bucket bucket = buckets.change(request.bucket(), call);
        BucketLifecycleConfiguration configuration = request.lifecycleConfiguration();
        if (configuration == null || configuration.rules().isEmpty()) {
            throw Refusal.of(400, "MalformedXML", "a lifecycle configuration has rules");
        }
        configuration.rules().forEach(Lifecycle::check);
        buckets.write(bucket.with(SETTING, Json.text(configuration)));
        return Reply.of(PutBucketLifecycleConfigurationResponse.builder().build());
    }

    private static void check(LifecycleRule rule) {
        if (rule.hasTransitions() || rule.hasNoncurrentVersionTransitions()) {
            throw Refusal.notThere("transition between storage classes");
        }
        boolean idle =
                rule.expiration() == null
                        && rule.noncurrentVersionExpiration() == null
                        && rule.abortIncompleteMultipartUpload() == null;
        if (rule.statusAsString() == null || idle) {
            throw Refusal.of(
                    400, "InvalidRequest", "At least one action needs to be specified in a rule.");
        }
        NoncurrentVersionExpiration noncurrent = rule.noncurrentVersionExpiration();
        if (noncurrent != null) {
            if (noncurrent.noncurrentDays() == null || noncurrent.noncurrentDays() < 1) {
                throw Refusal.of(
                        400,
                        "InvalidArgument",
                        "'NoncurrentDays' for NoncurrentVersionExpiration action must be a"
                                + " positive integer");
            }
            Integer kept = noncurrent.newerNoncurrentVersions();
            if (kept != null && (kept < 1 || kept > MOST_KEPT)) {
                throw Refusal.of(
                        400,
                        "InvalidArgument",
                        "'NewerNoncurrentVersions' must be between 1 and 100");
            }
        }
        if (rule.expiration() != null
                && rule.expiration().days() != null
                && rule.expiration().days() < 1) {
            throw Refusal.of(
                    400,
                    "InvalidArgument",
                    "'Days' for Expiration action must be a positive integer");
        }
    }

    private Reply get(GetBucketLifecycleConfigurationRequest request, Call call) {
        String setting = buckets.get(request.bucket(), call).settings().get(SETTING);
        if (setting == null) {
            throw Refusal.of(
                    404,
                    "NoSuchLifecycleConfiguration",
                    "The lifecycle configuration does not exist");
        }
        return Reply.of(
                GetBucketLifecycleConfigurationResponse.builder()
                        .rules(configuration(setting).rules())
                        .build());
    }

    private static BucketLifecycleConfiguration configuration(String setting) {
        return (BucketLifecycleConfiguration)
                Json.read(BucketLifecycleConfiguration.builder(), setting);
    }

    private Reply delete(DeleteBucketLifecycleRequest request, Call call) {
        buckets.write(buckets.change(request.bucket(), call).without(SETTING));
        return Reply.of(204, DeleteBucketLifecycleResponse.builder().build());
    }

    void run() {
        Instant now = world.clock().instant();
        for (Bucket bucket : buckets.all()) {
            String setting = bucket.settings().get(SETTING);
            if (setting == null || !buckets.isReachable(bucket)) {
                continue;
            }
            for (LifecycleRule rule : configuration(setting).rules()) {
                if ("Enabled".equals(rule.statusAsString())) {
                    apply(bucket, rule, now);
                }
            }
        }
    }

    private void apply(Bucket bucket, LifecycleRule rule, Instant now) {
        List<List<Version>> keys =
                objects.alone(bucket.name(), it -> it.values().stream().map(List::copyOf).toList());
        for (List<Version> versions : keys) {
            try {
                expireOld(bucket, rule, versions, now);
                expireCurrent(bucket, rule, versions, now);
            } catch (AwsServiceException e) {
                // locked, or gone meanwhile: S3 leaves it too, until it may
            }
        }
        if (rule.abortIncompleteMultipartUpload() != null) {
            int days = rule.abortIncompleteMultipartUpload().daysAfterInitiation();
            uploads.of(bucket.name()).stream()
                    .filter(it -> isDue(it.begun(), days, now))
                    .forEach(uploads::abort);
        }
    }

    static boolean isDue(Instant since, int days, Instant now) {
        Instant exact = since.plus(Duration.ofDays(days));
        Instant midnight = exact.atZone(ZoneOffset.UTC).truncatedTo(ChronoUnit.DAYS).toInstant();
        return !now.isBefore(midnight.equals(exact) ? exact : midnight.plus(Duration.ofDays(1)));
    }

    /// A version is noncurrent since the one after it was written.
    private void expireOld(Bucket bucket, LifecycleRule rule, List<Version> versions, Instant now) {
        NoncurrentVersionExpiration noncurrent = rule.noncurrentVersionExpiration();
        if (noncurrent == null) {
            return;
        }
        int kept = Optional.ofNullable(noncurrent.newerNoncurrentVersions()).orElse(0);
        for (int i = versions.size() - 1; i > kept; i--) {
            Version version = versions.get(i);
            if (fits(rule, version)
                    && isDue(versions.get(i - 1).modified(), noncurrent.noncurrentDays(), now)) {
                objects.deleteVersion(bucket.name(), version.key(), version.id(), false);
            }
        }
    }

    private void expireCurrent(
            Bucket bucket, LifecycleRule rule, List<Version> versions, Instant now) {
        Version current = versions.getFirst();
        if (rule.expiration() == null || !fits(rule, current)) {
            return;
        }
        if (current.marker()) {
            boolean lone = versions.size() == 1;
            if (lone && Boolean.TRUE.equals(rule.expiration().expiredObjectDeleteMarker())) {
                objects.deleteVersion(bucket.name(), current.key(), current.id(), false);
            }
            return;
        }
        boolean byAge =
                rule.expiration().days() != null
                        && isDue(current.modified(), rule.expiration().days(), now);
        boolean byDate =
                rule.expiration().date() != null && !now.isBefore(rule.expiration().date());
        if (byAge || byDate) {
            Facts none = new Facts(Map.of(), Map.of(), Map.of(), "STANDARD", Hold.NONE);
            // never replicated, as all that lifecycle does
            objects.delete(
                    bucket,
                    new Objects.Draft(current.key(), true, now, Content.NOTHING, none, ""),
                    current.content().etag());
        }
    }

    private static boolean fits(LifecycleRule rule, Version version) {
        LifecycleRuleFilter filter = rule.filter();
        String old = oldPrefix(rule);
        if (filter == null) {
            return version.key().startsWith(old == null ? "" : old);
        }
        boolean tagged =
                filter.tag() == null
                        || filter.tag()
                                .value()
                                .equals(version.facts().tags().get(filter.tag().key()));
        boolean all =
                tagged
                        && fits(
                                filter.prefix(),
                                filter.objectSizeGreaterThan(),
                                filter.objectSizeLessThan(),
                                version);
        if (filter.and() == null) {
            return all;
        }
        return fits(
                        filter.and().prefix(),
                        filter.and().objectSizeGreaterThan(),
                        filter.and().objectSizeLessThan(),
                        version)
                && filter.and().tags().stream()
                        .allMatch(it -> it.value().equals(version.facts().tags().get(it.key())));
    }

    @SuppressWarnings("deprecation") // clients still send it
    private static @Nullable String oldPrefix(LifecycleRule rule) {
        return rule.prefix();
    }

    private static boolean fits(
            @Nullable String prefix, @Nullable Long above, @Nullable Long below, Version version) {
        long size = version.content().size();
        return (prefix == null || version.key().startsWith(prefix))
                && (above == null || size > above)
                && (below == null || size < below);
    }
}
