package dev.muster.provider.aws.kind;

import dev.muster.kind.ComponentFindings;
import dev.muster.kind.Finding;
import dev.muster.kind.Finding.Severity;
import dev.muster.kind.Recovery.Method;
import dev.muster.kind.Situation;
import dev.muster.model.Durations;
import dev.muster.provider.aws.kind.S3Settings.Lifecycle;
import dev.muster.provider.aws.kind.S3Settings.Replication;
import dev.muster.provider.aws.kind.S3Settings.VersionsFrom;
import java.time.Duration;
import java.util.List;
import java.util.Set;

/// What is wrong or weak about one bucket in a strategy.
final class S3Rules {
    /// Days are counted from midnight to midnight.
    private static final long ROUNDING_DAYS = 1;

    private final Situation<S3Settings> situation;
    private final S3Settings settings;
    private final ComponentFindings findings;

    S3Rules(Situation<S3Settings> situation) {
        this.situation = situation;
        this.settings = situation.settings();
        this.findings = new ComponentFindings(situation.component());
    }

    List<Finding> findings() {
        method();
        versions();
        settings.lifecycle().ifPresent(this::lifecycle);
        twin();
        settings.replication().ifPresent(this::replication);
        if (settings.objectLock().isEmpty()) {
            findings.add(
                    S3Findings.NO_LOCK,
                    Severity.HINT,
                    "whoever may delete versions can take the way back away",
                    "object-lock: governance",
                    "bucket");
        }
        return findings.all();
    }

    private void method() {
        findings.method(
                S3Findings.METHOD,
                situation.recovery(),
                Set.of(Method.RESTORE, Method.SWITCH),
                "method: restore");
    }

    private void versions() {
        if (!settings.versioning()) {
            findings.add(
                    S3Findings.VERSIONING_OFF,
                    Severity.ERROR,
                    "bucket " + settings.bucket() + " keeps no versions",
                    "versioning: true",
                    "versioning");
        }
    }

    private void lifecycle(Lifecycle lifecycle) {
        Duration kept = Duration.ofDays(lifecycle.expireNoncurrentDays());
        if (kept.compareTo(settings.window()) < 0) {
            long days = settings.window().plusDays(ROUNDING_DAYS).minusNanos(1).toDays();
            findings.add(
                    S3Findings.EXPIRES_EARLY,
                    Severity.ERROR,
                    "old versions are deleted after "
                            + lifecycle.expireNoncurrentDays()
                            + " days, its window is "
                            + Durations.text(settings.window()),
                    "expire-noncurrent-days: " + (days + ROUNDING_DAYS),
                    "lifecycle",
                    "expire-noncurrent-days");
        }
    }

    private boolean comesBackElsewhere() {
        return situation.home().filter(home -> !home.equals(situation.in())).isPresent();
    }

    private void twin() {
        if (!comesBackElsewhere()) {
            return;
        }
        boolean primary = settings.versionsFrom() == VersionsFrom.PRIMARY;
        if (settings.twin().isEmpty() || (settings.replication().isEmpty() && !primary)) {
            findings.add(
                    S3Findings.NOT_REPLICATED,
                    situation.isLost() ? Severity.ERROR : Severity.WARNING,
                    settings.twin().isEmpty()
                            ? "there is no bucket for it in " + situation.in()
                            : "nothing replicates it to " + settings.twin().get(),
                    settings.twin().isEmpty()
                            ? "bucket: NAME, location: REGION"
                            : "replication: { existing-objects: true }",
                    settings.twin().isEmpty() ? "recover" : "bucket");
            return;
        }
        if (settings.twin().get().equals(settings.bucket())) {
            findings.add(
                    S3Findings.SAME_BUCKET,
                    Severity.ERROR,
                    "bucket " + settings.bucket() + " is to come back as itself",
                    "bucket: ANOTHER",
                    "recover",
                    "bucket");
        }
        sameRegion();
        if (primary && situation.isLost()) {
            findings.add(
                    S3Findings.FROM_LOST_REGION,
                    Severity.WARNING,
                    "its versions are read in " + settings.location() + ", which may be lost",
                    "versions-from: itself",
                    "recover",
                    "versions-from");
        }
    }

    private void sameRegion() {
        AwsRegion there = settings.twinLocation().orElse(settings.location());
        if (there.equals(settings.location())) {
            findings.add(
                    S3Findings.SAME_REGION,
                    Severity.ERROR,
                    "its twin "
                            + settings.twin().orElseThrow()
                            + " is in "
                            + there
                            + ", as it is itself",
                    "location: ANOTHER",
                    "recover");
        }
    }

    private void replication(Replication replication) {
        if (!replication.existingObjects()) {
            findings.add(
                    S3Findings.EXISTING_OBJECTS,
                    Severity.WARNING,
                    "objects from before the replication rule are in one region alone",
                    "existing-objects: true, once S3 Batch Replication has run",
                    "replication");
        }
        if (!replication.deleteMarkers()) {
            findings.add(
                    S3Findings.DELETE_MARKERS,
                    Severity.HINT,
                    "what is deleted in " + settings.bucket() + " stays in its twin",
                    "delete-markers: true",
                    "replication");
        }
    }
}
