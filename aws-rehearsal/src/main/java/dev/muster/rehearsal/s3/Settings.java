package dev.muster.rehearsal.s3;

import dev.muster.rehearsal.server.Call;
import dev.muster.rehearsal.server.Operations;
import dev.muster.rehearsal.server.Reply;
import dev.muster.rehearsal.wire.Json;
import dev.muster.rehearsal.wire.Refusal;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.core.SdkPojo;
import software.amazon.awssdk.services.s3.model.DeleteBucketPolicyRequest;
import software.amazon.awssdk.services.s3.model.DeleteBucketPolicyResponse;
import software.amazon.awssdk.services.s3.model.DeleteBucketTaggingRequest;
import software.amazon.awssdk.services.s3.model.DeleteBucketTaggingResponse;
import software.amazon.awssdk.services.s3.model.DeletePublicAccessBlockRequest;
import software.amazon.awssdk.services.s3.model.DeletePublicAccessBlockResponse;
import software.amazon.awssdk.services.s3.model.GetBucketEncryptionRequest;
import software.amazon.awssdk.services.s3.model.GetBucketEncryptionResponse;
import software.amazon.awssdk.services.s3.model.GetBucketPolicyRequest;
import software.amazon.awssdk.services.s3.model.GetBucketPolicyResponse;
import software.amazon.awssdk.services.s3.model.GetBucketTaggingRequest;
import software.amazon.awssdk.services.s3.model.GetBucketTaggingResponse;
import software.amazon.awssdk.services.s3.model.GetPublicAccessBlockRequest;
import software.amazon.awssdk.services.s3.model.GetPublicAccessBlockResponse;
import software.amazon.awssdk.services.s3.model.PublicAccessBlockConfiguration;
import software.amazon.awssdk.services.s3.model.PutBucketPolicyRequest;
import software.amazon.awssdk.services.s3.model.PutBucketPolicyResponse;
import software.amazon.awssdk.services.s3.model.PutBucketTaggingRequest;
import software.amazon.awssdk.services.s3.model.PutBucketTaggingResponse;
import software.amazon.awssdk.services.s3.model.PutPublicAccessBlockRequest;
import software.amazon.awssdk.services.s3.model.PutPublicAccessBlockResponse;
import software.amazon.awssdk.services.s3.model.ServerSideEncryptionRule;
import software.amazon.awssdk.services.s3.model.Tagging;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/// What is said of a bucket and kept, and has no effect here: policies, tags, the block of public
/// access. The default encryption is always S3's own.
final class Settings {
    private static final String POLICY = "policy";
    private static final String TAGS = "tagging";
    private static final String BLOCK = "public-access-block";
    private static final String[] ASKED = {"Bucket", "ExpectedBucketOwner"};

    private final Buckets buckets;

    Settings(Buckets buckets) {
        this.buckets = buckets;
    }

