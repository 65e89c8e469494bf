package dev.muster.rehearsal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.muster.rehearsal.world.Faults.Place;
import dev.muster.testkit.RealTiming;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.Optional;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.LifecycleRule;
import software.amazon.awssdk.services.s3.model.NoSuchKeyException;
import software.amazon.awssdk.services.s3.model.ObjectLockRetentionMode;
import software.amazon.awssdk.services.s3.model.ReplicationRule;
import software.amazon.awssdk.services.s3.model.ReplicationStatus;
import software.amazon.awssdk.services.s3.model.S3Exception;

/// Two regions with a bucket each, time that passes, and what breaks.
class RegionsIT {
    private static final String WEST = "eu-west-1";
    private static final String CENTRAL = "eu-central-1";
    private static final Duration LONG = Duration.ofSeconds(60);

    @TempDir private Path folder;
    private RehearsalAws aws;
    private S3Client west;
    private S3Client central;

    @BeforeEach
    void start() throws Exception {
        open();
        bucket(west, WEST, "source");
        bucket(central, CENTRAL, "target");
    }

    private void open() throws Exception {
        aws = RehearsalAws.start(folder, new RealTiming());
        west = Clients.s3(aws, WEST);
        central = Clients.s3(aws, CENTRAL);
    }

    @AfterEach
    void stop() throws Exception {
        west.close();
        central.close();
        aws.close();
    }

    private static void bucket(S3Client s3, String region, String name) {
        s3.createBucket(it ->
                it.bucket(name)
                        .objectLockEnabledForBucket(true)
                        .createBucketConfiguration(c -> c.locationConstraint(region)));
    }

    private void replicate() {
        ReplicationRule all =
                ReplicationRule.builder()
                        .id("all")
                        .status("Enabled")
                        .priority(1)
                        .filter(it -> it.prefix(""))
                        .deleteMarkerReplication(it -> it.status("Disabled"))
                        .destination(it -> it.bucket("arn:aws:s3:::target"))
                        .build();
        west.putBucketReplication(it ->
                it.bucket("source")
                        .replicationConfiguration(c ->
                                c.role("arn:aws:iam::123456789012:role/replication").rules(all)));
    }

    private String put(String key, String text) {
        return west.putObject(it -> it.bucket("source").key(key), RequestBody.fromString(text))
                .versionId();
    }

    private static String get(S3Client s3, String bucket, String key) {
        return s3.getObjectAsBytes(it -> it.bucket(bucket).key(key)).asUtf8String();
    }

    private void awaitNoBacklog() throws InterruptedException {
        Instant end = Instant.now().plus(LONG);
        while (aws.s3().replicationBacklog() > 0) {
            assertThat(Instant.now()).as("nothing was replicated in %s", LONG).isBefore(end);
            Thread.sleep(20);
        }
    }

    @Test
    void aReplicaComesLaterWithTheSameVersion() throws Exception {
        put("before", "was there before the rule");
        replicate();
        aws.s3().replicationLag(Duration.ofHours(1));
        String id = put("key", "content");

        assertThat(west.headObject(it -> it.bucket("source").key("key")).replicationStatus())
                .isEqualTo(ReplicationStatus.PENDING);
        assertThatThrownBy(() -> get(central, "target", "key"))
                .isInstanceOf(NoSuchKeyException.class);

        aws.clock().advance(Duration.ofHours(1));
        awaitNoBacklog();

        assertThat(get(central, "target", "key")).isEqualTo("content");
        assertThat(central.headObject(it -> it.bucket("target").key("key")).versionId())
                .isEqualTo(id);
        assertThat(central.headObject(it -> it.bucket("target").key("key")).replicationStatus())
                .isEqualTo(ReplicationStatus.REPLICA);
        assertThat(west.headObject(it -> it.bucket("source").key("key")).replicationStatus())
                .isEqualTo(ReplicationStatus.COMPLETED);
        // only what is written after the rule is copied, and no deletions
        assertThatThrownBy(() -> get(central, "target", "before"))
                .isInstanceOf(NoSuchKeyException.class);
        west.deleteObject(it -> it.bucket("source").key("key"));
        aws.clock().advance(Duration.ofHours(1));
        awaitNoBacklog();
        assertThat(get(central, "target", "key")).isEqualTo("content");
    }

