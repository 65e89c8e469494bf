package dev.muster.provider.aws.s3;

import dev.muster.kind.ComponentKind;
import dev.muster.provider.Diagnosis;
import dev.muster.provider.NativeStore;
import dev.muster.provider.Operation;
import dev.muster.provider.RestoreReport;
import dev.muster.provider.Target;
import dev.muster.provider.Verification;
import dev.muster.provider.aws.kind.S3Buckets;
import dev.muster.provider.aws.kind.S3Buckets.Place;
import dev.muster.provider.aws.kind.S3Kind;
import dev.muster.provider.aws.kind.S3Settings;
import java.util.List;
import java.util.Optional;

/// A bucket as a data store that keeps its versions itself. Each operation is a class of its own.
public final class S3Store implements NativeStore<S3Settings> {
    private final S3Kind kind = new S3Kind();

    @Override
    public ComponentKind<S3Settings> kind() {
        return kind;
    }

    @Override
    public Diagnosis diagnose(Target<S3Settings> target) throws InterruptedException {
        S3Settings settings = target.settings();
        Optional<Place> twin =
                settings.twin()
                        .map(name ->
                                new Place(
                                        name,
                                        settings.twinLocation().orElse(settings.location()),
                                        settings.there()));
        return new S3Look(settings, twin).run();
    }

    @Override
    public void requireRestorable(Target<S3Settings> target, Operation operation)
            throws InterruptedException {
        Aim aim = Aim.of(target, List.of());
        try (Bucket to = new Bucket(aim.buckets().destination())) {
            to.requireVersions();
        }
        if (!aim.buckets().inPlace()) {
            try (Bucket from = new Bucket(aim.buckets().source())) {
                from.requireVersions();
            }
        }
    }

    @Override
    public RestoreReport restore(Target<S3Settings> target, Scope scope, Operation operation)
            throws InterruptedException {
        S3Buckets buckets = S3Buckets.of(target.situation(), target.region());
        Aim aim = Aim.of(target, scope.only());
        try (Bucket from = new Bucket(buckets.source());
                Bucket to = new Bucket(buckets.destination())) {
            S3Restore restore = new S3Restore(aim, from, to, operation);
            return scope.dryRun() ? restore.plan() : restore.run();
        }
    }

    @Override
    public Verification verify(Target<S3Settings> target, Operation operation)
            throws InterruptedException {
        Aim aim = Aim.of(target, List.of());
        try (Bucket from = new Bucket(aim.buckets().source());
                Bucket to = new Bucket(aim.buckets().destination())) {
            return new S3Verify(aim, from, to, target.settings().required(), operation).run();
        }
    }
}
