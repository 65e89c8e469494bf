package dev.muster.rehearsal.s3;

import dev.muster.rehearsal.server.Call;
import dev.muster.rehearsal.server.Operations;
import dev.muster.rehearsal.server.Reply;
import dev.muster.rehearsal.wire.Refusal;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.services.s3.model.DeleteObjectRequest;
import software.amazon.awssdk.services.s3.model.DeleteObjectResponse;
import software.amazon.awssdk.services.s3.model.DeleteObjectTaggingRequest;
import software.amazon.awssdk.services.s3.model.DeleteObjectTaggingResponse;
import software.amazon.awssdk.services.s3.model.DeleteObjectsRequest;
import software.amazon.awssdk.services.s3.model.DeleteObjectsResponse;
import software.amazon.awssdk.services.s3.model.DeletedObject;
import software.amazon.awssdk.services.s3.model.GetObjectTaggingRequest;
import software.amazon.awssdk.services.s3.model.GetObjectTaggingResponse;
import software.amazon.awssdk.services.s3.model.ObjectIdentifier;
import software.amazon.awssdk.services.s3.model.PutObjectTaggingRequest;
import software.amazon.awssdk.services.s3.model.PutObjectTaggingResponse;
import software.amazon.awssdk.services.s3.model.S3Error;
import software.amazon.awssdk.services.s3.model.Tag;

/// Objects that are deleted, and tags.
final class Deletes {
    private static final int MOST = 1000;

    private final Buckets buckets;
    private final Objects objects;
    private final Replication replication;

    Deletes(Buckets buckets, Objects objects, Replication replication) {
        this.buckets = buckets;
        this.objects = objects;
        this.replication = replication;
    }

    void addTo(Operations operations) {
        operations
                .on(
                        DeleteObjectRequest.class,
                        this::delete,
                        "Bucket",
                        "Key",
                        "VersionId",
                        "BypassGovernanceRetention",
                        "IfMatch",
                        "ExpectedBucketOwner")
                .on(
                        DeleteObjectsRequest.class,
                        this::deleteAll,
                        "Bucket",
                        "Delete",
                        "BypassGovernanceRetention",
                        "ChecksumAlgorithm",
                        "ExpectedBucketOwner")
                .on(
                        PutObjectTaggingRequest.class,
                        this::putTags,
                        "Bucket",
                        "Key",
                        "VersionId",
                        "Tagging",
                        "ContentMD5",
                        "ChecksumAlgorithm",
                        "ExpectedBucketOwner")
                .on(
                        GetObjectTaggingRequest.class,
                        this::tags,
                        "Bucket",
                        "Key",
                        "VersionId",
                        "ExpectedBucketOwner")
                .on(
                        DeleteObjectTaggingRequest.class,
                        this::deleteTags,
                        "Bucket",
                        "Key",
                        "VersionId",
                        "ExpectedBucketOwner");
    }

    /// @param marker whether a marker was made, or deleted
    private record Deleted(boolean marker, Optional<String> id) {}

    private Deleted delete(
            Bucket bucket,
            String key,
            @Nullable String id,
            boolean bypass,
            @Nullable String ifMatch,
            Call call) {
        if (id != null) {
            if (ifMatch != null) {
                throw Refusal.notThere("If-Match on the deletion of a version");
            }
            Version gone = objects.deleteVersion(bucket.name(), key, id, bypass);
            return new Deleted(gone != null && gone.marker(), Optional.of(id));
        }
        Facts facts = new Facts(Map.of(), Map.of(), Map.of(), "STANDARD", Hold.NONE);
        Version marker =
                objects.delete(
                        bucket,
                        new Objects.Draft(
                                key,
                                true,
                                call.now(),
                                Content.NOTHING,
                                facts,
                                replication.beginMarker(bucket, key)),
                        ifMatch);
        if (marker == null) {
            return new Deleted(false, Optional.empty());
        }
        replication.noted(marker);
        return new Deleted(true, Optional.of(marker.id()));
    }

