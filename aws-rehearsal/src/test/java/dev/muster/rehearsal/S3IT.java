package dev.muster.rehearsal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.muster.rehearsal.world.Account;
import dev.muster.testkit.RealTiming;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.core.ResponseBytes;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.S3Configuration;
import software.amazon.awssdk.services.s3.model.BucketAlreadyExistsException;
import software.amazon.awssdk.services.s3.model.BucketAlreadyOwnedByYouException;
import software.amazon.awssdk.services.s3.model.ChecksumAlgorithm;
import software.amazon.awssdk.services.s3.model.ChecksumMode;
import software.amazon.awssdk.services.s3.model.CompletedPart;
import software.amazon.awssdk.services.s3.model.DeleteObjectResponse;
import software.amazon.awssdk.services.s3.model.GetObjectResponse;
import software.amazon.awssdk.services.s3.model.ListObjectVersionsResponse;
import software.amazon.awssdk.services.s3.model.ListObjectsV2Response;
import software.amazon.awssdk.services.s3.model.NoSuchBucketException;
import software.amazon.awssdk.services.s3.model.NoSuchKeyException;
import software.amazon.awssdk.services.s3.model.ObjectIdentifier;
import software.amazon.awssdk.services.s3.model.PutObjectRequest;
import software.amazon.awssdk.services.s3.model.PutObjectResponse;
import software.amazon.awssdk.services.s3.model.S3Exception;
import software.amazon.awssdk.services.s3.model.S3Object;
import software.amazon.awssdk.services.s3.model.ServerSideEncryption;
import software.amazon.awssdk.services.s3.presigner.S3Presigner;
import software.amazon.awssdk.services.s3.presigner.model.PresignedGetObjectRequest;

class S3IT {
    private static final String WEST = "eu-west-1";
    private static final String CENTRAL = "eu-central-1";

    @TempDir private Path folder;
    private RehearsalAws aws;
    private S3Client s3;

    @BeforeEach
    void start() throws Exception {
        aws = RehearsalAws.start(folder, new RealTiming());
        s3 = Clients.s3(aws, WEST);
        bucket(s3, WEST, "things");
    }

    @AfterEach
    void stop() throws Exception {
        s3.close();
        aws.close();
    }

    private void restart() throws Exception {
        stop();
        aws = RehearsalAws.start(folder, new RealTiming());
        s3 = Clients.s3(aws, WEST);
    }

    private static void bucket(S3Client s3, String region, String name) {
        s3.createBucket(
                it -> it.bucket(name).createBucketConfiguration(c -> c.locationConstraint(region)));
    }

    private static void versioned(S3Client s3, String name) {
        s3.putBucketVersioning(
                it -> it.bucket(name).versioningConfiguration(c -> c.status("Enabled")));
    }

    private PutObjectResponse put(String key, String text) {
        return s3.putObject(it -> it.bucket("things").key(key), RequestBody.fromString(text));
    }

