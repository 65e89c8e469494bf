package dev.muster.provider.aws.s3;

import dev.muster.model.MusterException;
import dev.muster.provider.aws.kind.AwsErrors;
import dev.muster.provider.aws.kind.S3Buckets.Place;
import dev.muster.provider.aws.service.AwsClients;
import dev.muster.provider.aws.service.AwsFaults;
import software.amazon.awssdk.core.checksums.RequestChecksumCalculation;
import software.amazon.awssdk.core.checksums.ResponseChecksumValidation;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.BucketVersioningStatus;

/// A bucket and the way to it. Safe for many threads.
final class Bucket implements AutoCloseable {
    private final Place place;
    private final S3Client client;

    Bucket(Place place) {
        this.place = place;
        this.client =
                AwsClients.configured(
                                S3Client.builder(),
                                place.access(),
                                place.location(),
                                new VersionOrder())
                        .forcePathStyle(place.access().endpoint().isPresent())
                        .requestChecksumCalculation(RequestChecksumCalculation.WHEN_REQUIRED)
                        .responseChecksumValidation(ResponseChecksumValidation.WHEN_REQUIRED)
                        .build();
    }

    /// One request.
    @FunctionalInterface
    interface Request<T> {
        T send(S3Client client);
    }

    Place place() {
        return place;
    }

    String name() {
        return place.bucket().value();
    }

    /// @param doing like `list its versions`
    <T> T send(String doing, Request<T> request) throws InterruptedException {
        try {
            return request.send(client);
        } catch (SdkException e) {
            throw AwsFaults.told(e, doing + " of bucket " + name() + " in " + place.location());
        }
    }

    /// For callers that look at what was refused themselves.
    <T> T sendRaw(Request<T> request) {
        return request.send(client);
    }

    /// @throws MusterException if it keeps none, or none any more
    void requireVersions() throws InterruptedException {
        BucketVersioningStatus status =
                send("look at the versioning", it -> it.getBucketVersioning(r -> r.bucket(name())))
                        .status();
        if (status != BucketVersioningStatus.ENABLED) {
            throw AwsErrors.NO_VERSIONS.error(
                    "versioning of bucket "
                            + name()
                            + " is "
                            + (status == BucketVersioningStatus.SUSPENDED ? "suspended" : "off"),
                    enableVersioning());
        }
    }

    String enableVersioning() {
        return "aws s3api put-bucket-versioning --bucket "
                + name()
                + " "
                + place.options()
                + " --versioning-configuration Status=Enabled";
    }

    @Override
    public void close() {
        client.close();
    }
}
