package dev.muster.provider.aws.s3;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.muster.kind.Recovery;
import dev.muster.model.Epoch;
import dev.muster.model.MusterException;
import dev.muster.model.RestoreTarget;
import dev.muster.provider.Diagnosis.Symptom;
import dev.muster.provider.NativeStore.Scope;
import dev.muster.provider.RestoreReport;
import dev.muster.provider.Target;
import dev.muster.provider.Verification;
import dev.muster.provider.aws.kind.AwsAccess;
import dev.muster.provider.aws.kind.AwsErrors;
import dev.muster.provider.aws.kind.AwsRegion;
import dev.muster.provider.aws.kind.BucketName;
import dev.muster.provider.aws.kind.S3Buckets;
import dev.muster.provider.aws.kind.S3Findings;
import dev.muster.provider.aws.kind.S3Settings;
import dev.muster.provider.aws.kind.S3Settings.VersionsFrom;
import dev.muster.provider.aws.kind.S3Situations;
import dev.muster.testkit.RealTiming;
import dev.muster.testkit.TestOperation;
import dev.muster.vault.s3.Minio;
import dev.muster.vault.s3.S3Server;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.BucketVersioningStatus;
import software.amazon.awssdk.services.s3.model.LifecycleRule;
import software.amazon.awssdk.services.s3.model.S3Object;

/// Against a real MinIO, which keeps real versions.
class S3RestorePeerIT {
    private static final AtomicInteger NUMBER = new AtomicInteger();

    @TempDir private static Path folder;
    private static Minio minio;
    private static S3Client root;

    @TempDir private Path work;

    private final S3Store store = new S3Store();
    private final String name = "bucket-" + NUMBER.incrementAndGet();
    private final String twin = name + "-twin";

    @BeforeAll
    static void start() throws Exception {
        minio = Minio.start(folder);
        root = minio.root();
    }

    @AfterAll
    static void stop() {
        minio.close();
    }

    private static AwsAccess access() {
        return S3Situations.access(
                S3Server.CREDENTIALS.accessKey().reveal(),
                S3Server.CREDENTIALS.secretKey().reveal(),
                URI.create("http://127.0.0.1:" + minio.port()));
    }

    private S3Settings settings(VersionsFrom from) {
        S3Settings good = S3Situations.good(access(), from);
        return new S3Settings(
                new BucketName(name),
                new AwsRegion("us-east-1"),
                Duration.ofDays(30),
                true,
                good.lifecycle(),
                good.replication(),
                good.objectLock(),
                good.access(),
                Optional.of(
                        new S3Settings.Recover(
                                Optional.of(new BucketName(twin)),
                                Optional.of(new AwsRegion("us-east-1")),
                                from,
                                Optional.empty(),
                                Optional.empty())));
    }

    private Target<S3Settings> here(Instant moment) {
        return new Target<>(
                S3Situations.lost(
                        settings(VersionsFrom.ITSELF),
                        S3Situations.PARIS,
                        new RestoreTarget.AtTime(moment),
                        Recovery.UNSAID),
                S3Situations.PARIS,
                Map.of());
    }

    private Target<S3Settings> there(Instant moment) {
        return new Target<>(
                S3Situations.lost(
                        settings(VersionsFrom.PRIMARY),
                        S3Situations.FRANKFURT,
                        new RestoreTarget.AtTime(moment),
                        Recovery.UNSAID),
                S3Situations.FRANKFURT,
                Map.of());
    }

    private TestOperation operation(String token) throws IOException {
        return new TestOperation(
                token, Epoch.FIRST, Files.createDirectories(work.resolve(token)), new RealTiming());
    }

    private static void bucket(String bucket) {
        root.createBucket(it -> it.bucket(bucket));
        root.putBucketVersioning(it ->
                it.bucket(bucket)
                        .versioningConfiguration(v -> v.status(BucketVersioningStatus.ENABLED)));
    }

    private static void put(String bucket, String key, String content) {
        root.putObject(it -> it.bucket(bucket).key(key), RequestBody.fromString(content));
    }

