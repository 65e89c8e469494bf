package dev.muster.rehearsal.s3;

import dev.muster.rehearsal.server.Call;
import dev.muster.rehearsal.server.Operations;
import dev.muster.rehearsal.server.Reply;
import dev.muster.rehearsal.wire.Refusal;
import java.io.IOException;
import java.io.OutputStream;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.s3.model.GetObjectAttributesRequest;
import software.amazon.awssdk.services.s3.model.GetObjectAttributesResponse;
import software.amazon.awssdk.services.s3.model.GetObjectRequest;
import software.amazon.awssdk.services.s3.model.GetObjectResponse;
import software.amazon.awssdk.services.s3.model.HeadObjectRequest;
import software.amazon.awssdk.services.s3.model.HeadObjectResponse;

/// Objects that are read.
final class Reads {
    private static final String[] GET = {
        "Bucket",
        "Key",
        "VersionId",
        "IfMatch",
        "IfNoneMatch",
        "IfModifiedSince",
        "IfUnmodifiedSince",
        "Range",
        "PartNumber",
        "ChecksumMode",
        "ExpectedBucketOwner",
        "ResponseCacheControl",
        "ResponseContentDisposition",
        "ResponseContentEncoding",
        "ResponseContentLanguage",
        "ResponseContentType"
    };
    private static final Pattern RANGE = Pattern.compile("bytes=(\\d{0,18})-(\\d{0,18})");

    private final Buckets buckets;
    private final Objects objects;
    private final Blobs blobs;

    Reads(Buckets buckets, Objects objects, Blobs blobs) {
        this.buckets = buckets;
        this.objects = objects;
        this.blobs = blobs;
    }

    void addTo(Operations operations) {
        operations
                .on(GetObjectRequest.class, this::get, GET)
                .on(HeadObjectRequest.class, this::head, GET)
                .on(
                        GetObjectAttributesRequest.class,
                        this::attributes,
                        "Bucket",
                        "Key",
                        "VersionId",
                        "ObjectAttributes",
                        "ExpectedBucketOwner");
    }

    /// The bytes that are asked for.
    ///
    /// @param partial whether they are not all of them
    record Slice(long offset, long length, boolean partial) {
        String header(long size) {
            return "bytes %d-%d/%d".formatted(offset, offset + length - 1, size);
        }
    }

    static Slice slice(Content content, @Nullable String range, @Nullable Integer part) {
        if (part != null) {
            return part(content, part);
        }
        long size = content.size();
        Slice all = new Slice(0, size, false);
        Matcher asked = RANGE.matcher(range == null ? "" : range.strip());
        if (!asked.matches() || (asked.group(1).isEmpty() && asked.group(2).isEmpty())) {
            return all; // what is not understood is not there, says RFC 9110
        }
        if (asked.group(1).isEmpty()) {
            long last = Math.min(size, Long.parseLong(asked.group(2)));
            if (last == 0) {
                throw unsatisfiable();
            }
            return new Slice(size - last, last, true);
        }
        long from = Long.parseLong(asked.group(1));
        long to = asked.group(2).isEmpty() ? Long.MAX_VALUE : Long.parseLong(asked.group(2));
        if (to < from) {
            return all;
        }
        if (from >= size) {
            throw unsatisfiable();
        }
        return new Slice(from, Math.min(to, size - 1) - from + 1, true);
    }

    private static Slice part(Content content, int number) {
        List<Long> parts = content.parts().isEmpty() ? List.of(content.size()) : content.parts();
        if (number < 1 || number > parts.size()) {
            throw Refusal.of(
                    416, "InvalidPartNumber", "The requested partnumber is not satisfiable");
        }
        long offset = parts.subList(0, number - 1).stream().mapToLong(it -> it).sum();
        return new Slice(offset, parts.get(number - 1), true);
    }

    private static RuntimeException unsatisfiable() {
        return Refusal.of(416, "InvalidRange", "The requested range is not satisfiable");
    }

