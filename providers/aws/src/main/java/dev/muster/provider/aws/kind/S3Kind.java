package dev.muster.provider.aws.kind;

import dev.muster.kind.Action;
import dev.muster.kind.Capability;
import dev.muster.kind.ComponentKind;
import dev.muster.kind.Estimate;
import dev.muster.kind.Finding;
import dev.muster.kind.Look;
import dev.muster.kind.Permission;
import dev.muster.kind.Procedure;
import dev.muster.kind.Recovery.Method;
import dev.muster.kind.Situation;
import dev.muster.kind.StepDraft;
import dev.muster.model.Address;
import dev.muster.model.LateEffect;
import dev.muster.model.RegionId;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// The kind `s3`: a bucket, brought back as of a time from its versions, or from those that
/// replication put into a bucket of another region.
public final class S3Kind implements ComponentKind<S3Settings> {
    private static final Duration SHORTEST_TIMEOUT = Duration.ofHours(1);

    @Override
    public String name() {
        return "s3";
    }

    @Override
    public String summary() {
        return "A bucket of Amazon S3, or of storage with versions that speaks as S3 does.";
    }

    @Override
    public Class<S3Settings> settings() {
        return S3Settings.class;
    }

    @Override
    public Set<Capability> capabilities() {
        return Set.of(Capability.DATA, Capability.NATIVE_POINTS, Capability.POINT_IN_TIME);
    }

    /// Programs name a bucket, not an address.
    @Override
    public Optional<Address> address(Situation<S3Settings> situation, RegionId region) {
        return Optional.empty();
    }

    @Override
    public List<StepDraft> recipe(Situation<S3Settings> situation) {
        if (!situation.isLost()) {
            return List.of();
        }
        boolean asItIs = situation.recovery().method().filter(Method.SWITCH::equals).isPresent();
        StepDraft verify =
                step(
                        situation,
                        new Action.Verify(situation.component(), situation.in()),
                        asItIs ? Set.of() : Set.of("restore"),
                        "every object is compared with the version that it should be");
        return asItIs ? List.of(verify) : List.of(restore(situation), verify);
    }

    /// A frozen restore that goes on late copies the same versions once more. No version is ever
    /// deleted, so that there is a way back from it.
    private static StepDraft restore(Situation<S3Settings> situation) {
        return step(
                situation,
                new Action.Restore(situation.component(), situation.in(), situation.target()),
                Set.of(),
                "old versions become the newest ones; what was not there then gets a delete marker,"
                        + " and no version is deleted");
    }

    private static StepDraft step(
            Situation<S3Settings> situation, Action action, Set<String> after, String why) {
        return new StepDraft(
                action,
                after,
                why,
                LateEffect.IDEMPOTENT,
                true,
                S3Estimates.of(action, situation).patience(SHORTEST_TIMEOUT),
                false);
    }

    @Override
    public Procedure byHand(Action action, Situation<S3Settings> situation) {
        return new S3ByHand(situation).procedure(action);
    }

    @Override
    public Estimate estimate(Action action, Situation<S3Settings> situation) {
        return S3Estimates.of(action, situation);
    }

    @Override
    public List<Finding> rules(Situation<S3Settings> situation) {
        return new S3Rules(situation).findings();
    }

    @Override
    public Optional<Estimate> nativeLoss(Situation<S3Settings> situation) {
        return S3Estimates.loss(situation);
    }

    @Override
    public List<Permission> permissions(Situation<S3Settings> situation) {
        return S3Permissions.of(situation.settings());
    }

    @Override
    public Look look() {
        return new Look("folder", "Amazon S3");
    }
}
