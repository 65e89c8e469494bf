package dev.muster.vault.s3;

import dev.muster.model.MusterException;
import dev.muster.model.Timing;
import dev.muster.model.VaultUrl;
import dev.muster.vault.store.Retries;
import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import java.util.function.DoubleSupplier;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.s3.S3Client;

/// Sends requests to one bucket, and sends again what can pass. Safe for many threads.
final class S3Link {
    private static final Duration FIRST_PAUSE = Duration.ofMillis(100);
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(3);

    private final VaultUrl.Bucket address;
    private final Optional<S3Credentials> credentials;
    private final Timing timing;
    private final S3Tuning tuning;
    private final Retries retries;
    private @Nullable S3Client client;

    /// @param jitter from 0 to 1, so that writers that were refused together come back apart
    S3Link(
            VaultUrl.Bucket address,
            Optional<S3Credentials> credentials,
            Timing timing,
            DoubleSupplier jitter,
            S3Tuning tuning) {
        this.address = address;
        this.credentials = credentials;
        this.timing = timing;
        this.tuning = tuning;
        this.retries = new Retries(timing, jitter, FIRST_PAUSE, LONGEST_PAUSE);
    }

    /// One request, or several that are repeated together.
    @FunctionalInterface
    interface Request<T> {
        /// @param again whether an earlier try failed, perhaps after it took effect
        T send(S3Client s3, boolean again) throws IOException;
    }

    VaultUrl.Bucket address() {
        return address;
    }

    Timing timing() {
        return timing;
    }

    S3Tuning tuning() {
        return tuning;
    }

    /// The address as messages show it.
    String place() {
        String at = address.endpoint().map(uri -> " at " + uri).orElse("");
        return "s3://" + address.bucket() + "/" + address.prefix() + at;
    }

    /// @param doing like `store packs/ab/abcd`
    /// @throws MusterException if it cannot be, or did not pass in time
    <T> T send(String doing, Request<T> request) {
        long began = timing.nanos();
        retries.requireRested(this::place, doing);
        for (int attempt = 1; ; attempt++) {
            try {
                T answer = request.send(client(), attempt > 1);
                retries.answered();
                return answer;
            } catch (SdkException | IOException e) {
                S3Faults fault = S3Faults.of(e);
                Duration pause = retries.pause(attempt);
                if (!fault.mayPass() || isHopeless(fault, began, pause)) {
                    MusterException told = fault.told(this, doing, attempt);
                    giveUp(fault, told);
                    throw told;
                }
                retries.await(pause, doing);
            }
        }
    }

    private boolean isHopeless(S3Faults fault, long began, Duration pause) {
        Duration patience = fault.isConnection() ? tuning.connect() : tuning.patience();
        return retries.hasGivenUp() || retries.isLate(began, pause, patience);
    }

    private void giveUp(S3Faults fault, MusterException told) {
        if (fault.mayPass() && !fault.isAnswer()) {
            retries.giveUp(told);
        }
    }

    private synchronized S3Client client() {
        S3Client known = client;
        if (known == null) {
            known = S3Clients.of(address, credentials, tuning);
            client = known;
        }
        return known;
    }
}