    private Reply get(GetObjectRequest request, Call call) {
        Bucket bucket = buckets.get(request.bucket(), call);
        Version version = objects.get(bucket.name(), request.key(), request.versionId());
        Conditions.checkRead(
                version,
                request.ifMatch(),
                request.ifNoneMatch(),
                request.ifModifiedSince(),
                request.ifUnmodifiedSince());
        Content content = version.content();
        Slice slice = slice(content, request.range(), request.partNumber());
        Facts facts = version.facts();
        Map<String, String> headers = facts.headers();
        boolean summed = "ENABLED".equals(request.checksumModeAsString()) && !slice.partial();
        Map<String, String> sums = summed ? content.checksums() : Map.of();
        GetObjectResponse.Builder answer =
                GetObjectResponse.builder()
                        .acceptRanges("bytes")
                        .lastModified(version.modified())
                        .contentLength(slice.length())
                        .eTag(content.quotedEtag())
                        .versionId(Writes.shown(bucket, version))
                        .contentRange(slice.partial() ? slice.header(content.size()) : null)
                        .contentType(or(request.responseContentType(), type(headers)))
                        .cacheControl(
                                or(request.responseCacheControl(), headers.get("CacheControl")))
                        .contentDisposition(
                                or(
                                        request.responseContentDisposition(),
                                        headers.get("ContentDisposition")))
                        .contentEncoding(
                                or(
                                        request.responseContentEncoding(),
                                        headers.get("ContentEncoding")))
                        .contentLanguage(
                                or(
                                        request.responseContentLanguage(),
                                        headers.get("ContentLanguage")))
                        .websiteRedirectLocation(headers.get("WebsiteRedirectLocation"))
                        .serverSideEncryption("AES256")
                        .metadata(facts.metadata())
                        .storageClass(shown(facts.storageClass()))
                        .replicationStatus(shown(version.replication()))
                        .partsCount(request.partNumber() == null ? null : parts(content))
                        .tagCount(facts.tags().isEmpty() ? null : facts.tags().size())
                        .objectLockMode(shown(facts.hold().mode()))
                        .objectLockRetainUntilDate(facts.hold().until().orElse(null))
                        .objectLockLegalHoldStatus(facts.hold().legal() ? "ON" : null)
                        .checksumCRC32(sums.get("CRC32"))
                        .checksumCRC32C(sums.get("CRC32C"))
                        .checksumCRC64NVME(sums.get("CRC64NVME"))
                        .checksumSHA1(sums.get("SHA1"))
                        .checksumSHA256(sums.get("SHA256"))
                        .checksumType(sums.isEmpty() ? null : checksumType(content));
        return Reply.of(slice.partial() ? 206 : 200, answer.build()).with(body(content, slice));
    }

    private Reply.Body body(Content content, Slice slice) {
        // until it is sent, nobody deletes it
        blobs.use(content.segments());
        return new Reply.Body() {
            @Override
            public long length() {
                return slice.length();
            }

            @Override
            public void writeTo(OutputStream to) throws IOException {
                blobs.send(content.segments(), slice.offset(), slice.length(), to);
            }

            @Override
            public void close() {
                blobs.release(content.segments());
            }
        };
    }

    private static @Nullable String or(@Nullable String one, @Nullable String other) {
        return one == null ? other : one;
    }

    private static String type(Map<String, String> headers) {
        return headers.getOrDefault("ContentType", "binary/octet-stream");
    }

    private static @Nullable String shown(String text) {
        return text.isEmpty() || text.equals("STANDARD") ? null : text;
    }

    private static @Nullable Integer parts(Content content) {
        return content.parts().isEmpty() ? null : content.parts().size();
    }

    private static String checksumType(Content content) {
        return content.whole() ? "FULL_OBJECT" : "COMPOSITE";
    }

