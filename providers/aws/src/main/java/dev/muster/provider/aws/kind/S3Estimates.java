package dev.muster.provider.aws.kind;

import dev.muster.kind.Action;
import dev.muster.kind.Estimate;
import dev.muster.kind.Situation;
import java.time.Duration;
import java.util.Optional;

/// How long steps take, and how much is lost.
///
/// Nobody knows the number of versions before they were listed; measured runs replace what is
/// assumed here.
final class S3Estimates {
    private static final Duration LISTING = Duration.ofMinutes(2);
    private static final Duration COPYING = Duration.ofMinutes(10);

    /// Without Replication Time Control S3 promises nothing. "Most objects within 15 minutes" is
    /// what the user guide says; an hour is for the others.
    private static final Duration UNPROMISED = Duration.ofHours(1);

    private S3Estimates() {}

    static Estimate of(Action action, Situation<S3Settings> situation) {
        return situation
                .measured(action)
                .map(Estimate::measured)
                .orElseGet(() -> estimated(action));
    }

    private static Estimate estimated(Action action) {
        return switch (action) {
            case Action.Restore _ ->
                    Estimate.estimated(
                            LISTING.plus(COPYING),
                            "a million versions listed, 100,000 copied, none of them measured");
            case Action.Verify _ ->
                    Estimate.estimated(LISTING, "a million versions listed, not measured");
            case Action.Fence _,
                    Action.Promote _,
                    Action.Start _,
                    Action.Deploy _,
                    Action.Route _,
                    Action.Confirm _,
                    Action.OfPeople _ ->
                    Estimate.estimated(Duration.ZERO, "not part of a bucket's recovery");
        };
    }

    /// Every write is a version at once; what replication had not carried over is lost with the
    /// region.
    static Optional<Estimate> loss(Situation<S3Settings> situation) {
        S3Settings settings = situation.settings();
        boolean elsewhere = !situation.home().filter(situation.in()::equals).isPresent();
        if (!settings.versioning()) {
            return Optional.empty();
        }
        if (!elsewhere || settings.versionsFrom() == S3Settings.VersionsFrom.PRIMARY) {
            return Optional.of(Estimate.estimated(Duration.ZERO, "every write is a version"));
        }
        if (settings.twin().isEmpty()) {
            return Optional.empty();
        }
        return settings.replication()
                .map(replication ->
                        replication
                                .within()
                                .map(promise -> Estimate.estimated(promise, "replication.within"))
                                .orElseGet(() ->
                                        Estimate.estimated(
                                                UNPROMISED,
                                                "replication without a promise, assumed to be"
                                                        + " 1 h")));
    }
}