    /// A moment that lies between two writes by MinIO's clock, which counts milliseconds and is
    /// that of this machine.
    private static Instant between() throws InterruptedException {
        Thread.sleep(15);
        Instant moment = Instant.now();
        Thread.sleep(15);
        return moment;
    }

    private static Map<String, String> content(String bucket) {
        Map<String, String> found = new TreeMap<>();
        for (S3Object object : root.listObjectsV2Paginator(it -> it.bucket(bucket)).contents()) {
            found.put(
                    object.key(),
                    root.getObjectAsBytes(it -> it.bucket(bucket).key(object.key()))
                            .asUtf8String());
        }
        return found;
    }

    private static Set<String> versions(String bucket) {
        Set<String> found = new HashSet<>();
        root.listObjectVersionsPaginator(it -> it.bucket(bucket)).stream()
                .forEach(page -> {
                    page.versions().forEach(one -> found.add(one.key() + " " + one.versionId()));
                    page.deleteMarkers()
                            .forEach(one -> found.add(one.key() + " " + one.versionId()));
                });
        return found;
    }

    /// Writes and deletes at random, and keeps what was there at some moments.
    private Map<Instant, Map<String, String>> history(Random random) throws Exception {
        List<String> keys = new ArrayList<>();
        for (String prefix : List.of("", "a/", "a b/", "ü+%/", "z/deep/")) {
            for (int i = 0; i < 6; i++) {
                keys.add(prefix + "k" + i);
            }
        }
        Map<Instant, Map<String, String>> moments = new TreeMap<>();
        Map<String, String> state = new TreeMap<>();
        for (int round = 0; round < 5; round++) {
            for (int i = 0; i < 25; i++) {
                String key = keys.get(random.nextInt(keys.size()));
                if (random.nextInt(3) == 0) {
                    root.deleteObject(it -> it.bucket(name).key(key));
                    state.remove(key);
                } else {
                    String content = "content " + random.nextInt(4);
                    put(name, key, content);
                    state.put(key, content);
                }
            }
            moments.put(between(), new TreeMap<>(state));
        }
        return moments;
    }

    private static Random random() {
        long seed =
                Optional.ofNullable(System.getenv("MUSTER_SEED"))
                        .map(Long::parseLong)
                        .orElseGet(System::nanoTime);
        System.out.println("MUSTER_SEED=" + seed);
        return new Random(seed);
    }

    @Test
    void aBucketGoesBackToEveryMomentAndLosesNoVersion() throws Exception {
        bucket(name);
        Map<Instant, Map<String, String>> moments = history(random());
        List<Instant> order = new ArrayList<>(moments.keySet());
        Collections.reverse(order);
        for (Instant moment : order) {
            Set<String> before = versions(name);

            RestoreReport report =
                    store.restore(
                            here(moment), Scope.ALL, operation("to-" + moment.toEpochMilli()));

            assertThat(content(name)).isEqualTo(moments.get(moment));
            assertThat(versions(name)).containsAll(before);
            assertThat(report.lost()).isEmpty();
            Verification verified = store.verify(here(moment), operation("verify"));
            assertThat(verified.passed()).as(verified.toString()).isTrue();
        }
    }

    @Test
    void aRestoreToTheSameMomentAgainChangesNothing() throws Exception {
        bucket(name);
        put(name, "a", "old");
        Instant moment = between();
        put(name, "a", "new");
        put(name, "b", "new");
        store.restore(here(moment), Scope.ALL, operation("one"));
        Set<String> before = versions(name);

        RestoreReport again = store.restore(here(moment), Scope.ALL, operation("two"));

        assertThat(again.files()).isZero();
        assertThat(versions(name)).isEqualTo(before);
    }

