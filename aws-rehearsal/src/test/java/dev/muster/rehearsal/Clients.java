package dev.muster.rehearsal;

import dev.muster.rehearsal.world.Account;
import java.net.URI;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.awscore.client.builder.AwsClientBuilder;
import software.amazon.awssdk.awscore.client.builder.AwsSyncClientBuilder;
import software.amazon.awssdk.awscore.retry.AwsRetryStrategy;
import software.amazon.awssdk.http.apache.ApacheHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.s3.S3Client;

/// The SDK's own clients, as programs make them.
public final class Clients {
    private Clients() {}

    /// Makes a client of one service.
    interface Maker {
        AutoCloseable make(URI endpoint, Account account);
    }

    public static S3Client s3(RehearsalAws aws, String region) {
        return s3(aws, region, aws.account());
    }

    public static S3Client s3(RehearsalAws aws, String region, Account account) {
        return of(S3Client.builder(), aws.endpoint(), region, account);
    }

    public static <C, B extends AwsClientBuilder<B, C> & AwsSyncClientBuilder<B, C>> C of(
            B builder, URI endpoint, String region, Account account) {
        return builder.endpointOverride(endpoint)
                .region(Region.of(region))
                .credentialsProvider(credentials(account))
                .httpClientBuilder(ApacheHttpClient.builder().maxConnections(64))
                .overrideConfiguration(it -> it.retryStrategy(AwsRetryStrategy.doNotRetry()))
                .build();
    }

    public static StaticCredentialsProvider credentials(Account account) {
        return StaticCredentialsProvider.create(
                AwsBasicCredentials.create(account.accessKey(), account.secret()));
    }
}
