package dev.muster.rehearsal.s3;

import dev.muster.rehearsal.server.Call;
import dev.muster.rehearsal.server.Operations;
import dev.muster.rehearsal.server.Reply;
import dev.muster.rehearsal.wire.Checksums;
import dev.muster.rehearsal.wire.Refusal;
import dev.muster.rehearsal.world.Ids;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.s3.model.AbortMultipartUploadRequest;
import software.amazon.awssdk.services.s3.model.AbortMultipartUploadResponse;
import software.amazon.awssdk.services.s3.model.CompleteMultipartUploadRequest;
import software.amazon.awssdk.services.s3.model.CompleteMultipartUploadResponse;
import software.amazon.awssdk.services.s3.model.CreateMultipartUploadRequest;
import software.amazon.awssdk.services.s3.model.CreateMultipartUploadResponse;
import software.amazon.awssdk.services.s3.model.ListMultipartUploadsRequest;
import software.amazon.awssdk.services.s3.model.ListMultipartUploadsResponse;
import software.amazon.awssdk.services.s3.model.ListPartsRequest;
import software.amazon.awssdk.services.s3.model.ListPartsResponse;
import software.amazon.awssdk.services.s3.model.MultipartUpload;
import software.amazon.awssdk.services.s3.model.UploadPartCopyRequest;
import software.amazon.awssdk.services.s3.model.UploadPartCopyResponse;
import software.amazon.awssdk.services.s3.model.UploadPartRequest;
import software.amazon.awssdk.services.s3.model.UploadPartResponse;

/// Objects that are written in parts.
final class Multipart {
    private static final String[] CREATE = {
        "ACL",
        "Bucket",
        "CacheControl",
        "ContentDisposition",
        "ContentEncoding",
        "ContentLanguage",
        "ContentType",
        "Key",
        "Metadata",
        "ServerSideEncryption",
        "StorageClass",
        "WebsiteRedirectLocation",
        "Tagging",
        "ObjectLockMode",
        "ObjectLockRetainUntilDate",
        "ObjectLockLegalHoldStatus",
        "ExpectedBucketOwner",
        "ChecksumAlgorithm",
        "ChecksumType"
    };
    private static final int MOST_PARTS = 10_000;

    private final Buckets buckets;
    private final Objects objects;
    private final Uploads uploads;
    private final Replication replication;
    private final Writes writes;
    private final Incoming incoming;
    private final Blobs blobs;

    Multipart(
            Buckets buckets,
            Objects objects,
            Uploads uploads,
            Replication replication,
            Writes writes,
            Blobs blobs) {
        this.buckets = buckets;
        this.objects = objects;
        this.uploads = uploads;
        this.replication = replication;
        this.writes = writes;
        this.blobs = blobs;
        incoming = new Incoming(blobs);
    }

    void addTo(Operations operations) {
        operations
                .on(CreateMultipartUploadRequest.class, this::create, CREATE)
                .on(
                        UploadPartRequest.class,
                        this::upload,
                        "Bucket",
                        "Key",
                        "UploadId",
                        "PartNumber",
                        "ContentLength",
                        "ContentMD5",
                        "ChecksumAlgorithm",
                        "ChecksumCRC32",
                        "ChecksumCRC32C",
                        "ChecksumCRC64NVME",
                        "ChecksumSHA1",
                        "ChecksumSHA256",
                        "ExpectedBucketOwner")
                .on(
                        UploadPartCopyRequest.class,
                        this::copy,
                        "DestinationBucket",
                        "DestinationKey",
                        "UploadId",
                        "PartNumber",
                        "CopySource",
                        "CopySourceRange",
                        "ExpectedBucketOwner",
                        "ExpectedSourceBucketOwner")
                .on(
                        CompleteMultipartUploadRequest.class,
                        this::complete,
                        "Bucket",
                        "Key",
                        "UploadId",
                        "MultipartUpload",
                        "IfMatch",
                        "IfNoneMatch",
                        "ChecksumCRC32",
                        "ChecksumCRC32C",
                        "ChecksumCRC64NVME",
                        "ChecksumSHA1",
                        "ChecksumSHA256",
                        "ChecksumType",
                        "MpuObjectSize",
                        "ExpectedBucketOwner")
                .on(
                        AbortMultipartUploadRequest.class,
                        this::abort,
                        "Bucket",
                        "Key",
                        "UploadId",
                        "ExpectedBucketOwner")
                .on(
                        ListPartsRequest.class,
                        this::parts,
                        "Bucket",
                        "Key",
                        "UploadId",
                        "MaxParts",
                        "PartNumberMarker",
                        "ExpectedBucketOwner")
                .on(
                        ListMultipartUploadsRequest.class,
                        this::list,
                        "Bucket",
                        "Prefix",
                        "MaxUploads",
                        "EncodingType",
                        "ExpectedBucketOwner");
    }

