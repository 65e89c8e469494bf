package dev.muster.provider.aws.kind;

import dev.muster.kind.Doc;
import dev.muster.model.Secret;
import java.net.URI;
import java.util.Optional;

/// As whom, and where, requests are sent. Without any of it, as the `aws` command does.
public record AwsAccess(
        @Doc("A profile of the files that the `aws` command reads.") Optional<String> profile,
        @Doc("An access key, as a reference; without it, what the AWS SDK finds by itself.")
                Optional<Secret> accessKey,
        @Doc("Its secret, as a reference such as `${env:STORAGE_SECRET}`.")
                Optional<Secret> secretKey,
        @Doc("Where the service answers, for storage that only speaks as AWS does.")
                Optional<URI> endpoint) {
    /// As the `aws` command finds it.
    public static final AwsAccess FOUND =
            new AwsAccess(Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty());

    /// The same elsewhere.
    public AwsAccess at(Optional<URI> other) {
        return new AwsAccess(profile, accessKey, secretKey, other.or(() -> endpoint));
    }
}
