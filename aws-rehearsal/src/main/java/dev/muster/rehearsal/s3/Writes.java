package dev.muster.rehearsal.s3;

import dev.muster.rehearsal.server.Call;
import dev.muster.rehearsal.server.Operations;
import dev.muster.rehearsal.server.Reply;
import dev.muster.rehearsal.wire.Refusal;
import java.io.IOException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.s3.model.CopyObjectRequest;
import software.amazon.awssdk.services.s3.model.CopyObjectResponse;
import software.amazon.awssdk.services.s3.model.PutObjectRequest;
import software.amazon.awssdk.services.s3.model.PutObjectResponse;

/// Objects that are written at once: from outside, or from another object.
final class Writes {
    static final String[] PUT = {
        "ACL",
        "Bucket",
        "CacheControl",
        "ContentDisposition",
        "ContentEncoding",
        "ContentLanguage",
        "ContentLength",
        "ContentMD5",
        "ContentType",
        "ChecksumAlgorithm",
        "ChecksumCRC32",
        "ChecksumCRC32C",
        "ChecksumCRC64NVME",
        "ChecksumSHA1",
        "ChecksumSHA256",
        "IfMatch",
        "IfNoneMatch",
        "Key",
        "Metadata",
        "ServerSideEncryption",
        "StorageClass",
        "WebsiteRedirectLocation",
        "Tagging",
        "ObjectLockMode",
        "ObjectLockRetainUntilDate",
        "ObjectLockLegalHoldStatus",
        "ExpectedBucketOwner"
    };
    private static final String[] COPY = {
        "ACL",
        "CacheControl",
        "ChecksumAlgorithm",
        "ContentDisposition",
        "ContentEncoding",
        "ContentLanguage",
        "ContentType",
        "CopySource",
        "CopySourceIfMatch",
        "CopySourceIfModifiedSince",
        "CopySourceIfNoneMatch",
        "CopySourceIfUnmodifiedSince",
        "IfMatch",
        "IfNoneMatch",
        "Metadata",
        "MetadataDirective",
        "TaggingDirective",
        "ServerSideEncryption",
        "StorageClass",
        "WebsiteRedirectLocation",
        "Tagging",
        "ObjectLockMode",
        "ObjectLockRetainUntilDate",
        "ObjectLockLegalHoldStatus",
        "ExpectedBucketOwner",
        "ExpectedSourceBucketOwner",
        "DestinationBucket",
        "DestinationKey"
    };
    private static final int LONGEST_KEY = 1024;
    private static final long LARGEST = 5L << 30;

    private final Buckets buckets;
    private final Objects objects;
    private final Replication replication;
    private final Incoming incoming;
    private final Blobs blobs;

    Writes(Buckets buckets, Objects objects, Replication replication, Blobs blobs) {
        this.buckets = buckets;
        this.objects = objects;
        this.replication = replication;
        this.blobs = blobs;
        incoming = new Incoming(blobs);
    }

    void addTo(Operations operations) {
        operations
                .on(PutObjectRequest.class, this::put, PUT)
                .on(CopyObjectRequest.class, this::copy, COPY);
    }

    static void checkKey(String key) {
        if (key.getBytes(StandardCharsets.UTF_8).length > LONGEST_KEY) {
            throw Refusal.of(400, "KeyTooLongError", "Your key is too long");
        }
    }

    private Reply put(PutObjectRequest request, Call call) throws IOException {
        Bucket bucket = buckets.get(request.bucket(), call);
        checkKey(request.key());
        Facts facts = new Requested(request).facts(bucket, call.now());
        Incoming.Arrived arrived =
                incoming.take(
                        call,
                        request.checksumAlgorithm() == null
                                ? ""
                                : request.checksumAlgorithmAsString());
        Version version =
                write(
                        bucket,
                        draft(bucket, request.key(), call, arrived.content(), facts),
                        request.ifMatch(),
                        request.ifNoneMatch());
        Map<String, String> sums = version.content().checksums();
        return Reply.of(
                PutObjectResponse.builder()
                        .eTag(version.content().quotedEtag())
                        .serverSideEncryption("AES256")
                        .checksumCRC32(sums.get("CRC32"))
                        .checksumCRC32C(sums.get("CRC32C"))
                        .checksumCRC64NVME(sums.get("CRC64NVME"))
                        .checksumSHA1(sums.get("SHA1"))
                        .checksumSHA256(sums.get("SHA256"))
                        .checksumType(sums.isEmpty() ? null : "FULL_OBJECT")
                        .versionId(shown(bucket, version))
                        .build());
    }

    private Objects.Draft draft(
            Bucket bucket, String key, Call call, Content content, Facts facts) {
        return new Objects.Draft(
                key,
                false,
                call.now(),
                content,
                facts,
                replication.begin(bucket, key, facts.tags()));
    }

