package dev.muster.provider.aws.kind;

import static org.assertj.core.api.Assertions.assertThat;

import dev.muster.kind.Action;
import dev.muster.kind.Finding;
import dev.muster.kind.Permission;
import dev.muster.kind.Permission.Use;
import dev.muster.kind.Procedure.Instruction;
import dev.muster.kind.Recovery;
import dev.muster.kind.Recovery.Method;
import dev.muster.kind.Situation;
import dev.muster.kind.StepDraft;
import dev.muster.model.RestoreTarget;
import dev.muster.provider.aws.kind.S3Settings.VersionsFrom;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class S3KindTest {
    private static final RestoreTarget NOON =
            new RestoreTarget.AtTime(Instant.parse("2026-03-01T12:00:00Z"));

    private final S3Kind kind = new S3Kind();

    private static S3Settings good() {
        return S3Situations.good(AwsAccess.FOUND, VersionsFrom.ITSELF);
    }

    private static Situation<S3Settings> elsewhere(S3Settings settings) {
        return S3Situations.lost(settings, S3Situations.FRANKFURT, NOON, Recovery.UNSAID);
    }

    private List<String> found(S3Settings settings) {
        return kind.rules(elsewhere(settings)).stream()
                .map(Finding::code)
                .map(Object::toString)
                .toList();
    }

    @Test
    void aGoodStrategyHasNothingWrong() {
        assertThat(found(good())).isEmpty();
    }

    @Test
    void whatTakesTheWayBackAwayIsFound() {
        S3Settings good = good();
        S3Settings bad =
                new S3Settings(
                        good.bucket(),
                        good.location(),
                        Duration.ofDays(30),
                        false,
                        Optional.of(new S3Settings.Lifecycle(29, 5)),
                        Optional.of(new S3Settings.Replication(false, false, Optional.empty())),
                        Optional.empty(),
                        Optional.empty(),
                        Optional.of(
                                new S3Settings.Recover(
                                        Optional.of(good.bucket()),
                                        Optional.empty(),
                                        VersionsFrom.PRIMARY,
                                        Optional.empty(),
                                        Optional.empty())));
        assertThat(found(bad))
                .containsExactlyInAnyOrder(
                        S3Findings.VERSIONING_OFF.id(),
                        S3Findings.EXPIRES_EARLY.id(),
                        S3Findings.SAME_BUCKET.id(),
                        S3Findings.SAME_REGION.id(),
                        S3Findings.FROM_LOST_REGION.id(),
                        S3Findings.EXISTING_OBJECTS.id(),
                        S3Findings.DELETE_MARKERS.id(),
                        S3Findings.NO_LOCK.id());
    }

    @Test
    void aBucketWithoutATwinIsFound() {
        S3Settings good = good();
        S3Settings alone =
                new S3Settings(
                        good.bucket(),
                        good.location(),
                        good.window(),
                        true,
                        Optional.empty(),
                        Optional.empty(),
                        good.objectLock(),
                        Optional.empty(),
                        Optional.empty());
        assertThat(found(alone)).containsExactly(S3Findings.NOT_REPLICATED.id());
        assertThat(kind.nativeLoss(elsewhere(alone))).isEmpty();
    }

    @Test
    void whatReplicationPromisesIsWhatMayBeLost() {
        assertThat(kind.nativeLoss(elsewhere(good())).orElseThrow().duration())
                .isEqualTo(Duration.ofMinutes(15));
        Situation<S3Settings> here =
                S3Situations.lost(good(), S3Situations.PARIS, NOON, Recovery.UNSAID);
        assertThat(kind.nativeLoss(here).orElseThrow().duration()).isZero();
    }

    @Test
    void aBucketIsRestoredAndVerifiedOrTakenAsItIs() {
        assertThat(kind.recipe(elsewhere(good())).stream().map(StepDraft::action).map(Action::verb))
                .containsExactly("restore", "verify");
        Recovery asItIs = new Recovery(Optional.empty(), Optional.of(Method.SWITCH));
        Situation<S3Settings> switched =
                S3Situations.lost(good(), S3Situations.FRANKFURT, NOON, asItIs);
        assertThat(kind.recipe(switched).stream().map(StepDraft::action).map(Action::verb))
                .containsExactly("verify");
        assertThat(kind.recipe(switched).getFirst().after()).isEmpty();
    }

    @Test
    void aLostRegionIsNeverAsked() {
        for (StepDraft step : kind.recipe(elsewhere(good()))) {
            for (Instruction one : kind.byHand(step.action(), elsewhere(good())).instructions()) {
                assertThat(one.command().orElse("")).doesNotContain("eu-west-3");
                assertThat(one.command().orElse("")).doesNotContain("shop-pictures ");
            }
        }
    }

    @Test
    void whoRecoversDeletesNoVersionAndWhoWatchesReadsNoObject() {
        List<Permission> all = kind.permissions(elsewhere(good()));
        assertThat(all.stream().filter(Permission::allowed).flatMap(it -> it.actions().stream()))
                .doesNotContain("s3:DeleteObjectVersion", "s3:PutBucketVersioning", "s3:*");
        assertThat(
                        all.stream()
                                .filter(it -> it.use() == Use.PROTECT && it.allowed())
                                .flatMap(it -> it.actions().stream()))
                .doesNotContain("s3:GetObject", "s3:GetObjectVersion", "s3:PutObject");
        assertThat(all.stream().filter(it -> !it.allowed()).map(Permission::name))
                .contains("NeverDeleteVersions");
        assertThat(all.getFirst().resources())
                .containsExactly("arn:aws:s3:::shop-pictures", "arn:aws:s3:::shop-pictures-there");
    }
}
