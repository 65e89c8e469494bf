package dev.muster.rehearsal.s3;

import dev.muster.rehearsal.server.Call;
import dev.muster.rehearsal.server.Operations;
import dev.muster.rehearsal.server.Reply;
import dev.muster.rehearsal.wire.Json;
import dev.muster.rehearsal.wire.Refusal;
import dev.muster.rehearsal.world.World;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.services.s3.model.DeleteBucketReplicationRequest;
import software.amazon.awssdk.services.s3.model.DeleteBucketReplicationResponse;
import software.amazon.awssdk.services.s3.model.GetBucketReplicationRequest;
import software.amazon.awssdk.services.s3.model.GetBucketReplicationResponse;
import software.amazon.awssdk.services.s3.model.PutBucketReplicationRequest;
import software.amazon.awssdk.services.s3.model.PutBucketReplicationResponse;
import software.amazon.awssdk.services.s3.model.ReplicationConfiguration;
import software.amazon.awssdk.services.s3.model.ReplicationRule;
import software.amazon.awssdk.services.s3.model.ReplicationRuleFilter;
import software.amazon.awssdk.services.s3.model.Tag;

/// Copies new versions to a bucket elsewhere, some time later. What it does not copy is as in AWS:
/// what was there before, deletions of versions, what lifecycle did, and replicas.
///
/// What waits is found again after a restart by the status of its version.
final class Replication {
    private static final String SETTING = "replication";
    private static final String ARN = "arn:aws:s3:::";

    private final World world;
    private final Buckets buckets;
    private final Objects objects;
    private final Map<Long, Version> waiting = new ConcurrentHashMap<>();
    private volatile Duration lag = Duration.ofSeconds(5);

    Replication(World world, Buckets buckets, Objects objects) {
        this.world = world;
        this.buckets = buckets;
        this.objects = objects;
        objects.pending().forEach(it -> waiting.put(it.order(), it));
    }

    void addTo(Operations operations) {
        operations
                .on(
                        PutBucketReplicationRequest.class,
                        this::put,
                        "Bucket",
                        "ReplicationConfiguration",
                        "ContentMD5",
                        "ChecksumAlgorithm",
                        "ExpectedBucketOwner")
                .on(GetBucketReplicationRequest.class, this::get, "Bucket", "ExpectedBucketOwner")
                .on(
                        DeleteBucketReplicationRequest.class,
                        this::delete,
                        "Bucket",
                        "ExpectedBucketOwner");
    }

    /// How long after a write its copy is made, by the rehearsal's clock.
    void lag(Duration other) {
        lag = other;
    }

    /// What is still to be copied.
    int backlog() {
        return waiting.size();
    }

    private Reply put(PutBucketReplicationRequest request, Call call) {
        Bucket bucket = buckets.change(request.bucket(), call);
        ReplicationConfiguration configuration = request.replicationConfiguration();
        if (configuration == null || configuration.rules().isEmpty()) {
            throw Refusal.of(400, "MalformedXML", "a replication configuration has rules");
        }
        if (!bucket.versioned()) {
            throw Refusal.of(
                    400,
                    "InvalidRequest",
                    "Versioning must be 'Enabled' on the bucket to apply a replication"
                            + " configuration");
        }
        configuration.rules().forEach(this::check);
        buckets.write(bucket.with(SETTING, Json.text(configuration)));
        return Reply.of(PutBucketReplicationResponse.builder().build());
    }

    private void check(ReplicationRule rule) {
        if (rule.destination() == null || !rule.destination().bucket().startsWith(ARN)) {
            throw Refusal.of(400, "InvalidRequest", "Destination bucket must be a bucket ARN");
        }
        Bucket target = buckets.find(rule.destination().bucket().substring(ARN.length()));
        if (target == null) {
            throw Refusal.of(400, "InvalidRequest", "Destination bucket must exist.");
        }
        if (!target.versioned()) {
            throw Refusal.of(
                    400, "InvalidRequest", "Destination bucket must have versioning enabled.");
        }
        if (copiesMarkers(rule) && !tags(rule.filter()).isEmpty()) {
            throw Refusal.of(
                    400,
                    "InvalidRequest",
                    "Delete marker replication is not supported if any Tag filter is specified.");
        }
        boolean asksMore =
                rule.existingObjectReplication() != null
                        || rule.sourceSelectionCriteria() != null
                        || rule.destination().encryptionConfiguration() != null
                        || rule.destination().accessControlTranslation() != null
                        || rule.destination().account() != null;
        if (asksMore) {
            throw Refusal.notThere(
                    "replication of existing objects, of replicas, of what KMS encrypts, or into"
                            + " another account");
        }
    }

    private static List<Tag> tags(@Nullable ReplicationRuleFilter filter) {
        if (filter == null) {
            return List.of();
        }
        if (filter.tag() != null) {
            return List.of(filter.tag());
        }
        return filter.and() == null ? List.of() : filter.and().tags();
    }

