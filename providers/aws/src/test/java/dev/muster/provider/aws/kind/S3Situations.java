package dev.muster.provider.aws.kind;

import dev.muster.kind.Facts;
import dev.muster.kind.Recovery;
import dev.muster.kind.Situation;
import dev.muster.model.ComponentId;
import dev.muster.model.RegionId;
import dev.muster.model.RestoreTarget;
import dev.muster.model.Secret;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// Buckets as strategies describe them.
public final class S3Situations {
    public static final ComponentId PICTURES = new ComponentId("pictures");
    public static final RegionId PARIS = new RegionId("paris");
    public static final RegionId FRANKFURT = new RegionId("frankfurt");

    private S3Situations() {}

    /// One without anything to find fault with.
    public static S3Settings good(AwsAccess access, S3Settings.VersionsFrom from) {
        return new S3Settings(
                new BucketName("shop-pictures"),
                new AwsRegion("eu-west-3"),
                Duration.ofDays(30),
                true,
                Optional.of(new S3Settings.Lifecycle(31, 0)),
                Optional.of(
                        new S3Settings.Replication(
                                true, true, Optional.of(Duration.ofMinutes(15)))),
                Optional.of(S3Settings.LockMode.GOVERNANCE),
                Optional.of(access),
                Optional.of(
                        new S3Settings.Recover(
                                Optional.of(new BucketName("shop-pictures-there")),
                                Optional.of(new AwsRegion("eu-central-1")),
                                from,
                                Optional.of(List.of("index.html")),
                                Optional.empty())));
    }

    public static AwsAccess access(String key, String secret, URI endpoint) {
        return new AwsAccess(
                Optional.empty(),
                Optional.of(new Secret(key)),
                Optional.of(new Secret(secret)),
                Optional.of(endpoint));
    }

    public static Situation<S3Settings> lost(
            S3Settings settings, RegionId in, RestoreTarget target, Recovery recovery) {
        return new Situation<>(
                PICTURES,
                settings,
                Optional.empty(),
                recovery,
                Optional.of(PARIS),
                Set.of(PARIS),
                in,
                target,
                Map.of(),
                Facts.NONE);
    }
}
