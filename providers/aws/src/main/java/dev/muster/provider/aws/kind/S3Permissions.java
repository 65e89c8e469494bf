package dev.muster.provider.aws.kind;

import dev.muster.kind.Permission;
import dev.muster.kind.Permission.Use;
import dev.muster.provider.aws.kind.S3Buckets.Place;
import dev.muster.provider.aws.kind.S3Settings.VersionsFrom;
import java.util.ArrayList;
import java.util.List;

/// The exact IAM actions: who watches reads settings and no object, who recovers adds versions and
/// deletes none.
final class S3Permissions {
    private S3Permissions() {}

    static List<Permission> of(S3Settings settings) {
        List<Place> buckets = new ArrayList<>(List.of(S3Buckets.primary(settings)));
        settings.twin()
                .map(twin ->
                        new Place(
                                twin,
                                settings.twinLocation().orElse(settings.location()),
                                settings.there()))
                .ifPresent(buckets::add);
        List<String> names = buckets.stream().map(Place::arn).toList();
        List<Permission> all = new ArrayList<>();
        all.add(watch(names));
        all.add(
                Permission.deny(
                        Use.PROTECT,
                        "NeverTouchObjects",
                        List.of(
                                "s3:DeleteObject",
                                "s3:DeleteObjectVersion",
                                "s3:GetObject",
                                "s3:GetObjectVersion",
                                "s3:PutObject"),
                        objects(names)));
        all.addAll(recover(settings, names));
        return List.copyOf(all);
    }

    private static Permission watch(List<String> names) {
        return Permission.allow(
                Use.PROTECT,
                "LookAtSettings",
                List.of(
                        "s3:GetBucketObjectLockConfiguration",
                        "s3:GetBucketVersioning",
                        "s3:GetLifecycleConfiguration",
                        "s3:GetReplicationConfiguration",
                        "s3:ListBucket"),
                names);
    }

    private static List<Permission> recover(S3Settings settings, List<String> names) {
        boolean fromPrimary = settings.versionsFrom() == VersionsFrom.PRIMARY;
        List<String> written =
                fromPrimary && names.size() > 1 ? names.subList(1, names.size()) : names;
        return List.of(
                Permission.allow(
                        Use.RECOVER,
                        "ListVersions",
                        List.of("s3:GetBucketVersioning", "s3:ListBucket", "s3:ListBucketVersions"),
                        names),
                Permission.allow(
                        Use.RECOVER,
                        "ReadVersions",
                        List.of(
                                "s3:GetObject",
                                "s3:GetObjectTagging",
                                "s3:GetObjectVersion",
                                "s3:GetObjectVersionTagging"),
                        objects(names)),
                Permission.allow(
                        Use.RECOVER,
                        "AddVersions",
                        List.of(
                                "s3:AbortMultipartUpload",
                                "s3:DeleteObject",
                                "s3:PutObject",
                                "s3:PutObjectTagging"),
                        objects(written)),
                Permission.deny(
                        Use.RECOVER,
                        "NeverDeleteVersions",
                        List.of("s3:DeleteObjectVersion", "s3:BypassGovernanceRetention"),
                        objects(names)),
                Permission.deny(
                        Use.RECOVER,
                        "NeverChangeSettings",
                        List.of(
                                "s3:DeleteBucket",
                                "s3:PutBucketVersioning",
                                "s3:PutLifecycleConfiguration"),
                        names));
    }

    private static List<String> objects(List<String> names) {
        return names.stream().map(name -> name + "/*").toList();
    }
}
