package dev.muster.vault.s3;

import java.time.Instant;
import java.util.Optional;
import software.amazon.awssdk.services.s3.model.CreateMultipartUploadRequest;
import software.amazon.awssdk.services.s3.model.HeadObjectResponse;
import software.amazon.awssdk.services.s3.model.ObjectLockMode;
import software.amazon.awssdk.services.s3.model.ObjectLockRetentionMode;
import software.amazon.awssdk.services.s3.model.PutObjectRequest;
import software.amazon.awssdk.services.s3.model.S3Exception;

/// Object Lock: until when an object may not be deleted by anybody, in compliance mode.
///
/// The end of a retention is compared with the storage's clock. A clock of ours that is fast locks
/// for longer, one that is slow is refused or locks for less than asked, and is extended later.
final class S3Locks {
    private final S3Link link;

    S3Locks(S3Link link) {
        this.link = link;
    }

    PutObjectRequest.Builder on(String name, PutObjectRequest.Builder request) {
        until(name).ifPresent(until -> lock(request, until));
        return request;
    }

    static void lock(PutObjectRequest.Builder request, Instant until) {
        request.objectLockMode(ObjectLockMode.COMPLIANCE).objectLockRetainUntilDate(until);
    }

    CreateMultipartUploadRequest.Builder on(
            String name, CreateMultipartUploadRequest.Builder request) {
        until(name)
                .ifPresent(until ->
                        request.objectLockMode(ObjectLockMode.COMPLIANCE)
                                .objectLockRetainUntilDate(until));
        return request;
    }

    /// Probes and what was set aside are not worth keeping, and sessions end.
    private Optional<Instant> until(String name) {
        if (name.startsWith("probe/")
                || name.startsWith("corrupt/")
                || name.startsWith("sessions/")) {
            return Optional.empty();
        }
        return link.address().lock().map(lock -> link.timing().instant().plus(lock));
    }

    /// @return whether a request was needed
    boolean extend(String name, String key, Instant enough, Instant until) {
        String bucket = link.address().bucket();
        Optional<Instant> now =
                link.send(
                        "read the lock of " + name,
                        (s3, again) -> {
                            try {
                                HeadObjectResponse head =
                                        s3.headObject(it -> it.bucket(bucket).key(key));
                                return Optional.ofNullable(head.objectLockRetainUntilDate())
                                        .or(() -> Optional.of(Instant.EPOCH));
                            } catch (S3Exception refused) {
                                if (refused.statusCode() == 404) {
                                    return Optional.empty();
                                }
                                throw refused;
                            }
                        });
        if (now.isEmpty() || !now.get().isBefore(enough)) {
            return false;
        }
        link.send(
                "lock " + name,
                (s3, again) ->
                        s3.putObjectRetention(it ->
                                it.bucket(bucket)
                                        .key(key)
                                        .retention(how ->
                                                how.mode(ObjectLockRetentionMode.COMPLIANCE)
                                                        .retainUntilDate(until))));
        return true;
    }
}
