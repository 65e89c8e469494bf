package dev.muster.vault.s3;

import dev.muster.vault.store.Guard;
import dev.muster.vault.store.Guard.Ban;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.s3.model.DeleteObjectResponse;
import software.amazon.awssdk.services.s3.model.PutObjectRequest;
import software.amazon.awssdk.services.s3.model.PutObjectResponse;

/// Tries with our own credentials what an attacker who stole them would try.
final class S3Guard {
    /// One name for all probes, so that storage which refuses deletion keeps one of them.
    private static final String NAME = "probe/guard";

    private static final String LOCKED_NAME = "probe/lock";
    private static final Duration LOCKED_FOR = Duration.ofMinutes(1);

    private final S3Link link;

    S3Guard(S3Link link) {
        this.link = link;
    }

    Guard probe() {
        Optional<String> first = put(NAME, "*", false);
        Optional<String> second = put(NAME, null, false);
        Ban change =
                second.isEmpty() ? Ban.REFUSED : second.get().isEmpty() ? Ban.POSSIBLE : Ban.HIDES;
        Ban delete = delete(NAME, second.or(() -> first).orElse(""));
        Ban lock = lock();
        boolean kept = lock == Ban.REFUSED && delete == Ban.POSSIBLE;
        return new Guard(change, kept ? Ban.HIDES : delete, lock);
    }

    /// The version that was stored, or nothing for storage without versions; empty if refused.
    private Optional<String> put(String name, @Nullable String condition, boolean locked) {
        ByteBuffer content = ByteBuffer.wrap("muster probe".getBytes(StandardCharsets.UTF_8));
        PutObjectRequest.Builder request =
                PutObjectRequest.builder()
                        .bucket(link.address().bucket())
                        .key(link.address().prefix() + name)
                        .ifNoneMatch(condition)
                        .contentLength((long) content.remaining())
                        .checksumSHA256(Content.sha256(content));
        if (locked) {
            S3Locks.lock(request, link.timing().instant().plus(LOCKED_FOR));
        }
        return link.send(
                "probe " + name,
                (s3, again) -> {
                    try {
                        PutObjectResponse done =
                                s3.putObject(request.build(), Content.body(content));
                        return Optional.of(version(done.versionId()));
                    } catch (SdkException e) {
                        return refused(e);
                    }
                });
    }

    private static String version(@Nullable String version) {
        return version == null || version.equals("null") ? "" : version;
    }

    /// Also for a condition that is not met: the probe of another is there.
    private static Optional<String> refused(SdkException e) {
        S3Faults fault = S3Faults.of(e);
        if (fault.isRefusal() || fault.isUnmet()) {
            return Optional.empty();
        }
        throw e;
    }

    private Ban delete(String name, String version) {
        Optional<String> marked = deleted(name, null);
        if (marked.isEmpty()) {
            return Ban.REFUSED;
        }
        if (version.isEmpty()) {
            return Ban.POSSIBLE;
        }
        return deleted(name, version).isPresent() ? Ban.POSSIBLE : Ban.HIDES;
    }

    private Optional<String> deleted(String name, @Nullable String version) {
        String key = link.address().prefix() + name;
        return link.send(
                "probe " + name,
                (s3, again) -> {
                    try {
                        DeleteObjectResponse done =
                                s3.deleteObject(it ->
                                        it.bucket(link.address().bucket())
                                                .key(key)
                                                .versionId(version));
                        return Optional.of(version(done.versionId()));
                    } catch (SdkException e) {
                        return refused(e);
                    }
                });
    }

    /// Leaves an object of a few bytes behind where the lock holds: that is the proof.
    private Ban lock() {
        if (link.address().lock().isEmpty()) {
            return Ban.POSSIBLE;
        }
        Optional<String> version = put(LOCKED_NAME, null, true);
        if (version.isEmpty() || version.get().isEmpty()) {
            return Ban.POSSIBLE;
        }
        return deleted(LOCKED_NAME, version.get()).isEmpty() ? Ban.REFUSED : Ban.POSSIBLE;
    }
}
