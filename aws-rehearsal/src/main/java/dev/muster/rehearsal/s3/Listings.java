package dev.muster.rehearsal.s3;

import dev.muster.rehearsal.server.Call;
import dev.muster.rehearsal.server.Operations;
import dev.muster.rehearsal.server.Reply;
import dev.muster.rehearsal.wire.Refusal;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.s3.model.CommonPrefix;
import software.amazon.awssdk.services.s3.model.DeleteMarkerEntry;
import software.amazon.awssdk.services.s3.model.ListObjectVersionsRequest;
import software.amazon.awssdk.services.s3.model.ListObjectVersionsResponse;
import software.amazon.awssdk.services.s3.model.ListObjectsRequest;
import software.amazon.awssdk.services.s3.model.ListObjectsResponse;
import software.amazon.awssdk.services.s3.model.ListObjectsV2Request;
import software.amazon.awssdk.services.s3.model.ListObjectsV2Response;
import software.amazon.awssdk.services.s3.model.ObjectVersion;
import software.amazon.awssdk.services.s3.model.Owner;
import software.amazon.awssdk.services.s3.model.S3Object;

/// What is in a bucket.
final class Listings {
    private final Buckets buckets;
    private final Objects objects;

    Listings(Buckets buckets, Objects objects) {
        this.buckets = buckets;
        this.objects = objects;
    }

    void addTo(Operations operations) {
        operations
                .on(
                        ListObjectsV2Request.class,
                        this::list,
                        "Bucket",
                        "Delimiter",
                        "EncodingType",
                        "MaxKeys",
                        "Prefix",
                        "ContinuationToken",
                        "FetchOwner",
                        "StartAfter",
                        "ExpectedBucketOwner")
                .on(
                        ListObjectsRequest.class,
                        this::listOld,
                        "Bucket",
                        "Delimiter",
                        "EncodingType",
                        "MaxKeys",
                        "Prefix",
                        "Marker",
                        "ExpectedBucketOwner")
                .on(
                        ListObjectVersionsRequest.class,
                        this::listVersions,
                        "Bucket",
                        "Delimiter",
                        "EncodingType",
                        "MaxKeys",
                        "Prefix",
                        "KeyMarker",
                        "VersionIdMarker",
                        "ExpectedBucketOwner");
    }

    private static String or(@Nullable String text) {
        return text == null ? "" : text;
    }

    private Pages page(Bucket bucket, Pages.Asked asked) {
        if (asked.most() == 0) {
            return new Pages(List.of(), List.of(), false, "", "");
        }
        return objects.alone(bucket.name(), keys -> Pages.of(keys, asked));
    }

    private Reply list(ListObjectsV2Request request, Call call) {
        Bucket bucket = buckets.get(request.bucket(), call);
        String after =
                request.continuationToken() == null
                        ? or(request.startAfter())
                        : decoded(request.continuationToken());
        String encoding = request.encodingTypeAsString();
        Pages page =
                page(
                        bucket,
                        new Pages.Asked(
                                or(request.prefix()),
                                or(request.delimiter()),
                                Pages.most(request.maxKeys()),
                                after,
                                "",
                                false));
        boolean owner = Boolean.TRUE.equals(request.fetchOwner());
        return Reply.of(
                ListObjectsV2Response.builder()
                        .name(bucket.name())
                        .prefix(Pages.encoded(or(request.prefix()), encoding))
                        .delimiter(Pages.encoded(request.delimiter(), encoding))
                        .startAfter(Pages.encoded(request.startAfter(), encoding))
                        .maxKeys(Pages.most(request.maxKeys()))
                        .encodingType(encoding)
                        .keyCount(page.versions().size() + page.prefixes().size())
                        .isTruncated(page.truncated())
                        .continuationToken(request.continuationToken())
                        .nextContinuationToken(page.truncated() ? token(page.last()) : null)
                        .contents(contents(bucket, page, encoding, owner))
                        .commonPrefixes(prefixes(page, encoding))
                        .build());
    }

    private static String token(String last) {
        return Base64.getUrlEncoder().encodeToString(last.getBytes(StandardCharsets.UTF_8));
    }

    private static String decoded(String token) {
        try {
            return new String(Base64.getUrlDecoder().decode(token), StandardCharsets.UTF_8);
        } catch (IllegalArgumentException e) {
            throw Refusal.of(
                    400, "InvalidArgument", "The continuation token provided is incorrect");
        }
    }