    private String get(String key) {
        return s3.getObjectAsBytes(it -> it.bucket("things").key(key)).asUtf8String();
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
    void whatIsPutIsThereAfterARestart() throws Exception {
        PutObjectResponse put =
                s3.putObject(
                        it ->
                                it.bucket("things")
                                        .key("a/b c+ü%.txt")
                                        .contentType("text/plain")
                                        .metadata(Map.of("who", "me"))
                                        .tagging("one=1&two=zwei%20"),
                        RequestBody.fromString("hello"));
        restart();

        ResponseBytes<GetObjectResponse> got =
                s3.getObjectAsBytes(it -> it.bucket("things").key("a/b c+ü%.txt"));

        assertThat(got.asUtf8String()).isEqualTo("hello");
        assertThat(got.response().contentType()).isEqualTo("text/plain");
        assertThat(got.response().metadata()).containsExactly(Map.entry("who", "me"));
        assertThat(got.response().tagCount()).isEqualTo(2);
        assertThat(got.response().eTag()).isEqualTo(put.eTag());
        assertThat(got.response().eTag()).isEqualTo("\"5d41402abc4b2a76b9719d911017c592\"");
        assertThat(got.response().serverSideEncryption()).isEqualTo(ServerSideEncryption.AES256);
    }

    @Test
    void anEmptyObjectIsAnObject() {
        put("empty", "");

        assertThat(get("empty")).isEmpty();
        assertThat(s3.headObject(it -> it.bucket("things").key("empty")).contentLength()).isZero();
    }

    @Test
    void missingThingsHaveTheirOwnExceptions() {
        assertThatThrownBy(() -> get("nothing")).isInstanceOf(NoSuchKeyException.class);
        assertThatThrownBy(() -> s3.headObject(it -> it.bucket("things").key("nothing")))
                .isInstanceOf(NoSuchKeyException.class);
        assertThatThrownBy(() -> s3.listObjectsV2(it -> it.bucket("elsewhere")))
                .isInstanceOf(NoSuchBucketException.class);
        assertThatThrownBy(() -> s3.headBucket(it -> it.bucket("elsewhere")))
                .isInstanceOf(NoSuchBucketException.class);
    }

    @Test
    void bucketNamesAreSharedByAll() {
        assertThatThrownBy(() -> bucket(s3, WEST, "things"))
                .isInstanceOf(BucketAlreadyOwnedByYouException.class);
        try (S3Client other = Clients.s3(aws, WEST, aws.account("210987654321"))) {
            assertThatThrownBy(() -> bucket(other, WEST, "things"))
                    .isInstanceOf(BucketAlreadyExistsException.class);
            refused(() -> other.listObjectsV2(it -> it.bucket("things")), 403, "AccessDenied");
            assertThat(other.listBuckets().buckets()).isEmpty();
        }
        refused(() -> bucket(s3, CENTRAL, "else"), 400, "IllegalLocationConstraintException");
    }

    @Test
    void aBucketIsUsedFromItsRegionOnly() {
        try (S3Client elsewhere = Clients.s3(aws, CENTRAL)) {
            refused(
                    () -> elsewhere.listObjectsV2(it -> it.bucket("things")),
                    400,
                    "AuthorizationHeaderMalformed");
        }
        try (S3Client anywhere =
                S3Client.builder()
                        .endpointOverride(aws.endpoint())
                        .region(Region.of(CENTRAL))
                        .credentialsProvider(Clients.credentials(aws.account()))
                        .crossRegionAccessEnabled(true)
                        .build()) {
            assertThat(anywhere.listObjectsV2(it -> it.bucket("things")).contents()).isEmpty();
        }
    }

    @Test
    void aDeletedObjectComesBackByItsVersion() {
        versioned(s3, "things");
        String first = put("key", "first").versionId();
        String second = put("key", "second").versionId();
        DeleteObjectResponse marker = s3.deleteObject(it -> it.bucket("things").key("key"));

        assertThat(first).isNotEqualTo(second);
        assertThat(marker.deleteMarker()).isTrue();
        assertThatThrownBy(() -> get("key")).isInstanceOf(NoSuchKeyException.class);
        assertThat(
                        s3.getObjectAsBytes(it -> it.bucket("things").key("key").versionId(first))
                                .asUtf8String())
                .isEqualTo("first");
        refused(
                () ->
                        s3.getObjectAsBytes(
                                it -> it.bucket("things").key("key").versionId(marker.versionId())),
                405,
                "MethodNotAllowed");

        s3.copyObject(it ->
                it.sourceBucket("things")
                        .sourceKey("key")
                        .sourceVersionId(first)
                        .destinationBucket("things")
                        .destinationKey("key"));
        assertThat(get("key")).isEqualTo("first");

        ListObjectVersionsResponse all = s3.listObjectVersions(it -> it.bucket("things"));
        assertThat(all.versions()).hasSize(3);
        assertThat(all.deleteMarkers()).hasSize(1);
        assertThat(all.versions().getFirst().isLatest()).isTrue();
        assertThat(all.versions().getLast().versionId()).isEqualTo(first);
    }

    @Test
    void versionsWrittenWhileSuspendedTakeEachOthersPlace() {
        put("key", "before");
        versioned(s3, "things");
        String kept = put("key", "versioned").versionId();
        s3.putBucketVersioning(
                it -> it.bucket("things").versioningConfiguration(c -> c.status("Suspended")));
        assertThat(put("key", "suspended").versionId()).isEqualTo("null");
        put("key", "again");

        assertThat(s3.listObjectVersions(it -> it.bucket("things")).versions())
                .extracting(it -> it.versionId())
                .containsExactly("null", kept);
        s3.deleteObject(it -> it.bucket("things").key("key").versionId("null"));
        assertThat(get("key")).isEqualTo("versioned");
    }

    @Test
    void listingsCutAtDelimitersAndGoOnWhereTheyEnded() {
        for (String key : List.of("a", "b/1", "b/2", "c/1/x", "c/1/y", "c/2", "d é&<", "z")) {
            put(key, key);
        }

        List<String> found = new ArrayList<>();
        s3.listObjectsV2Paginator(
                        it -> it.bucket("things").delimiter("/").maxKeys(1).encodingType("url"))
                .forEach(page -> {
                    page.contents().forEach(it -> found.add(it.key()));
                    page.commonPrefixes().forEach(it -> found.add(it.prefix()));
                });
        assertThat(found).containsExactly("a", "b/", "c/", "d é&<", "z");

        ListObjectsV2Response inside =
                s3.listObjectsV2(it -> it.bucket("things").prefix("c/").delimiter("/"));
        assertThat(inside.contents()).extracting(S3Object::key).containsExactly("c/2");
        assertThat(inside.commonPrefixes()).extracting(it -> it.prefix()).containsExactly("c/1/");
        assertThat(s3.listObjectsV2(it -> it.bucket("things").startAfter("c/2")).contents())
                .extracting(S3Object::key)
                .containsExactly("d é&<", "z");
        assertThat(s3.listObjects(it -> it.bucket("things").marker("b/2").maxKeys(2)).contents())
                .extracting(S3Object::key)
                .containsExactly("c/1/x", "c/1/y");
    }

    @Test
    void pagesOfVersionsLoseNone() {
        versioned(s3, "things");
        List<String> written = new ArrayList<>();
        for (int i = 0; i < 5; i++) {
            written.add(put("a", "a" + i).versionId());
            written.add(put("b", "b" + i).versionId());
        }

        List<String> listed = new ArrayList<>();
        s3.listObjectVersionsPaginator(it -> it.bucket("things").maxKeys(3))
                .versions()
                .forEach(it -> listed.add(it.versionId()));

        assertThat(listed).containsExactlyInAnyOrderElementsOf(written);
    }

    @Test
    void rangesAreParts() {
        put("key", "0123456789");

        assertThat(range("bytes=2-4")).isEqualTo("234");
        assertThat(range("bytes=7-")).isEqualTo("789");
        assertThat(range("bytes=-2")).isEqualTo("89");
        assertThat(range("bytes=5-500")).isEqualTo("56789");
        refused(() -> range("bytes=10-"), 416, "InvalidRange");
    }

    private String range(String range) {
        return s3.getObjectAsBytes(it -> it.bucket("things").key("key").range(range))
                .asUtf8String();
    }

    @Test
    void conditionsHoldOrNothingHappens() {
        String etag = put("key", "first").eTag();

        refused(() -> putIf("key", "x", null, "*"), 412, "PreconditionFailed");
        refused(() -> putIf("key", "x", "\"0123\"", null), 412, "PreconditionFailed");
        refused(() -> putIf("none", "x", etag, null), 404, "NoSuchKey");
        assertThat(get("key")).isEqualTo("first");
        putIf("key", "second", etag, null);
        putIf("none", "there", null, "*");
        assertThat(get("key")).isEqualTo("second");
        refused(
                () -> s3.getObjectAsBytes(it -> it.bucket("things").key("key").ifMatch(etag)),
                412,
                "PreconditionFailed");
        assertThatThrownBy(() ->
                        s3.getObjectAsBytes(it ->
                                it.bucket("things")
                                        .key("none")
                                        .ifNoneMatch(
                                                s3.headObject(h -> h.bucket("things").key("none"))
                                                        .eTag())))
                .isInstanceOfSatisfying(
                        S3Exception.class, e -> assertThat(e.statusCode()).isEqualTo(304));
    }

    private void putIf(String key, String text, String ifMatch, String ifNoneMatch) {
        PutObjectRequest request =
                PutObjectRequest.builder()
                        .bucket("things")
                        .key(key)
                        .ifMatch(ifMatch)
                        .ifNoneMatch(ifNoneMatch)
                        .build();
        s3.putObject(request, RequestBody.fromString(text));
    }

    @Test
    void ofManyWhoWriteFirstOneIsFirst() throws Exception {
        byte[] body = new byte[300_000];
        for (int round = 0; round < 4; round++) {
            String key = "race" + round;
            List<Callable<Boolean>> writers = new ArrayList<>();
            for (int i = 0; i < 8; i++) {
                writers.add(() -> isFirst(key, body));
            }
            int winners = 0;
            try (ExecutorService threads = Executors.newFixedThreadPool(8)) {
                for (Future<Boolean> each : threads.invokeAll(writers)) {
                    winners += each.get() ? 1 : 0;
                }
            }
            assertThat(winners).isOne();
        }
    }

    private boolean isFirst(String key, byte[] body) {
        try {
            s3.putObject(
                    it -> it.bucket("things").key(key).ifNoneMatch("*"),
                    RequestBody.fromBytes(body));
            return true;
        } catch (S3Exception e) {
            assertThat(e.statusCode()).isEqualTo(412);
            return false;
        }
    }

    @Test
    void aMultipartUploadBecomesOneObject() throws Exception {
        long seed = System.nanoTime();
        byte[] first = new byte[5 << 20];
        byte[] second = new byte[1234];
        new Random(seed).nextBytes(first);
        new Random(seed + 1).nextBytes(second);
        String id =
                s3.createMultipartUpload(it ->
                                it.bucket("things")
                                        .key("big")
                                        .checksumAlgorithm(ChecksumAlgorithm.SHA256))
                        .uploadId();
        CompletedPart one = part(id, 1, first);
        CompletedPart two = part(id, 2, second);
        restart();

        refused(() -> complete(id, List.of(two, one)), 400, "InvalidPartOrder");
        refused(
                () -> complete(id, List.of(one, one.copy(it -> it.partNumber(3)))),
                400,
                "InvalidPart");
        String etag = complete(id, List.of(one, two));
        byte[] got = s3.getObjectAsBytes(it -> it.bucket("things").key("big")).asByteArray();

        assertThat(etag).endsWith("-2\"");
        assertThat(got).as("seed %s", seed).hasSize(first.length + second.length);
        assertThat(Arrays.copyOf(got, first.length)).isEqualTo(first);
        assertThat(
                        s3.getObjectAsBytes(it -> it.bucket("things").key("big").partNumber(2))
                                .asByteArray())
                .isEqualTo(second);
        refused(() -> complete(id, List.of(one, two)), 404, "NoSuchUpload");
        assertThat(s3.listMultipartUploads(it -> it.bucket("things")).uploads()).isEmpty();
    }

    private CompletedPart part(String id, int number, byte[] body) {
        String etag =
                s3.uploadPart(
                                it ->
                                        it.bucket("things")
                                                .key("big")
                                                .uploadId(id)
                                                .partNumber(number)
                                                .checksumAlgorithm(ChecksumAlgorithm.SHA256),
                                RequestBody.fromBytes(body))
                        .eTag();
        return CompletedPart.builder().partNumber(number).eTag(etag).build();
    }

    private String complete(String id, List<CompletedPart> parts) {
        return s3.completeMultipartUpload(it ->
                        it.bucket("things")
                                .key("big")
                                .uploadId(id)
                                .multipartUpload(upload -> upload.parts(parts)))
                .eTag();
    }

    @Test
    void partsAreNotSmallButTheLast() {
        String id = s3.createMultipartUpload(it -> it.bucket("things").key("big")).uploadId();
        CompletedPart one = part(id, 1, new byte[100]);
        CompletedPart two = part(id, 2, new byte[100]);

        refused(() -> complete(id, List.of(one, two)), 400, "EntityTooSmall");
        s3.abortMultipartUpload(it -> it.bucket("things").key("big").uploadId(id));
        refused(() -> part(id, 1, new byte[1]), 404, "NoSuchUpload");
    }

    @Test
    void wrongChecksumsAreRefusedAndNothingIsWritten() {
        for (ChecksumAlgorithm each :
                List.of(
                        ChecksumAlgorithm.CRC32,
                        ChecksumAlgorithm.CRC32_C,
                        ChecksumAlgorithm.SHA1,
                        ChecksumAlgorithm.SHA256)) {
            s3.putObject(
                    it -> it.bucket("things").key(each.name()).checksumAlgorithm(each),
                    RequestBody.fromString("content"));
            s3.getObjectAsBytes(
                    it -> it.bucket("things").key(each.name()).checksumMode(ChecksumMode.ENABLED));
        }
        refused(
                () ->
                        s3.putObject(
                                it ->
                                        it.bucket("things")
                                                .key("wrong")
                                                .checksumSHA256(
                                                        "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA="),
                                RequestBody.fromString("content")),
                400,
                "BadDigest");
        refused(
                () ->
                        s3.putObject(
                                it ->
                                        it.bucket("things")
                                                .key("wrong")
                                                .contentMD5("AAAAAAAAAAAAAAAAAAAAAA=="),
                                RequestBody.fromString("content")),
                400,
                "BadDigest");
        assertThatThrownBy(() -> get("wrong")).isInstanceOf(NoSuchKeyException.class);
    }

    @Test
    void manyAreDeletedAtOnce() {
        put("a", "a");
        put("b", "b");

        s3.deleteObjects(it ->
                it.bucket("things")
                        .delete(d ->
                                d.objects(
                                        ObjectIdentifier.builder().key("a").build(),
                                        ObjectIdentifier.builder().key("none").build())));

        assertThat(s3.listObjectsV2(it -> it.bucket("things")).contents())
                .extracting(S3Object::key)
                .containsExactly("b");
        refused(() -> s3.deleteBucket(it -> it.bucket("things")), 409, "BucketNotEmpty");
        s3.deleteObject(it -> it.bucket("things").key("b"));
        s3.deleteBucket(it -> it.bucket("things"));
        assertThat(s3.listBuckets().buckets()).isEmpty();
    }

    @Test
    void aPresignedAddressExpires() throws Exception {
        put("key", "for you");
        try (S3Presigner presigner =
                S3Presigner.builder()
                        .endpointOverride(aws.endpoint())
                        .region(Region.of(WEST))
                        .credentialsProvider(Clients.credentials(aws.account()))
                        .serviceConfiguration(
                                S3Configuration.builder().pathStyleAccessEnabled(true).build())
                        .build()) {
            PresignedGetObjectRequest signed =
                    presigner.presignGetObject(it ->
                            it.signatureDuration(Duration.ofMinutes(5))
                                    .getObjectRequest(g -> g.bucket("things").key("key")));
            URI address = signed.url().toURI();
            assertThat(fetch(address).body()).isEqualTo("for you");
            HttpResponse<String> tampered =
                    fetch(URI.create(address.toString().replace("/things/key", "/things/other")));
            assertThat(tampered.statusCode()).isEqualTo(403);
            assertThat(tampered.body()).contains("SignatureDoesNotMatch");

            PresignedGetObjectRequest brief =
                    presigner.presignGetObject(it ->
                            it.signatureDuration(Duration.ofSeconds(1))
                                    .getObjectRequest(g -> g.bucket("things").key("key")));
            Instant end = brief.expiration().plusSeconds(2);
            while (Instant.now().isBefore(end)) {
                Thread.sleep(100);
            }
            HttpResponse<String> late = fetch(brief.url().toURI());
            assertThat(late.statusCode()).isEqualTo(403);
            assertThat(late.body()).contains("Request has expired");
        }
    }

    private static HttpResponse<String> fetch(URI address) throws Exception {
        try (HttpClient http = HttpClient.newHttpClient()) {
            return http.send(
                    HttpRequest.newBuilder(address).build(), HttpResponse.BodyHandlers.ofString());
        }
    }

    @Test
    void whoSignsWithAnotherSecretIsRefused() {
        try (S3Client wrong =
                        Clients.s3(
                                aws,
                                WEST,
                                new Account("123456789012", aws.account().accessKey(), "guessed"));
                S3Client unknown =
                        Clients.s3(
                                aws, WEST, new Account("123456789012", "AKIANOBODY", "guessed"))) {
            refused(wrong::listBuckets, 403, "SignatureDoesNotMatch");
            refused(unknown::listBuckets, 403, "InvalidAccessKeyId");
        }
    }

    @Test
    void whatIsNotThereSaysSo() {
        refused(() -> s3.getBucketWebsite(it -> it.bucket("things")), 501, "NotImplemented");
        refused(
                () ->
                        s3.putObject(
                                it ->
                                        it.bucket("things")
                                                .key("k")
                                                .serverSideEncryption(ServerSideEncryption.AWS_KMS),
                                RequestBody.fromString("x")),
                501,
                "NotImplemented");
        refused(
                () ->
                        s3.putObject(
                                it -> it.bucket("things").key("k").writeOffsetBytes(3L),
                                RequestBody.fromString("x")),
                501,
                "NotImplemented");
    }
}
