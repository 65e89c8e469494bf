package dev.muster.vault.s3;

import java.time.Instant;
import java.util.Optional;
import software.amazon.awssdk.services.s3.model.CreateMultipartUploadRequest;
import software.amazon.awssdk.services.s3.model.ObjectLockMode;
import software.amazon.awssdk.services.s3.model.PutObjectRequest;

/// Object Lock: until when an object that is stored now may not be deleted by anybody.
final class S3Locks {
    private final S3Link link;

    S3Locks(S3Link link) {
        this.link = link;
    }

    PutObjectRequest.Builder on(String name, PutObjectRequest.Builder request) {
        until(name)
                .ifPresent(until ->
                        request.objectLockMode(ObjectLockMode.COMPLIANCE)
                                .objectLockRetainUntilDate(until));
        return request;
    }

    CreateMultipartUploadRequest.Builder on(
            String name, CreateMultipartUploadRequest.Builder request) {
        until(name)
                .ifPresent(until ->
                        request.objectLockMode(ObjectLockMode.COMPLIANCE)
                                .objectLockRetainUntilDate(until));
        return request;
    }

    /// Probes and what was set aside are not worth keeping.
    private Optional<Instant> until(String name) {
        if (name.startsWith("probe/") || name.startsWith("corrupt/")) {
            return Optional.empty();
        }
        return link.address().lock().map(lock -> link.timing().instant().plus(lock));
    }
}