    private static List<S3Object> contents(
            Bucket bucket, Pages page, @Nullable String encoding, boolean owner) {
        return page.versions().stream()
                .map(it ->
                        S3Object.builder()
                                .key(Pages.encoded(it.key(), encoding))
                                .size(it.content().size())
                                .eTag(it.content().quotedEtag())
                                .lastModified(it.modified())
                                .storageClass(it.facts().storageClass())
                                .owner(owner ? owner(bucket) : null)
                                .build())
                .toList();
    }

    static Owner owner(Bucket bucket) {
        return Owner.builder().id(bucket.account()).build();
    }

    private static List<CommonPrefix> prefixes(Pages page, @Nullable String encoding) {
        return page.prefixes().stream()
                .map(it -> CommonPrefix.builder().prefix(Pages.encoded(it, encoding)).build())
                .toList();
    }

    private Reply listOld(ListObjectsRequest request, Call call) {
        Bucket bucket = buckets.get(request.bucket(), call);
        String encoding = request.encodingTypeAsString();
        Pages page =
                page(
                        bucket,
                        new Pages.Asked(
                                or(request.prefix()),
                                or(request.delimiter()),
                                Pages.most(request.maxKeys()),
                                or(request.marker()),
                                "",
                                false));
        boolean shows = page.truncated() && request.delimiter() != null;
        return Reply.of(
                ListObjectsResponse.builder()
                        .name(bucket.name())
                        .prefix(Pages.encoded(or(request.prefix()), encoding))
                        .delimiter(Pages.encoded(request.delimiter(), encoding))
                        .marker(Pages.encoded(or(request.marker()), encoding))
                        .maxKeys(Pages.most(request.maxKeys()))
                        .encodingType(encoding)
                        .isTruncated(page.truncated())
                        .nextMarker(shows ? Pages.encoded(page.last(), encoding) : null)
                        .contents(contents(bucket, page, encoding, true))
                        .commonPrefixes(prefixes(page, encoding))
                        .build());
    }

    private Reply listVersions(ListObjectVersionsRequest request, Call call) {
        Bucket bucket = buckets.get(request.bucket(), call);
        String encoding = request.encodingTypeAsString();
        if (request.versionIdMarker() != null && request.keyMarker() == null) {
            throw Refusal.of(
                    400,
                    "InvalidArgument",
                    "A version-id marker cannot be specified without a key marker.");
        }
        Pages page =
                page(
                        bucket,
                        new Pages.Asked(
                                or(request.prefix()),
                                or(request.delimiter()),
                                Pages.most(request.maxKeys()),
                                or(request.keyMarker()),
                                or(request.versionIdMarker()),
                                true));
        List<ObjectVersion> versions = new ArrayList<>();
        List<DeleteMarkerEntry> markers = new ArrayList<>();
        for (Version each : page.versions()) {
            boolean latest = isLatest(each);
            if (each.marker()) {
                markers.add(
                        DeleteMarkerEntry.builder()
                                .key(Pages.encoded(each.key(), encoding))
                                .versionId(each.id())
                                .isLatest(latest)
                                .lastModified(each.modified())
                                .owner(owner(bucket))
                                .build());
            } else {
                versions.add(version(bucket, each, latest, encoding));
            }
        }
        return Reply.of(
                ListObjectVersionsResponse.builder()
                        .name(bucket.name())
                        .prefix(Pages.encoded(or(request.prefix()), encoding))
                        .delimiter(Pages.encoded(request.delimiter(), encoding))
                        .keyMarker(Pages.encoded(or(request.keyMarker()), encoding))
                        .versionIdMarker(or(request.versionIdMarker()))
                        .maxKeys(Pages.most(request.maxKeys()))
                        .encodingType(encoding)
                        .isTruncated(page.truncated())
                        .nextKeyMarker(
                                page.truncated() ? Pages.encoded(page.last(), encoding) : null)
                        .nextVersionIdMarker(
                                page.lastVersion().isEmpty() ? null : page.lastVersion())
                        .versions(versions)
                        .deleteMarkers(markers)
                        .commonPrefixes(prefixes(page, encoding))
                        .build());
    }

    private boolean isLatest(Version version) {
        Version current = objects.current(version.bucket(), version.key());
        return current != null && current.order() == version.order();
    }

    private static ObjectVersion version(
            Bucket bucket, Version version, boolean latest, @Nullable String encoding) {
        return ObjectVersion.builder()
                .key(Pages.encoded(version.key(), encoding))
                .versionId(version.id())
                .isLatest(latest)
                .size(version.content().size())
                .eTag(version.content().quotedEtag())
                .lastModified(version.modified())
                .storageClass(version.facts().storageClass())
                .owner(owner(bucket))
                .build();
    }
}
