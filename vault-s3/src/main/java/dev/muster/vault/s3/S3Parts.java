package dev.muster.vault.s3;

import dev.muster.model.MusterException;
import dev.muster.vault.store.VaultStore.Put;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import software.amazon.awssdk.services.s3.model.ChecksumAlgorithm;
import software.amazon.awssdk.services.s3.model.CompleteMultipartUploadRequest;
import software.amazon.awssdk.services.s3.model.CompletedPart;
import software.amazon.awssdk.services.s3.model.CreateMultipartUploadRequest;
import software.amazon.awssdk.services.s3.model.ListMultipartUploadsResponse;
import software.amazon.awssdk.services.s3.model.MultipartUpload;
import software.amazon.awssdk.services.s3.model.S3Exception;
import software.amazon.awssdk.services.s3.model.UploadPartRequest;

/// Stores one large object in parts, some at a time. Nothing is visible before the last request,
/// which is conditional as a whole PUT is.
final class S3Parts {
    private static final int AT_ONCE = 4;
    private static final Duration LEFT_OVER = Duration.ofDays(1);

    private final S3Link link;
    private final S3Locks locks;
    private final S3Store store;
    private final String name;
    private final String key;
    private final ByteBuffer content;

    S3Parts(
            S3Link link,
            S3Locks locks,
            S3Store store,
            String name,
            String key,
            ByteBuffer content) {
        this.link = link;
        this.locks = locks;
        this.store = store;
        this.name = name;
        this.key = key;
        this.content = content;
    }

    /// Empty if it has to be done once more.
    Optional<Put> put() {
        if (store.exists(name)) {
            return Optional.of(Put.EXISTS);
        }
        String upload = begin();
        try {
            Optional<Put> put = complete(upload, send(upload));
            if (put.filter(Put.STORED::equals).isEmpty()) {
                abort(upload);
            }
            return put;
        } catch (MusterException e) {
            try {
                abort(upload);
            } catch (MusterException left) {
                // swept a day later; the first error is the one to tell
                e.addSuppressed(left);
            }
            throw e;
        }
    }

    private String begin() {
        CreateMultipartUploadRequest request =
                locks.on(name, CreateMultipartUploadRequest.builder())
                        .bucket(link.address().bucket())
                        .key(key)
                        .checksumAlgorithm(ChecksumAlgorithm.SHA256)
                        .build();
        return link.send("store " + name, (s3, again) -> s3.createMultipartUpload(request))
                .uploadId();
    }

    private List<CompletedPart> send(String upload) {
        int size = link.tuning().part();
        List<CompletableFuture<CompletedPart>> sent = new ArrayList<>();
        try (ExecutorService senders = Executors.newFixedThreadPool(AT_ONCE)) {
            for (int at = 0; at < content.remaining(); at += size) {
                int number = sent.size() + 1;
                ByteBuffer part =
                        content.slice(
                                content.position() + at, Math.min(size, content.remaining() - at));
                sent.add(CompletableFuture.supplyAsync(() -> part(upload, number, part), senders));
            }
            return sent.stream().map(CompletableFuture::join).toList();
        } catch (CompletionException e) {
            if (e.getCause() instanceof MusterException told) {
                throw told;
            }
            throw e;
        }
    }

    private CompletedPart part(String upload, int number, ByteBuffer part) {
        String sum = Content.sha256(part);
        UploadPartRequest request =
                UploadPartRequest.builder()
                        .bucket(link.address().bucket())
                        .key(key)
                        .uploadId(upload)
                        .partNumber(number)
                        .contentLength((long) part.remaining())
                        .checksumSHA256(sum)
                        .build();
        String tag =
                link.send(
                                "store part " + number + " of " + name,
                                (s3, again) -> s3.uploadPart(request, Content.body(part)))
                        .eTag();
        return CompletedPart.builder().partNumber(number).eTag(tag).checksumSHA256(sum).build();
    }

    private Optional<Put> complete(String upload, List<CompletedPart> parts) {
        CompleteMultipartUploadRequest request =
                CompleteMultipartUploadRequest.builder()
                        .bucket(link.address().bucket())
                        .key(key)
                        .uploadId(upload)
                        .ifNoneMatch("*")
                        .multipartUpload(it -> it.parts(parts))
                        .build();
        return link.send(
                "store " + name,
                (s3, again) -> {
                    try {
                        s3.completeMultipartUpload(request);
                        return Optional.of(Put.STORED);
                    } catch (S3Exception refused) {
                        if (refused.statusCode() == 409) {
                            // another completion is going on; the parts have to be sent again
                            return Optional.empty();
                        }
                        if (refused.statusCode() == 404 && again) {
                            return ours(refused);
                        }
                        return store.taken(refused, name, content, again);
                    }
                });
    }

    /// The upload is gone since an earlier try completed it, and its reply was lost.
    private Optional<Put> ours(S3Exception refused) {
        Optional<Put> put =
                store.get(name)
                        .map(there ->
                                ByteBuffer.wrap(there).equals(content) ? Put.STORED : Put.EXISTS);
        if (put.isEmpty()) {
            throw refused;
        }
        return put;
    }

    private void abort(String upload) {
        link.send(
                "give up " + name,
                (s3, again) -> {
                    try {
                        s3.abortMultipartUpload(
                                it -> it.bucket(link.address().bucket()).key(key).uploadId(upload));
                    } catch (S3Exception gone) {
                        if (gone.statusCode() != 404) {
                            throw gone;
                        }
                    }
                    return true;
                });
    }

    /// Drops uploads that nobody ended for a day; whoever slept so long fails at its last request.
    static void sweep(S3Link link) {
        String bucket = link.address().bucket();
        ListMultipartUploadsResponse found =
                link.send(
                        "list uploads",
                        (s3, again) ->
                                s3.listMultipartUploads(
                                        it -> it.bucket(bucket).prefix(link.address().prefix())));
        Instant now =
                found.sdkHttpResponse()
                        .firstMatchingHeader("Date")
                        .map(DateTimeFormatter.RFC_1123_DATE_TIME::parse)
                        .map(Instant::from)
                        .orElse(Instant.EPOCH);
        for (MultipartUpload upload : found.uploads()) {
            boolean ours = upload.key().startsWith(link.address().prefix());
            if (ours && upload.initiated().isBefore(now.minus(LEFT_OVER))) {
                link.send(
                        "drop an upload of " + upload.key(),
                        (s3, again) ->
                                s3.abortMultipartUpload(it ->
                                        it.bucket(bucket)
                                                .key(upload.key())
                                                .uploadId(upload.uploadId())));
            }
        }
    }
}