    private Reply create(CreateMultipartUploadRequest request, Call call) {
        Bucket bucket = buckets.get(request.bucket(), call);
        Writes.checkKey(request.key());
        String algorithm =
                request.checksumAlgorithm() == null ? "" : request.checksumAlgorithmAsString();
        boolean whole =
                request.checksumType() == null
                        ? algorithm.equals("CRC64NVME")
                        : request.checksumTypeAsString().equals("FULL_OBJECT");
        boolean sha = Set.of("SHA1", "SHA256").contains(algorithm);
        if ((whole && sha) || (!whole && algorithm.equals("CRC64NVME"))) {
            throw Refusal.of(
                    400,
                    "InvalidRequest",
                    "The checksum type cannot be used with the %s checksum algorithm."
                            .formatted(algorithm));
        }
        Facts facts = new Requested(request).facts(bucket, call.now());
        Upload upload =
                new Upload(
                        Ids.hex(24),
                        bucket.name(),
                        request.key(),
                        call.now(),
                        facts,
                        algorithm,
                        whole);
        uploads.begin(upload);
        return Reply.of(
                CreateMultipartUploadResponse.builder()
                        .bucket(bucket.name())
                        .key(request.key())
                        .uploadId(upload.id())
                        .serverSideEncryption("AES256")
                        .checksumAlgorithm(request.checksumAlgorithmAsString())
                        .checksumType(
                                algorithm.isEmpty() ? null : whole ? "FULL_OBJECT" : "COMPOSITE")
                        .build());
    }

    private static void checkNumber(int number) {
        if (number < 1 || number > MOST_PARTS) {
            throw Refusal.of(
                    400,
                    "InvalidArgument",
                    "Part number must be an integer between 1 and 10000, inclusive");
        }
    }

    private Reply upload(UploadPartRequest request, Call call) throws IOException {
        Bucket bucket = buckets.get(request.bucket(), call);
        checkNumber(request.partNumber());
        Upload upload = uploads.get(bucket.name(), request.key(), request.uploadId());
        Incoming.Arrived arrived = incoming.take(call, upload.algorithm());
        uploads.add(
                new Part(
                        upload.id(),
                        request.partNumber(),
                        arrived.md5(),
                        arrived.segment(),
                        arrived.checksums(),
                        call.now()));
        Map<String, String> sums = arrived.checksums();
        return Reply.of(
                UploadPartResponse.builder()
                        .eTag("\"" + arrived.md5() + "\"")
                        .serverSideEncryption("AES256")
                        .checksumCRC32(sums.get("CRC32"))
                        .checksumCRC32C(sums.get("CRC32C"))
                        .checksumCRC64NVME(sums.get("CRC64NVME"))
                        .checksumSHA1(sums.get("SHA1"))
                        .checksumSHA256(sums.get("SHA256"))
                        .build());
    }

    @SuppressWarnings("deprecation") // the one member that carries it over the wire
    private static String named(UploadPartCopyRequest request) {
        return request.copySource();
    }

    private Reply copy(UploadPartCopyRequest request, Call call) throws IOException {
        Bucket bucket = buckets.get(request.destinationBucket(), call);
        checkNumber(request.partNumber());
        Upload upload = uploads.get(bucket.name(), request.destinationKey(), request.uploadId());
        Writes.Source source =
                writes.source(named(request), request.expectedSourceBucketOwner(), call);
        Content content = source.version().content();
        Reads.Slice slice = Reads.slice(content, request.copySourceRange(), null);
        // parts are of a size that fits into memory: at most 5 GiB by rule, some MiB by custom
        if (slice.length() > 1L << 30) {
            throw Refusal.notThere("copy of a part of more than 1 GiB");
        }
        ByteArrayOutputStream bytes = new ByteArrayOutputStream((int) slice.length());
        blobs.send(content.segments(), slice.offset(), slice.length(), bytes);
        Set<Checksums> wanted = Checksums.named(upload.algorithm()).map(Set::of).orElse(Set.of());
        Blobs.Written written = blobs.write(new ByteArrayInputStream(bytes.toByteArray()), wanted);
        Map<String, String> sums =
                written.checksums().entrySet().stream()
                        .collect(Collectors.toMap(it -> it.getKey().name(), Map.Entry::getValue));
        uploads.add(
                new Part(
                        upload.id(),
                        request.partNumber(),
                        written.md5(),
                        written.segment(),
                        sums,
                        call.now()));
        return Reply.of(
                UploadPartCopyResponse.builder()
                        .copySourceVersionId(Writes.shown(source.bucket(), source.version()))
                        .copyPartResult(
                                it -> it.eTag("\"" + written.md5() + "\"").lastModified(call.now()))
                        .build());
    }