    private static String prefix(ReplicationRule rule) {
        ReplicationRuleFilter filter = rule.filter();
        if (filter == null) {
            return Optional.ofNullable(oldPrefix(rule)).orElse("");
        }
        String prefix = filter.and() == null ? filter.prefix() : filter.and().prefix();
        return prefix == null ? "" : prefix;
    }

    @SuppressWarnings("deprecation") // clients still send it
    private static @Nullable String oldPrefix(ReplicationRule rule) {
        return rule.prefix();
    }

    private Reply get(GetBucketReplicationRequest request, Call call) {
        String setting = buckets.get(request.bucket(), call).settings().get(SETTING);
        if (setting == null) {
            throw Refusal.of(
                    404,
                    "ReplicationConfigurationNotFoundError",
                    "The replication configuration was not found");
        }
        return Reply.of(
                GetBucketReplicationResponse.builder()
                        .replicationConfiguration(configuration(setting))
                        .build());
    }

    private static ReplicationConfiguration configuration(String setting) {
        return (ReplicationConfiguration) Json.read(ReplicationConfiguration.builder(), setting);
    }

    private Reply delete(DeleteBucketReplicationRequest request, Call call) {
        buckets.write(buckets.change(request.bucket(), call).without(SETTING));
        return Reply.of(204, DeleteBucketReplicationResponse.builder().build());
    }

    private Optional<ReplicationRule> rule(
            Bucket bucket, String key, Map<String, String> facts, boolean marker) {
        String setting = bucket.settings().get(SETTING);
        if (setting == null) {
            return Optional.empty();
        }
        return configuration(setting).rules().stream()
                .filter(it -> "Enabled".equals(it.statusAsString()))
                .filter(it -> key.startsWith(prefix(it)))
                .filter(it ->
                        tags(it.filter()).stream()
                                .allMatch(tag -> tag.value().equals(facts.get(tag.key()))))
                .filter(it -> !marker || copiesMarkers(it))
                .max(Comparator.comparingInt(it -> it.priority() == null ? 0 : it.priority()));
    }

    private static boolean copiesMarkers(ReplicationRule rule) {
        return rule.deleteMarkerReplication() != null
                && "Enabled".equals(rule.deleteMarkerReplication().statusAsString());
    }

    /// The status that a new version begins with.
    String begin(Bucket bucket, String key, Map<String, String> tags) {
        return rule(bucket, key, tags, false).isPresent() ? Version.PENDING : "";
    }

    String beginMarker(Bucket bucket, String key) {
        return rule(bucket, key, Map.of(), true).isPresent() ? Version.PENDING : "";
    }

    /// To be called with what was written.
    Version noted(Version version) {
        if (version.replication().equals(Version.PENDING)) {
            waiting.put(version.order(), version);
        }
        return version;
    }

    /// Copies what has waited long enough, in the order in which it was written.
    void run() {
        Instant due = world.clock().instant().minus(lag);
        for (Long order : Set.copyOf(waiting.keySet()).stream().sorted().toList()) {
            Version version = waiting.get(order);
            if (version != null && !version.modified().isAfter(due) && copy(version)) {
                waiting.remove(order);
            }
        }
    }

    /// False while one of the two regions is lost.
    private boolean copy(Version version) {
        Bucket source = buckets.find(version.bucket());
        if (source == null) {
            return true;
        }
        Optional<ReplicationRule> rule =
                rule(source, version.key(), version.facts().tags(), version.marker());
        Bucket target =
                rule.map(it -> buckets.find(it.destination().bucket().substring(ARN.length())))
                        .orElse(null);
        if (target == null || !target.versioned()) {
            return true;
        }
        if (!buckets.isReachable(source) || !buckets.isReachable(target)) {
            return false;
        }
        try {
            copy(version, target, rule.orElseThrow());
        } catch (AwsServiceException e) {
            return true; // deleted meanwhile
        }
        return true;
    }

    private void copy(Version version, Bucket target, ReplicationRule rule) {
        Version now = objects.named(version.bucket(), version.key(), version.id());
        Facts facts = now.facts();
        String storageClass = rule.destination().storageClassAsString();
        if (storageClass != null) {
            facts =
                    new Facts(
                            facts.headers(),
                            facts.metadata(),
                            facts.tags(),
                            storageClass,
                            facts.hold());
        }
        // the same version, by its name too: a second copy of it would only take its place
        objects.write(
                target,
                new Objects.Draft(
                        now.key(),
                        now.marker(),
                        now.modified(),
                        now.content(),
                        facts,
                        Version.REPLICA),
                now.id(),
                null,
                null);
        objects.change(now, it -> it.replication(Version.COMPLETED));
    }
}
