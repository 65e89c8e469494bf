package dev.muster.vault.s3;

import dev.muster.model.VaultUrl;
import java.time.Duration;
import java.util.Optional;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.AwsCredentials;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.auth.credentials.AwsSessionCredentials;
import software.amazon.awssdk.auth.credentials.DefaultCredentialsProvider;
import software.amazon.awssdk.auth.credentials.ProfileCredentialsProvider;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.awscore.retry.AwsRetryStrategy;
import software.amazon.awssdk.core.checksums.RequestChecksumCalculation;
import software.amazon.awssdk.core.checksums.ResponseChecksumValidation;
import software.amazon.awssdk.http.apache.ApacheHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.S3ClientBuilder;

/// Makes the SDK's client for an address.
final class S3Clients {
    private static final int CONNECTIONS = 64;

    /// What storage other than AWS signs for, where nobody says.
    private static final Region ANY = Region.US_EAST_1;

    private S3Clients() {}

    /// Takes half a second; nothing is sent.
    static S3Client of(
            VaultUrl.Bucket address, Optional<S3Credentials> credentials, S3Tuning tuning) {
        S3ClientBuilder builder =
                S3Client.builder()
                        .credentialsProvider(credentials(address, credentials))
                        .httpClientBuilder(
                                ApacheHttpClient.builder()
                                        .maxConnections(CONNECTIONS)
                                        .connectionTimeout(tuning.connect())
                                        .connectionAcquisitionTimeout(Duration.ofMinutes(5))
                                        .tcpKeepAlive(true)
                                        .socketTimeout(tuning.silence()))
                        // tried again by S3Link, which knows what a lost reply may have done
                        .overrideConfiguration(
                                it -> it.retryStrategy(AwsRetryStrategy.doNotRetry()))
                        // put requests carry a SHA-256 of their own; packs are named by theirs
                        .requestChecksumCalculation(RequestChecksumCalculation.WHEN_REQUIRED)
                        .responseChecksumValidation(ResponseChecksumValidation.WHEN_REQUIRED)
                        .serviceConfiguration(it -> it.chunkedEncodingEnabled(false));
        address.endpoint()
                .ifPresent(endpoint -> builder.endpointOverride(endpoint).forcePathStyle(true));
        region(address).ifPresent(builder::region);
        return builder.build();
    }

    private static Optional<Region> region(VaultUrl.Bucket address) {
        Optional<Region> written = address.region().map(Region::of);
        return written.isPresent() || address.endpoint().isEmpty() ? written : Optional.of(ANY);
    }

    private static AwsCredentialsProvider credentials(
            VaultUrl.Bucket address, Optional<S3Credentials> credentials) {
        if (credentials.isPresent()) {
            return StaticCredentialsProvider.create(given(credentials.get()));
        }
        if (address.profile().isPresent()) {
            return ProfileCredentialsProvider.create(address.profile().get());
        }
        return DefaultCredentialsProvider.builder().build();
    }

    private static AwsCredentials given(S3Credentials given) {
        String key = given.accessKey().reveal();
        String secret = given.secretKey().reveal();
        return given.sessionToken()
                .<AwsCredentials>map(
                        token -> AwsSessionCredentials.create(key, secret, token.reveal()))
                .orElseGet(() -> AwsBasicCredentials.create(key, secret));
    }
}