    private Reply complete(CompleteMultipartUploadRequest request, Call call) throws IOException {
        Bucket bucket = buckets.get(request.bucket(), call);
        Upload upload = uploads.get(bucket.name(), request.key(), request.uploadId());
        Version version =
                uploads.complete(
                        upload,
                        request.multipartUpload() == null
                                ? List.of()
                                : request.multipartUpload().parts(),
                        (content, removal) -> {
                            check(request, content);
                            return objects.put(
                                    bucket,
                                    new Objects.Draft(
                                            upload.key(),
                                            false,
                                            call.now(),
                                            content,
                                            upload.facts(),
                                            replication.begin(
                                                    bucket, upload.key(), upload.facts().tags())),
                                    request.ifMatch(),
                                    request.ifNoneMatch(),
                                    removal);
                        });
        replication.noted(version);
        Map<String, String> sums = version.content().checksums();
        return Reply.of(
                CompleteMultipartUploadResponse.builder()
                        .bucket(bucket.name())
                        .key(upload.key())
                        .location("http://s3.localhost/" + bucket.name() + "/" + upload.key())
                        .eTag(version.content().quotedEtag())
                        .serverSideEncryption("AES256")
                        .checksumCRC32(sums.get("CRC32"))
                        .checksumCRC32C(sums.get("CRC32C"))
                        .checksumCRC64NVME(sums.get("CRC64NVME"))
                        .checksumSHA1(sums.get("SHA1"))
                        .checksumSHA256(sums.get("SHA256"))
                        .checksumType(
                                sums.isEmpty()
                                        ? null
                                        : version.content().whole() ? "FULL_OBJECT" : "COMPOSITE")
                        .versionId(Writes.shown(bucket, version))
                        .build());
    }

    private static void check(CompleteMultipartUploadRequest request, Content content) {
        if (request.mpuObjectSize() != null && request.mpuObjectSize() != content.size()) {
            throw Refusal.of(
                    400,
                    "InvalidRequest",
                    "The provided 'x-amz-mp-object-size' header value does not match what was"
                            + " computed");
        }
        said("CRC32", request.checksumCRC32(), content);
        said("CRC32C", request.checksumCRC32C(), content);
        said("CRC64NVME", request.checksumCRC64NVME(), content);
        said("SHA1", request.checksumSHA1(), content);
        said("SHA256", request.checksumSHA256(), content);
    }

    private static void said(String algorithm, @Nullable String value, Content content) {
        String known = Optional.ofNullable(content.checksums().get(algorithm)).orElse("");
        if (value != null
                && !value.replaceFirst("-\\d+$", "").equals(known.replaceFirst("-\\d+$", ""))) {
            throw Refusal.of(
                    400,
                    "BadDigest",
                    "The %s you specified did not match the calculated checksum."
                            .formatted(algorithm));
        }
    }

    private Reply abort(AbortMultipartUploadRequest request, Call call) {
        Bucket bucket = buckets.get(request.bucket(), call);
        uploads.abort(uploads.get(bucket.name(), request.key(), request.uploadId()));
        return Reply.of(204, AbortMultipartUploadResponse.builder().build());
    }

    private Reply parts(ListPartsRequest request, Call call) {
        Bucket bucket = buckets.get(request.bucket(), call);
        Upload upload = uploads.get(bucket.name(), request.key(), request.uploadId());
        int after = request.partNumberMarker() == null ? 0 : request.partNumberMarker();
        int most = Pages.most(request.maxParts());
        List<Part> all = uploads.parts(upload).stream().filter(it -> it.number() > after).toList();
        List<Part> shown = all.subList(0, Math.min(most, all.size()));
        boolean truncated = shown.size() < all.size();
        return Reply.of(
                ListPartsResponse.builder()
                        .bucket(bucket.name())
                        .key(upload.key())
                        .uploadId(upload.id())
                        .partNumberMarker(after)
                        .maxParts(most)
                        .isTruncated(truncated)
                        .nextPartNumberMarker(shown.isEmpty() ? after : shown.getLast().number())
                        .storageClass(upload.facts().storageClass())
                        .parts(
                                shown.stream()
                                        .map(it ->
                                                software.amazon.awssdk.services.s3.model.Part
                                                        .builder()
                                                        .partNumber(it.number())
                                                        .size(it.segment().length())
                                                        .eTag("\"" + it.md5() + "\"")
                                                        .lastModified(it.modified())
                                                        .build())
                                        .toList())
                        .build());
    }

    private Reply list(ListMultipartUploadsRequest request, Call call) {
        Bucket bucket = buckets.get(request.bucket(), call);
        String prefix = request.prefix() == null ? "" : request.prefix();
        String encoding = request.encodingTypeAsString();
        List<Upload> all =
                uploads.of(bucket.name()).stream()
                        .filter(it -> it.key().startsWith(prefix))
                        .sorted(Comparator.comparing(Upload::key).thenComparing(Upload::begun))
                        .toList();
        if (all.size() > Pages.most(request.maxUploads())) {
            throw Refusal.notThere("listing of more than 1000 unfinished uploads");
        }
        return Reply.of(
                ListMultipartUploadsResponse.builder()
                        .bucket(bucket.name())
                        .prefix(Pages.encoded(prefix, encoding))
                        .encodingType(encoding)
                        .maxUploads(Pages.MOST)
                        .isTruncated(false)
                        .uploads(
                                all.stream()
                                        .map(it ->
                                                MultipartUpload.builder()
                                                        .key(Pages.encoded(it.key(), encoding))
                                                        .uploadId(it.id())
                                                        .initiated(it.begun())
                                                        .storageClass(it.facts().storageClass())
                                                        .build())
                                        .toList())
                        .build());
    }
}
