package dev.muster.provider.aws.kind;

import dev.muster.kind.Situation;
import dev.muster.model.RegionId;
import dev.muster.provider.aws.kind.S3Settings.VersionsFrom;

/// Which bucket is read and which one is written when a component comes back.
///
/// @param source whose versions are read
/// @param destination what is brought to a moment; often the same
public record S3Buckets(Place source, Place destination) {
    /// A bucket, and how it is reached.
    public record Place(BucketName bucket, AwsRegion location, AwsAccess access) {
        /// As AWS names the bucket in policies.
        public String arn() {
            return "arn:" + location.partition() + ":s3:::" + bucket;
        }

        /// As the `aws` command is told of it.
        public String options() {
            String profile = access.profile().map(name -> " --profile " + name).orElse("");
            String endpoint = access.endpoint().map(at -> " --endpoint-url " + at).orElse("");
            return "--region " + location + profile + endpoint;
        }
    }

    /// Whether a bucket goes back to an earlier state of its own.
    public boolean inPlace() {
        return source.equals(destination);
    }

    /// The primary bucket.
    public static Place primary(S3Settings settings) {
        return new Place(settings.bucket(), settings.location(), settings.home());
    }

    /// The bucket of a region; that of the component's own region, and of one that has no twin, is
    /// the primary one.
    public static Place in(Situation<S3Settings> situation, RegionId region) {
        S3Settings settings = situation.settings();
        boolean atHome = situation.home().filter(region::equals).isPresent();
        if (atHome || settings.twin().isEmpty()) {
            return primary(settings);
        }
        return new Place(
                settings.twin().get(),
                settings.twinLocation().orElse(settings.location()),
                settings.there());
    }

    public static S3Buckets of(Situation<S3Settings> situation, RegionId region) {
        Place destination = in(situation, region);
        boolean primary = situation.settings().versionsFrom() == VersionsFrom.PRIMARY;
        return new S3Buckets(primary ? primary(situation.settings()) : destination, destination);
    }
}