    void addTo(Operations operations) {
        operations
                .on(
                        PutBucketPolicyRequest.class,
                        this::putPolicy,
                        "Bucket",
                        "Policy",
                        "ContentMD5",
                        "ChecksumAlgorithm",
                        "ExpectedBucketOwner")
                .on(
                        GetBucketPolicyRequest.class,
                        (it, call) ->
                                Reply.of(
                                        GetBucketPolicyResponse.builder()
                                                .policy(
                                                        get(
                                                                it.bucket(),
                                                                POLICY,
                                                                "NoSuchBucketPolicy",
                                                                call))
                                                .build()),
                        ASKED)
                .on(
                        DeleteBucketPolicyRequest.class,
                        (it, call) ->
                                delete(
                                        it.bucket(),
                                        POLICY,
                                        DeleteBucketPolicyResponse.builder().build(),
                                        call),
                        ASKED)
                .on(
                        PutBucketTaggingRequest.class,
                        (it, call) -> {
                            Requested.tags(it.tagging().tagSet());
                            return put(
                                    it.bucket(),
                                    TAGS,
                                    Json.text(it.tagging()),
                                    PutBucketTaggingResponse.builder().build(),
                                    call);
                        },
                        "Bucket",
                        "Tagging",
                        "ContentMD5",
                        "ChecksumAlgorithm",
                        "ExpectedBucketOwner")
                .on(GetBucketTaggingRequest.class, this::tags, ASKED)
                .on(
                        DeleteBucketTaggingRequest.class,
                        (it, call) ->
                                delete(
                                        it.bucket(),
                                        TAGS,
                                        DeleteBucketTaggingResponse.builder().build(),
                                        call),
                        ASKED)
                .on(
                        PutPublicAccessBlockRequest.class,
                        (it, call) ->
                                put(
                                        it.bucket(),
                                        BLOCK,
                                        Json.text(it.publicAccessBlockConfiguration()),
                                        PutPublicAccessBlockResponse.builder().build(),
                                        call),
                        "Bucket",
                        "PublicAccessBlockConfiguration",
                        "ContentMD5",
                        "ChecksumAlgorithm",
                        "ExpectedBucketOwner")
                .on(GetPublicAccessBlockRequest.class, this::block, ASKED)
                .on(
                        DeletePublicAccessBlockRequest.class,
                        (it, call) ->
                                delete(
                                        it.bucket(),
                                        BLOCK,
                                        DeletePublicAccessBlockResponse.builder().build(),
                                        call),
                        ASKED)
                .on(GetBucketEncryptionRequest.class, this::encryption, ASKED);
    }

    private Reply putPolicy(PutBucketPolicyRequest request, Call call) {
        try {
            JsonMapper.shared().readTree(request.policy());
        } catch (JacksonException e) {
            throw Refusal.of(400, "MalformedPolicy", "Policies must be valid JSON");
        }
        return put(
                request.bucket(),
                POLICY,
                request.policy(),
                PutBucketPolicyResponse.builder().build(),
                call);
    }

    private Reply put(String name, String setting, String value, SdkPojo answer, Call call) {
        buckets.write(buckets.change(name, call).with(setting, value));
        return Reply.of(204, answer);
    }

    private Reply delete(String name, String setting, SdkPojo answer, Call call) {
        buckets.write(buckets.change(name, call).without(setting));
        return Reply.of(204, answer);
    }

    private String get(String name, String setting, String missing, Call call) {
        @Nullable String value = buckets.get(name, call).settings().get(setting);
        if (value == null) {
            throw Refusal.of(404, missing, "The bucket has no " + setting);
        }
        return value;
    }

    private Reply tags(GetBucketTaggingRequest request, Call call) {
        String value = get(request.bucket(), TAGS, "NoSuchTagSet", call);
        Tagging tagging = (Tagging) Json.read(Tagging.builder(), value);
        return Reply.of(GetBucketTaggingResponse.builder().tagSet(tagging.tagSet()).build());
    }

    private Reply block(GetPublicAccessBlockRequest request, Call call) {
        String value = get(request.bucket(), BLOCK, "NoSuchPublicAccessBlockConfiguration", call);
        return Reply.of(
                GetPublicAccessBlockResponse.builder()
                        .publicAccessBlockConfiguration(
                                (PublicAccessBlockConfiguration)
                                        Json.read(PublicAccessBlockConfiguration.builder(), value))
                        .build());
    }

    private Reply encryption(GetBucketEncryptionRequest request, Call call) {
        buckets.get(request.bucket(), call);
        ServerSideEncryptionRule rule =
                ServerSideEncryptionRule.builder()
                        .bucketKeyEnabled(false)
                        .applyServerSideEncryptionByDefault(it -> it.sseAlgorithm("AES256"))
                        .build();
        return Reply.of(
                GetBucketEncryptionResponse.builder()
                        .serverSideEncryptionConfiguration(it -> it.rules(rule))
                        .build());
    }
}