    /// Nothing is left of the content where the write is refused.
    private Version write(
            Bucket bucket,
            Objects.Draft draft,
            @Nullable String ifMatch,
            @Nullable String ifNoneMatch) {
        try {
            return replication.noted(objects.put(bucket, draft, ifMatch, ifNoneMatch));
        } catch (RuntimeException e) {
            blobs.dropUnused(draft.content().segments());
            throw e;
        }
    }

    /// Buckets that never had versioning do not speak of versions.
    static @Nullable String shown(Bucket bucket, Version version) {
        return bucket.versioning().isEmpty() ? null : version.id();
    }

    /// Where a copy comes from.
    record Source(Bucket bucket, Version version) {}

    /// @param name as in the header: bucket, key, and the version if one is meant
    Source source(String name, @Nullable String owner, Call call) {
        String text = name.startsWith("/") ? name.substring(1) : name;
        int mark = text.indexOf("?versionId=");
        String id = mark < 0 ? null : text.substring(mark + "?versionId=".length());
        String path = decode(mark < 0 ? text : text.substring(0, mark));
        int slash = path.indexOf('/');
        if (slash < 1) {
            throw Refusal.of(
                    400, "InvalidArgument", "Copy Source must mention the source bucket and key");
        }
        Bucket bucket = buckets.find(path.substring(0, slash));
        if (bucket == null) {
            throw Refusal.of(404, "NoSuchBucket", "The specified bucket does not exist");
        }
        boolean foreign = !bucket.account().equals(call.account().id());
        if (foreign || (owner != null && !owner.equals(bucket.account()))) {
            throw Buckets.denied();
        }
        buckets.checkReach(bucket);
        return new Source(bucket, objects.get(bucket.name(), path.substring(slash + 1), id));
    }

    private static String decode(String text) {
        return URLDecoder.decode(text.replace("+", "%2B"), StandardCharsets.UTF_8);
    }

    @SuppressWarnings("deprecation") // the one member that carries it over the wire
    private static String named(CopyObjectRequest request) {
        return request.copySource();
    }

    private Reply copy(CopyObjectRequest request, Call call) {
        Bucket bucket = buckets.get(request.destinationBucket(), call);
        checkKey(request.destinationKey());
        Source source = source(named(request), request.expectedSourceBucketOwner(), call);
        Version from = source.version();
        Conditions.checkRead(
                from,
                request.copySourceIfMatch(),
                request.copySourceIfNoneMatch(),
                request.copySourceIfModifiedSince(),
                request.copySourceIfUnmodifiedSince());
        if (from.content().size() > LARGEST) {
            throw Refusal.of(
                    400,
                    "InvalidRequest",
                    "The specified copy source is larger than the maximum allowable size for a"
                            + " copy source: "
                            + LARGEST);
        }
        boolean replaces = "REPLACE".equals(request.metadataDirectiveAsString());
        boolean same =
                bucket.name().equals(from.bucket())
                        && request.destinationKey().equals(from.key())
                        && from.id().equals(currentId(from));
        Facts asked = new Requested(request).facts(bucket, call.now());
        if (same && !replaces && asked.storageClass().equals(from.facts().storageClass())) {
            throw Refusal.of(
                    400,
                    "InvalidRequest",
                    "This copy request is illegal because it is trying to copy an object to"
                            + " itself without changing the object's metadata, storage class,"
                            + " website redirect location or encryption attributes.");
        }
        Version version =
                write(
                        bucket,
                        copied(request, call, bucket, from, asked, replaces),
                        request.ifMatch(),
                        request.ifNoneMatch());
        return Reply.of(
                CopyObjectResponse.builder()
                        .copyObjectResult(it ->
                                it.eTag(version.content().quotedEtag())
                                        .lastModified(version.modified()))
                        .serverSideEncryption("AES256")
                        .copySourceVersionId(shown(source.bucket(), from))
                        .versionId(shown(bucket, version))
                        .build());
    }

    private Objects.Draft copied(
            CopyObjectRequest request,
            Call call,
            Bucket bucket,
            Version from,
            Facts asked,
            boolean replaces) {
        Facts base = replaces ? asked : from.facts();
        Facts facts =
                new Facts(
                        base.headers(),
                        base.metadata(),
                        "REPLACE".equals(request.taggingDirectiveAsString())
                                ? asked.tags()
                                : from.facts().tags(),
                        asked.storageClass(),
                        asked.hold());
        Content content = from.content();
        if (!content.parts().isEmpty()) {
            content = blobs.asOnePiece(content);
        }
        return draft(bucket, request.destinationKey(), call, content, facts);
    }

    private String currentId(Version from) {
        Version current = objects.current(from.bucket(), from.key());
        return current == null ? "" : current.id();
    }
}