    private Reply head(HeadObjectRequest request, Call call) {
        Bucket bucket = buckets.get(request.bucket(), call);
        Version version = objects.get(bucket.name(), request.key(), request.versionId());
        Conditions.checkRead(
                version,
                request.ifMatch(),
                request.ifNoneMatch(),
                request.ifModifiedSince(),
                request.ifUnmodifiedSince());
        Content content = version.content();
        Slice slice = slice(content, request.range(), request.partNumber());
        Facts facts = version.facts();
        Map<String, String> headers = facts.headers();
        boolean summed = "ENABLED".equals(request.checksumModeAsString()) && !slice.partial();
        Map<String, String> sums = summed ? content.checksums() : Map.of();
        HeadObjectResponse.Builder answer =
                HeadObjectResponse.builder()
                        .acceptRanges("bytes")
                        .lastModified(version.modified())
                        .contentLength(slice.length())
                        .eTag(content.quotedEtag())
                        .versionId(Writes.shown(bucket, version))
                        .contentRange(slice.partial() ? slice.header(content.size()) : null)
                        .contentType(or(request.responseContentType(), type(headers)))
                        .cacheControl(headers.get("CacheControl"))
                        .contentDisposition(headers.get("ContentDisposition"))
                        .contentEncoding(headers.get("ContentEncoding"))
                        .contentLanguage(headers.get("ContentLanguage"))
                        .websiteRedirectLocation(headers.get("WebsiteRedirectLocation"))
                        .serverSideEncryption("AES256")
                        .metadata(facts.metadata())
                        .storageClass(shown(facts.storageClass()))
                        .replicationStatus(shown(version.replication()))
                        .partsCount(request.partNumber() == null ? null : parts(content))
                        .tagCount(facts.tags().isEmpty() ? null : facts.tags().size())
                        .objectLockMode(shown(facts.hold().mode()))
                        .objectLockRetainUntilDate(facts.hold().until().orElse(null))
                        .objectLockLegalHoldStatus(facts.hold().legal() ? "ON" : null)
                        .checksumCRC32(sums.get("CRC32"))
                        .checksumCRC32C(sums.get("CRC32C"))
                        .checksumCRC64NVME(sums.get("CRC64NVME"))
                        .checksumSHA1(sums.get("SHA1"))
                        .checksumSHA256(sums.get("SHA256"))
                        .checksumType(sums.isEmpty() ? null : checksumType(content));
        return Reply.of(slice.partial() ? 206 : 200, answer.build());
    }

    private Reply attributes(GetObjectAttributesRequest request, Call call) {
        Bucket bucket = buckets.get(request.bucket(), call);
        Version version = objects.get(bucket.name(), request.key(), request.versionId());
        List<String> wanted = request.objectAttributesAsStrings();
        Content content = version.content();
        GetObjectAttributesResponse.Builder answer =
                GetObjectAttributesResponse.builder()
                        .lastModified(version.modified())
                        .versionId(Writes.shown(bucket, version));
        if (wanted.contains("ETag")) {
            answer.eTag(content.etag());
        }
        if (wanted.contains("ObjectSize")) {
            answer.objectSize(content.size());
        }
        if (wanted.contains("StorageClass")) {
            answer.storageClass(version.facts().storageClass());
        }
        if (wanted.contains("ObjectParts") && !content.parts().isEmpty()) {
            answer.objectParts(it -> it.totalPartsCount(content.parts().size()));
        }
        Map<String, String> sums = content.checksums();
        if (wanted.contains("Checksum") && !sums.isEmpty()) {
            answer.checksum(it ->
                    it.checksumCRC32(sums.get("CRC32"))
                            .checksumCRC32C(sums.get("CRC32C"))
                            .checksumCRC64NVME(sums.get("CRC64NVME"))
                            .checksumSHA1(sums.get("SHA1"))
                            .checksumSHA256(sums.get("SHA256"))
                            .checksumType(checksumType(content)));
        }
        return Reply.of(answer.build());
    }
}
