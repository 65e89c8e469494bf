package dev.muster.vault.s3;

import dev.muster.model.Secret;

/// Credentials that a strategy names. They are never printed.
public record S3Credentials(Secret accessKey, Secret secretKey) {}
