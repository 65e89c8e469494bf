package dev.muster.provider.aws.s3;

import dev.muster.kind.Shell;
import dev.muster.provider.aws.service.AwsFaults;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.s3.model.CompletedPart;
import software.amazon.awssdk.services.s3.model.HeadObjectResponse;
import software.amazon.awssdk.services.s3.model.MetadataDirective;
import software.amazon.awssdk.services.s3.model.NoSuchKeyException;
import software.amazon.awssdk.services.s3.model.S3Exception;
import software.amazon.awssdk.services.s3.model.Tag;
import software.amazon.awssdk.services.s3.model.Tagging;
import software.amazon.awssdk.services.s3.model.TaggingDirective;

/// Makes single changes. S3 itself copies; no content passes through this machine.
class Copier {
    /// The largest that S3 copies in one request.
    static final long WHOLE = 5L << 30;

    private static final long PART = 512L << 20;

    /// What stands in the way of one object and says nothing of the others.
    private static final Set<String> OF_THE_OBJECT =
            Set.of("NoSuchVersion", "NoSuchKey", "InvalidRequest");

    private final Bucket from;
    private final Bucket to;
    private final long whole;
    private final long part;

    Copier(Bucket from, Bucket to) {
        this(from, to, WHOLE, PART);
    }

    /// @param whole the largest that is copied in one request
    Copier(Bucket from, Bucket to, long whole, long part) {
        this.from = from;
        this.to = to;
        this.whole = whole;
        this.part = part;
    }

    /// @param again whether an earlier try may have done it
    /// @return why it cannot be done; empty when it is done
    Optional<String> apply(Change change, boolean again) throws InterruptedException {
        try {
            switch (change) {
                case Change.Archived archived ->
                        whole(archived.key(), archived.version(), "STANDARD");
                case Change.Hide hide -> hide(hide.key(), again);
                case Change.Copy copy -> copy(copy, again);
            }
            return Optional.empty();
        } catch (SdkException e) {
            if (AwsFaults.code(e).equals("InvalidObjectState")) {
                return Optional.of(change.key() + " lies in an archive; thaw it: " + thaw(change));
            }
            if (OF_THE_OBJECT.contains(AwsFaults.code(e))) {
                return Optional.of(change.key() + ": " + e.getMessage());
            }
            throw AwsFaults.told(e, "bring back " + change.key() + " in bucket " + to.name());
        }
    }

    private void hide(String key, boolean again) {
        if (!again || head(key).isPresent()) {
            to.sendRaw(it -> it.deleteObject(request -> request.bucket(to.name()).key(key)));
        }
    }

    private void copy(Change.Copy copy, boolean again) {
        if (again && head(copy.key()).filter(now -> isDone(copy, now)).isPresent()) {
            return;
        }
        if (copy.size() > whole) {
            inParts(copy);
            return;
        }
        whole(copy.key(), copy.version(), copy.storage());
    }

    private void whole(String key, String version, String storage) {
        to.sendRaw(it ->
                it.copyObject(request ->
                        request.sourceBucket(from.name())
                                .sourceKey(key)
                                .sourceVersionId(version)
                                .destinationBucket(to.name())
                                .destinationKey(key)
                                .metadataDirective(MetadataDirective.COPY)
                                .taggingDirective(TaggingDirective.COPY)
                                .storageClass(storage)));
    }

    private String thaw(Change change) {
        String version =
                switch (change) {
                    case Change.Copy copy -> copy.version();
                    case Change.Archived archived -> archived.version();
                    case Change.Hide _ -> "";
                };
        return "aws s3api restore-object --bucket "
                + from.name()
                + " --key "
                + Shell.word(change.key())
                + " --version-id "
                + version
                + " --restore-request Days=7 "
                + from.place().options();
    }

    private static boolean isDone(Change.Copy copy, HeadObjectResponse now) {
        return now.contentLength() == copy.size()
                && copy.etag().equals(now.eTag().replace("\"", ""));
    }

    private Optional<HeadObjectResponse> head(String key) {
        try {
            return Optional.of(
                    to.sendRaw(it -> it.headObject(request -> request.bucket(to.name()).key(key))));
        } catch (NoSuchKeyException gone) {
            return Optional.empty();
        }
    }

    /// A copy in parts takes over nothing by itself: what describes the object is read and sent
    /// again.
    private void inParts(Change.Copy copy) {
        HeadObjectResponse source =
                from.sendRaw(it ->
                        it.headObject(request ->
                                request.bucket(from.name())
                                        .key(copy.key())
                                        .versionId(copy.version())));
        String upload = begin(copy, source, tags(copy));
        try {
            List<CompletedPart> parts = new ArrayList<>();
            for (long at = 0; at < copy.size(); at += part) {
                parts.add(part(copy, upload, parts.size() + 1, at));
            }
            to.sendRaw(it ->
                    it.completeMultipartUpload(request ->
                            request.bucket(to.name())
                                    .key(copy.key())
                                    .uploadId(upload)
                                    .multipartUpload(all -> all.parts(parts))));
        } catch (RuntimeException e) {
            abandon(copy.key(), upload, e);
            throw e;
        }
    }

    private Map<String, String> tags(Change.Copy copy) {
        List<Tag> tags =
                from.sendRaw(it ->
                                it.getObjectTagging(request ->
                                        request.bucket(from.name())
                                                .key(copy.key())
                                                .versionId(copy.version())))
                        .tagSet();
        return tags.stream().collect(Collectors.toMap(Tag::key, Tag::value));
    }

    private String begin(Change.Copy copy, HeadObjectResponse source, Map<String, String> tags) {
        List<Tag> all =
                tags.entrySet().stream()
                        .map(tag -> Tag.builder().key(tag.getKey()).value(tag.getValue()).build())
                        .toList();
        return to.sendRaw(it ->
                        it.createMultipartUpload(request -> {
                            request.bucket(to.name())
                                    .key(copy.key())
                                    .metadata(source.metadata())
                                    .contentType(source.contentType())
                                    .contentEncoding(source.contentEncoding())
                                    .contentDisposition(source.contentDisposition())
                                    .contentLanguage(source.contentLanguage())
                                    .cacheControl(source.cacheControl())
                                    .websiteRedirectLocation(source.websiteRedirectLocation())
                                    .storageClass(copy.storage());
                            if (!all.isEmpty()) {
                                request.tagging(Tagging.builder().tagSet(all).build());
                            }
                        }))
                .uploadId();
    }

    private CompletedPart part(Change.Copy copy, String upload, int number, long at) {
        long end = Math.min(copy.size(), at + part) - 1;
        String etag =
                to.sendRaw(it ->
                                it.uploadPartCopy(request ->
                                        request.sourceBucket(from.name())
                                                .sourceKey(copy.key())
                                                .sourceVersionId(copy.version())
                                                .destinationBucket(to.name())
                                                .destinationKey(copy.key())
                                                .uploadId(upload)
                                                .partNumber(number)
                                                .copySourceRange("bytes=" + at + "-" + end)))
                        .copyPartResult()
                        .eTag();
        return CompletedPart.builder().partNumber(number).eTag(etag).build();
    }

    /// Parts that are left cost money and are seen by nobody.
    private void abandon(String key, String upload, RuntimeException cause) {
        try {
            to.sendRaw(it ->
                    it.abortMultipartUpload(
                            request -> request.bucket(to.name()).key(key).uploadId(upload)));
        } catch (S3Exception e) {
            cause.addSuppressed(e);
        }
    }
}