    @Test
    void aRestoreThatWasStoppedGoesOnWhereItWas() throws Exception {
        bucket(name);
        for (int i = 0; i < 40; i++) {
            put(name, "k" + i, "old " + i);
        }
        Instant moment = between();
        for (int i = 0; i < 40; i++) {
            put(name, "k" + i, "new " + i);
        }
        TestOperation first = operation("run");
        Aim aim = Aim.of(here(moment), List.of());
        try (Bucket bucket = new Bucket(aim.buckets().destination())) {
            AtomicInteger done = new AtomicInteger();
            Copier stopping =
                    new Copier(bucket, bucket) {
                        @Override
                        Optional<String> apply(Change change, boolean again)
                                throws InterruptedException {
                            if (done.incrementAndGet() > 23) {
                                first.cancel();
                                throw new InterruptedException("stopped by the test");
                            }
                            return super.apply(change, again);
                        }
                    };
            assertThatThrownBy(() -> new S3Restore(aim, bucket, bucket, first, stopping, 10).run())
                    .isInstanceOf(InterruptedException.class);
        }
        int after = versions(name).size();
        assertThat(after).isBetween(80 + 20, 80 + 23);

        RestoreReport report = store.restore(here(moment), Scope.ALL, operation("run"));

        assertThat(report.files()).isEqualTo(40);
        assertThat(content(name)).allSatisfy((key, text) -> assertThat(text).startsWith("old "));
        assertThat(versions(name)).as("each object copied once").hasSize(120);
    }

    @Test
    void theSameCommandLaterLooksAnew() throws Exception {
        bucket(name);
        put(name, "a", "old");
        Instant moment = between();
        put(name, "a", "new");
        store.restore(here(moment), Scope.ALL, operation("run"));
        put(name, "a", "newer");

        store.restore(here(moment), Scope.ALL, operation("run"));

        assertThat(content(name)).isEqualTo(Map.of("a", "old"));
    }

    @Test
    void onlyWhatIsAskedForIsTouched() throws Exception {
        bucket(name);
        put(name, "keep/a", "old");
        put(name, "back/a", "old");
        Instant moment = between();
        put(name, "keep/a", "new");
        put(name, "back/a", "new");
        put(name, "back/b", "new");

        store.restore(here(moment), new Scope(List.of("back/"), false), operation("run"));

        assertThat(content(name)).isEqualTo(Map.of("keep/a", "new", "back/a", "old"));
    }

    @Test
    void aDryRunTellsAndWritesNothing() throws Exception {
        bucket(name);
        put(name, "a", "old");
        Instant moment = between();
        put(name, "a", "new");
        put(name, "b", "new");
        Set<String> before = versions(name);

        RestoreReport report =
                store.restore(here(moment), new Scope(List.of(), true), operation("run"));

        assertThat(report.files()).isEqualTo(2);
        assertThat(report.notes().getFirst()).contains("1 to copy (3 B), 1 to hide");
        assertThat(versions(name)).isEqualTo(before);
        assertThat(work.resolve("run/manifest.tsv")).content().contains("copy\ta\t", "hide\tb");
    }

    @Test
    void versionsOfOneBucketComeBackInAnother() throws Exception {
        bucket(name);
        bucket(twin);
        Map<Instant, Map<String, String>> moments = history(random());
        Instant moment = new ArrayList<>(moments.keySet()).get(2);
        put(twin, "a/stray", "was never there");
        Set<String> source = versions(name);

        store.restore(there(moment), Scope.ALL, operation("run"));

        assertThat(content(twin)).isEqualTo(moments.get(moment));
        assertThat(versions(name)).as("the primary bucket is only read").isEqualTo(source);
        assertThat(store.verify(there(moment), operation("verify")).passed()).isTrue();
    }

    @Test
    void verificationSeesWhatIsWrong() throws Exception {
        bucket(name);
        put(name, "a", "old");
        put(name, "b", "old");
        Instant moment = between();
        put(name, "a", "bad");
        put(name, "c", "new");
        root.deleteObject(it -> it.bucket(name).key("b"));

        Verification verified = store.verify(here(moment), operation("verify"));

        assertThat(verified.passed()).isFalse();
        assertThat(verified.checks().getFirst().detail())
                .contains("3 wrong", "a has other content", "b is missing", "c is there");
    }