    @Test
    void aLostRegionTakesWhatWasNotYetReplicated() throws Exception {
        replicate();
        aws.s3().replicationLag(Duration.ZERO);
        put("safe", "copied");
        awaitNoBacklog();
        aws.s3().replicationLag(Duration.ofMinutes(10));
        put("late", "not copied");
        aws.faults().lose(new Place(WEST, Optional.empty()));
        aws.clock().advance(Duration.ofMinutes(20));

        assertThatThrownBy(() -> get(west, "source", "safe"))
                .isInstanceOf(SdkClientException.class);
        assertThat(get(central, "target", "safe")).isEqualTo("copied");
        stop();
        open(); // a restart heals nothing
        assertThatThrownBy(() -> get(west, "source", "safe"))
                .isInstanceOf(SdkClientException.class);
        assertThatThrownBy(() -> get(central, "target", "late"))
                .isInstanceOf(NoSuchKeyException.class);

        aws.faults().heal(new Place(WEST, Optional.empty()));
        aws.s3().replicationLag(Duration.ZERO);
        awaitNoBacklog();
        assertThat(get(central, "target", "late")).isEqualTo("not copied");
    }

    @Test
    void bucketsAreMadeAndSetUpThroughUsEast1() {
        put("key", "content");
        aws.faults().lose(new Place("us-east-1", Optional.of("s3")));

        refused(() -> bucket(west, WEST, "another"), 503, "ServiceUnavailable");
        refused(this::replicate, 503, "ServiceUnavailable");
        assertThat(get(west, "source", "key")).isEqualTo("content");
        put("key", "data goes on");
    }

    private static void refused(ThrowingCallable call, int status, String code) {
        assertThatThrownBy(call)
                .isInstanceOfSatisfying(
                        S3Exception.class,
                        e -> {
                            assertThat(e.awsErrorDetails().errorCode()).isEqualTo(code);
                            assertThat(e.statusCode()).isEqualTo(status);
                        });
    }

    @Test
    void aThrottledServiceSaysSo() {
        aws.faults().throttle(new Place(WEST, Optional.of("s3")), 1);
        boolean slowed = false;
        Instant end = Instant.now().plus(LONG);
        while (!slowed) {
            assertThat(Instant.now()).as("nothing was refused in %s", LONG).isBefore(end);
            try {
                west.listBuckets();
            } catch (S3Exception e) {
                assertThat(e.awsErrorDetails().errorCode()).isEqualTo("SlowDown");
                assertThat(e.isThrottlingException()).isTrue();
                slowed = true;
            }
        }
        central.listBuckets();
    }

    @Test
    void aSlowRegionAnswersLate() {
        aws.faults().slow(new Place(WEST, Optional.empty()), Duration.ofMillis(300));
        long began = System.nanoTime();

        west.listBuckets();

        assertThat(Duration.ofNanos(System.nanoTime() - began))
                .isGreaterThan(Duration.ofMillis(300));
    }

    @Test
    void complianceIsShortenedByNobodyAndGovernanceByThoseWhoMay() {
        Instant until = aws.clock().instant().plus(Duration.ofDays(10));
        String id = put("key", "content");
        retain(id, ObjectLockRetentionMode.GOVERNANCE, until, false);

        refused(() -> deleteVersion(id, false), 403, "AccessDenied");
        refused(
                () -> retain(id, ObjectLockRetentionMode.GOVERNANCE, until.minusSeconds(60), false),
                403,
                "AccessDenied");
        retain(id, ObjectLockRetentionMode.GOVERNANCE, until.minusSeconds(60), true);
        retain(id, ObjectLockRetentionMode.COMPLIANCE, until, true);
        refused(
                () -> retain(id, ObjectLockRetentionMode.COMPLIANCE, until.minusSeconds(60), true),
                403,
                "AccessDenied");
        refused(
                () -> retain(id, ObjectLockRetentionMode.GOVERNANCE, until.plusSeconds(60), true),
                403,
                "AccessDenied");
        refused(() -> deleteVersion(id, true), 403, "AccessDenied");
        refused(
                () ->
                        west.putBucketVersioning(it ->
                                it.bucket("source")
                                        .versioningConfiguration(c -> c.status("Suspended"))),
                409,
                "InvalidBucketState");

        aws.clock().advance(Duration.ofDays(11));
        deleteVersion(id, false);
        assertThat(west.listObjectVersions(it -> it.bucket("source")).versions()).isEmpty();
    }

