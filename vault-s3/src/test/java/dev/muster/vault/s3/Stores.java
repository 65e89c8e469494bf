package dev.muster.vault.s3;

import dev.muster.model.Timing;
import dev.muster.model.VaultUrl;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/// Stores as tests want them: small parts and pages, little patience.
final class Stores {
    static final S3Tuning SMALL =
            new S3Tuning(
                    8 << 20,
                    7,
                    Duration.ofSeconds(10),
                    Duration.ofSeconds(2),
                    Duration.ofSeconds(10));

    static final Timing CLOCK =
            new Timing() {
                @Override
                public Instant instant() {
                    return Instant.now();
                }

                @Override
                public long nanos() {
                    return System.nanoTime();
                }

                @Override
                public void pause(Duration duration) throws InterruptedException {
                    Thread.sleep(duration);
                }
            };

    private Stores() {}

    static S3Store at(String url) {
        return at(url, SMALL);
    }

    static S3Store at(String url, S3Tuning tuning) {
        return at(url, tuning, S3Server.CREDENTIALS);
    }

    static S3Store at(String url, S3Tuning tuning, S3Credentials credentials) {
        VaultUrl.Bucket address = (VaultUrl.Bucket) VaultUrl.parse(url);
        return new S3Store(new S3Link(address, Optional.of(credentials), CLOCK, () -> 0.5, tuning));
    }
}