    @Test
    void largeObjectsAreCopiedInPartsWithAllThatDescribesThem() throws Exception {
        bucket(name);
        byte[] large = new byte[12 << 20];
        random().nextBytes(large);
        root.putObject(
                it ->
                        it.bucket(name)
                                .key("large")
                                .contentType("image/png")
                                .cacheControl("max-age=60")
                                .metadata(Map.of("painter", "me"))
                                .tagging("kind=picture"),
                RequestBody.fromBytes(large));
        Instant moment = between();
        put(name, "large", "small");
        Aim aim = Aim.of(here(moment), List.of());
        try (Bucket bucket = new Bucket(aim.buckets().destination())) {
            Copier copier = new Copier(bucket, bucket, 5 << 20, 5 << 20);
            new S3Restore(aim, bucket, bucket, operation("run"), copier, 10).run();
        }

        var got = root.getObjectAsBytes(it -> it.bucket(name).key("large"));
        assertThat(got.asByteArray()).isEqualTo(large);
        assertThat(got.response().contentType()).isEqualTo("image/png");
        assertThat(got.response().cacheControl()).isEqualTo("max-age=60");
        assertThat(got.response().metadata()).containsEntry("painter", "me");
        assertThat(root.getObjectTagging(it -> it.bucket(name).key("large")).tagSet())
                .singleElement()
                .satisfies(tag -> assertThat(tag.value()).isEqualTo("picture"));
        Verification verified = store.verify(here(moment), operation("verify"));
        assertThat(verified.passed()).as(verified.toString()).isTrue();
        assertThat(verified.checks().getFirst().detail()).contains("by their size alone");
    }

    @Test
    void aBucketWithoutVersionsIsRefusedBeforeAnythingIsTouched() throws Exception {
        root.createBucket(it -> it.bucket(name));
        put(name, "a", "old");
        Instant moment = between();
        put(name, "b", "new");

        assertThatThrownBy(() -> store.requireRestorable(here(moment), operation("look")))
                .isInstanceOfSatisfying(
                        MusterException.class,
                        e -> assertThat(e.code()).isEqualTo(AwsErrors.NO_VERSIONS));
        assertThatThrownBy(() -> store.restore(here(moment), Scope.ALL, operation("run")))
                .isInstanceOf(MusterException.class);
        assertThat(content(name)).containsKeys("a", "b");
    }

    @Test
    void theDoctorFindsWhatTheBucketLacks() throws Exception {
        root.createBucket(it -> it.bucket(name));
        bucket(twin);
        LifecycleRule rule =
                LifecycleRule.builder()
                        .id("tidy")
                        .status("Enabled")
                        .filter(f -> f.prefix(""))
                        .noncurrentVersionExpiration(e -> e.noncurrentDays(3))
                        .build();
        root.putBucketLifecycleConfiguration(
                it -> it.bucket(twin).lifecycleConfiguration(all -> all.rules(rule)));

        List<Symptom> found = store.diagnose(here(Instant.EPOCH)).symptoms();

        assertThat(found.stream().flatMap(it -> it.code().stream()))
                .contains(
                        S3Findings.VERSIONING_OFF,
                        S3Findings.EXPIRES_EARLY,
                        S3Findings.NO_LOCK,
                        S3Findings.NOT_REPLICATED);
        assertThat(found.stream().map(Symptom::fix)).allMatch(fix -> fix.startsWith("aws s3api "));
    }

    @Test
    void aBucketThatIsNotThereIsToldByName() throws Exception {
        assertThatThrownBy(() -> store.restore(here(Instant.EPOCH), Scope.ALL, operation("run")))
                .isInstanceOfSatisfying(
                        MusterException.class,
                        e -> {
                            assertThat(e.code()).isEqualTo(AwsErrors.NOT_THERE);
                            assertThat(e).hasMessageContaining(name);
                        });
        assertThat(S3Buckets.of(here(Instant.EPOCH).situation(), S3Situations.PARIS).inPlace())
                .isTrue();
    }
}
