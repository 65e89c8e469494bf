package dev.muster.vault.s3;

import dev.muster.model.Secret;
import java.util.Optional;

/// Credentials that somebody hands in. They are never printed.
///
/// @param sessionToken of credentials that end soon
public record S3Credentials(Secret accessKey, Secret secretKey, Optional<Secret> sessionToken) {
    public S3Credentials(Secret accessKey, Secret secretKey) {
        this(accessKey, secretKey, Optional.empty());
    }
}
