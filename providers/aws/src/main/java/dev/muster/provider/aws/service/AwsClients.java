package dev.muster.provider.aws.service;

import dev.muster.model.Secret;
import dev.muster.provider.aws.kind.AwsAccess;
import dev.muster.provider.aws.kind.AwsRegion;
import java.time.Duration;
import java.util.Optional;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.auth.credentials.DefaultCredentialsProvider;
import software.amazon.awssdk.auth.credentials.ProfileCredentialsProvider;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.awscore.client.builder.AwsClientBuilder;
import software.amazon.awssdk.awscore.client.builder.AwsSyncClientBuilder;
import software.amazon.awssdk.awscore.retry.AwsRetryStrategy;
import software.amazon.awssdk.core.client.config.ClientOverrideConfiguration;
import software.amazon.awssdk.core.interceptor.ExecutionInterceptor;
import software.amazon.awssdk.http.apache.ApacheHttpClient;
import software.amazon.awssdk.regions.Region;

/// Sets clients of the SDK up, all in the same way. Making one takes half a second; nothing is
/// sent.
public final class AwsClients {
    /// At most so many requests are on their way at once.
    public static final int CONNECTIONS = 64;

    private static final Duration CONNECT = Duration.ofSeconds(4);
    private static final Duration SILENCE = Duration.ofSeconds(60);

    /// With jitter in between, and inside a budget that all requests of the client share, so that a
    /// service that fails is not asked the more for it.
    private static final int TRIES = 6;

    private AwsClients() {}

    /// @param interceptors see each request and each answer
    public static <B extends AwsSyncClientBuilder<B, C> & AwsClientBuilder<B, C>, C> B configured(
            B builder, AwsAccess access, AwsRegion region, ExecutionInterceptor... interceptors) {
        ClientOverrideConfiguration.Builder override =
                ClientOverrideConfiguration.builder()
                        .retryStrategy(
                                AwsRetryStrategy.standardRetryStrategy().toBuilder()
                                        .maxAttempts(TRIES)
                                        .build());
        for (ExecutionInterceptor interceptor : interceptors) {
            override.addExecutionInterceptor(interceptor);
        }
        builder.credentialsProvider(credentials(access))
                .region(Region.of(region.value()))
                .httpClientBuilder(
                        ApacheHttpClient.builder()
                                .maxConnections(CONNECTIONS)
                                .connectionTimeout(CONNECT)
                                .connectionAcquisitionTimeout(Duration.ofMinutes(5))
                                .tcpKeepAlive(true)
                                .socketTimeout(SILENCE))
                .overrideConfiguration(override.build());
        access.endpoint().ifPresent(builder::endpointOverride);
        return builder;
    }

    private static AwsCredentialsProvider credentials(AwsAccess access) {
        Optional<Secret> key = access.accessKey();
        Optional<Secret> secret = access.secretKey();
        if (key.isPresent() && secret.isPresent()) {
            return StaticCredentialsProvider.create(
                    AwsBasicCredentials.create(key.get().reveal(), secret.get().reveal()));
        }
        return access.profile()
                .<AwsCredentialsProvider>map(ProfileCredentialsProvider::create)
                .orElseGet(() -> DefaultCredentialsProvider.builder().build());
    }
}