    private Reply delete(DeleteObjectRequest request, Call call) {
        Bucket bucket = buckets.get(request.bucket(), call);
        Deleted deleted =
                delete(
                        bucket,
                        request.key(),
                        request.versionId(),
                        Boolean.TRUE.equals(request.bypassGovernanceRetention()),
                        request.ifMatch(),
                        call);
        return Reply.of(
                204,
                DeleteObjectResponse.builder()
                        .deleteMarker(deleted.marker() ? true : null)
                        .versionId(deleted.id().orElse(null))
                        .build());
    }

    private Reply deleteAll(DeleteObjectsRequest request, Call call) {
        Bucket bucket = buckets.get(request.bucket(), call);
        List<ObjectIdentifier> named = request.delete().objects();
        if (named.isEmpty() || named.size() > MOST) {
            throw Refusal.of(
                    400,
                    "MalformedXML",
                    "The XML you provided was not well-formed or did not validate against our"
                            + " published schema");
        }
        List<DeletedObject> deleted = new ArrayList<>();
        List<S3Error> errors = new ArrayList<>();
        for (ObjectIdentifier each : named) {
            try {
                deleted.add(deleteOne(request, bucket, each, call));
            } catch (AwsServiceException e) {
                errors.add(
                        S3Error.builder()
                                .key(each.key())
                                .versionId(each.versionId())
                                .code(Refusal.code(e))
                                .message(Refusal.text(e))
                                .build());
            }
        }
        boolean quiet = Boolean.TRUE.equals(request.delete().quiet());
        return Reply.of(
                DeleteObjectsResponse.builder()
                        .deleted(quiet ? List.of() : deleted)
                        .errors(errors)
                        .build());
    }

    private DeletedObject deleteOne(
            DeleteObjectsRequest request, Bucket bucket, ObjectIdentifier each, Call call) {
        if (each.lastModifiedTime() != null || each.size() != null) {
            throw Refusal.notThere("deletion by time or size");
        }
        Deleted deleted =
                delete(
                        bucket,
                        each.key(),
                        each.versionId(),
                        Boolean.TRUE.equals(request.bypassGovernanceRetention()),
                        each.eTag(),
                        call);
        DeletedObject.Builder answer =
                DeletedObject.builder().key(each.key()).versionId(each.versionId());
        if (deleted.marker()) {
            answer.deleteMarker(true).deleteMarkerVersionId(deleted.id().orElse(null));
        }
        return answer.build();
    }

    private Reply putTags(PutObjectTaggingRequest request, Call call) {
        Bucket bucket = buckets.get(request.bucket(), call);
        Version version = objects.get(bucket.name(), request.key(), request.versionId());
        Map<String, String> tags = new TreeMap<>(Requested.tags(request.tagging().tagSet()));
        Requested.checkTags(tags);
        objects.change(version, it -> it.facts(it.facts().tags(tags)));
        return Reply.of(
                PutObjectTaggingResponse.builder()
                        .versionId(Writes.shown(bucket, version))
                        .build());
    }

    private Reply tags(GetObjectTaggingRequest request, Call call) {
        Bucket bucket = buckets.get(request.bucket(), call);
        Version version = objects.get(bucket.name(), request.key(), request.versionId());
        List<Tag> tags =
                new TreeMap<>(version.facts().tags())
                        .entrySet().stream()
                                .map(it ->
                                        Tag.builder().key(it.getKey()).value(it.getValue()).build())
                                .toList();
        return Reply.of(
                GetObjectTaggingResponse.builder()
                        .versionId(Writes.shown(bucket, version))
                        .tagSet(tags)
                        .build());
    }

    private Reply deleteTags(DeleteObjectTaggingRequest request, Call call) {
        Bucket bucket = buckets.get(request.bucket(), call);
        Version version = objects.get(bucket.name(), request.key(), request.versionId());
        objects.change(version, it -> it.facts(it.facts().tags(Map.of())));
        return Reply.of(
                204,
                DeleteObjectTaggingResponse.builder()
                        .versionId(Writes.shown(bucket, version))
                        .build());
    }
}