    private void retain(String id, ObjectLockRetentionMode mode, Instant until, boolean bypass) {
        west.putObjectRetention(it ->
                it.bucket("source")
                        .key("key")
                        .versionId(id)
                        .bypassGovernanceRetention(bypass)
                        .retention(r -> r.mode(mode).retainUntilDate(until)));
    }

    private void deleteVersion(String id, boolean bypass) {
        west.deleteObject(it ->
                it.bucket("source").key("key").versionId(id).bypassGovernanceRetention(bypass));
    }

    @Test
    void whatIsOldExpiresAtMidnight() throws Exception {
        LifecycleRule old =
                LifecycleRule.builder()
                        .id("old")
                        .status("Enabled")
                        .filter(it -> it.prefix("logs/"))
                        .expiration(it -> it.days(30))
                        .noncurrentVersionExpiration(it -> it.noncurrentDays(7))
                        .build();
        west.putBucketLifecycleConfiguration(
                it -> it.bucket("source").lifecycleConfiguration(c -> c.rules(old)));
        put("logs/a", "one");
        String second = put("logs/a", "two");
        put("other", "stays");
        aws.clock().advance(Duration.ofDays(7).minusMinutes(1));
        Thread.sleep(200); // a few rounds, in which nothing may happen
        assertThat(west.listObjectVersions(it -> it.bucket("source")).versions()).hasSize(3);

        aws.clock().advance(Duration.ofDays(1).plusMinutes(1));
        awaitVersions(2);
        assertThat(get(west, "source", "logs/a")).isEqualTo("two");
        aws.clock().advance(Duration.ofDays(24));
        Instant end = Instant.now().plus(LONG);
        while (west.listObjectVersions(it -> it.bucket("source")).deleteMarkers().isEmpty()) {
            assertThat(Instant.now()).isBefore(end);
            Thread.sleep(20);
        }
        assertThatThrownBy(() -> get(west, "source", "logs/a"))
                .isInstanceOf(NoSuchKeyException.class);
        assertThat(
                        west.getObjectAsBytes(
                                        it -> it.bucket("source").key("logs/a").versionId(second))
                                .asUtf8String())
                .isEqualTo("two");
        assertThat(get(west, "source", "other")).isEqualTo("stays");
    }

    private void awaitVersions(int count) throws InterruptedException {
        Instant end = Instant.now().plus(LONG);
        while (west.listObjectVersions(it -> it.bucket("source")).versions().size() != count) {
            assertThat(Instant.now()).isBefore(end);
            Thread.sleep(20);
        }
    }

    @Test
    void theAdminAnswersWhoHasTheKeyOnly() throws Exception {
        assertThat(admin("wrong", "lose", "{\"region\": \"eu-west-1\"}").statusCode())
                .isEqualTo(401);
        west.listBuckets();
        String secret = aws.account().secret();
        assertThat(admin(secret, "lose", "{\"region\": \"eu-west-1\"}").body())
                .contains("\"lost\":true");
        assertThatThrownBy(west::listBuckets).isInstanceOf(SdkClientException.class);
        Instant before = aws.clock().instant();
        assertThat(admin(secret, "clock", "{\"advance\": \"P1D\", \"speed\": 2}").body())
                .contains("\"speed\":2.0");
        assertThat(aws.clock().instant()).isAfterOrEqualTo(before.plus(Duration.ofDays(1)));
        assertThat(admin(secret, "clock", "{\"advance\": \"-P1D\"}").statusCode()).isEqualTo(400);
        assertThat(admin(secret, "explode", "").body()).contains("knows lose, heal");
        assertThat(admin(secret, "heal", "{\"region\": \"eu-west-1\"}").statusCode())
                .isEqualTo(200);
        west.listBuckets();
    }

    private HttpResponse<String> admin(String secret, String verb, String body) throws Exception {
        String user = aws.account().accessKey() + ":" + secret;
        String basic = Base64.getEncoder().encodeToString(user.getBytes(StandardCharsets.UTF_8));
        try (HttpClient http = HttpClient.newHttpClient()) {
            return http.send(
                    HttpRequest.newBuilder(URI.create(aws.endpoint() + "/_rehearsal/" + verb))
                            .header("Authorization", "Basic " + basic)
                            .POST(HttpRequest.BodyPublishers.ofString(body))
                            .build(),
                    HttpResponse.BodyHandlers.ofString());
        }
    }
}
