package dev.muster.provider.postgresql.kind;

import static dev.muster.provider.postgresql.kind.Situations.COMPONENT;
import static dev.muster.provider.postgresql.kind.Situations.NORTH;
import static dev.muster.provider.postgresql.kind.Situations.SOUTH;
import static org.assertj.core.api.Assertions.assertThat;

import dev.muster.kind.Action;
import dev.muster.kind.Estimate;
import dev.muster.kind.Facts;
import dev.muster.kind.Finding;
import dev.muster.kind.OnCaptureLost;
import dev.muster.kind.Port;
import dev.muster.kind.Procedure;
import dev.muster.kind.Procedure.Instruction;
import dev.muster.kind.Recovery;
import dev.muster.kind.Situation;
import dev.muster.kind.StepDraft;
import dev.muster.kind.Tls;
import dev.muster.model.Address;
import dev.muster.model.ByteSize;
import dev.muster.model.ComponentId;
import dev.muster.model.ErrorCode;
import dev.muster.model.LogPosition;
import dev.muster.model.RecoveryPoint;
import dev.muster.model.RegionId;
import dev.muster.model.RestorableWindow;
import dev.muster.model.RestoreTarget;
import dev.muster.model.Secret;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

class PostgresqlKindTest {
    private static final OnCaptureLost STALL = new OnCaptureLost.Stall();

    private final PostgresqlKind kind = new PostgresqlKind();

    @Test
    void aLostClusterIsFencedRestoredStartedAndVerifiedInThatOrder() {
        List<StepDraft> recipe = kind.recipe(Situations.lost());

        assertThat(recipe)
                .extracting(StepDraft::action)
                .containsExactly(
                        new Action.Fence(COMPONENT, NORTH),
                        new Action.Restore(COMPONENT, SOUTH, new RestoreTarget.Latest()),
                        new Action.Start(COMPONENT, SOUTH),
                        new Action.Verify(COMPONENT, SOUTH));
        assertThat(recipe)
                .extracting(StepDraft::after)
                .containsExactly(
                        Set.of(), Set.of("fence"), Set.of("fence", "restore"), Set.of("start"));
    }

    @Test
    void onlyTheStartCannotBeTakenBack() {
        assertThat(kind.recipe(Situations.lost()))
                .filteredOn(StepDraft::pointOfNoReturn)
                .extracting(step -> step.action().verb())
                .containsExactly("start");
    }

    @Test
    void aStandbyIsPromotedOnlyBehindTheFenceAndOnlyToTheNewestMoment() {
        Situation<PostgresqlSettings> newest = promoting(new RestoreTarget.Latest());

        assertThat(kind.recipe(newest))
                .extracting(step -> step.action().verb())
                .containsExactly("fence", "promote", "verify");
        assertThat(kind.recipe(newest))
                .filteredOn(step -> step.action() instanceof Action.Promote)
                .allSatisfy(step -> {
                    assertThat(step.after()).contains("fence");
                    assertThat(step.pointOfNoReturn()).isTrue();
                });
        assertThat(kind.recipe(promoting(new RestoreTarget.AtName("before"))))
                .extracting(step -> step.action().verb())
                .containsExactly("fence", "restore", "start", "verify");
    }

    @Test
    void aPromotionIsPredictedShorterAndSaysWhatItIsWithoutTheStandby() {
        Situation<PostgresqlSettings> situation = promoting(new RestoreTarget.Latest());
        Action promote = new Action.Promote(COMPONENT, SOUTH);
        Action restore = new Action.Restore(COMPONENT, SOUTH, new RestoreTarget.Latest());

        assertThat(kind.estimate(promote, situation).duration())
                .isLessThan(kind.estimate(restore, situation).duration());
        assertThat(kind.rules(situation))
                .extracting(Finding::code)
                .contains(PostgresqlFindings.STANDBY_MAY_BE_LOST)
                .doesNotContain(PostgresqlFindings.METHOD);
        assertThat(kind.byHand(promote, situation).instructions())
                .anyMatch(step ->
                        step.command().filter(it -> it.contains("pg_ctl promote -D")).isPresent());
    }

    private static Situation<PostgresqlSettings> promoting(RestoreTarget target) {
        Situation<PostgresqlSettings> usual =
                Situations.situation(
                        Situations.settings(),
                        Situations.logs(true, STALL),
                        Set.of(NORTH),
                        new Recovery(Optional.empty(), Optional.of(Recovery.Method.PROMOTE)),
                        Facts.NONE);
        return new Situation<>(
                usual.component(),
                usual.settings(),
                usual.protection(),
                usual.recovery(),
                usual.home(),
                usual.lost(),
                usual.in(),
                target,
                usual.dependencies(),
                usual.facts());
    }

    @Test
    void nothingIsDoneToAClusterThatWasNotLost() {
        Situation<PostgresqlSettings> whole =
                Situations.situation(
                        Situations.settings(),
                        Situations.logs(true, STALL),
                        Set.of(SOUTH),
                        Recovery.UNSAID,
                        Facts.NONE);

        assertThat(kind.recipe(whole)).isEmpty();
    }

    @Test
    void itIsReachedWhereItRunsAndWhereItComesBackOnly() {
        Situation<PostgresqlSettings> situation = Situations.lost();

        assertThat(kind.address(situation, NORTH)).contains(new Address("db1", 5432));
        assertThat(kind.address(situation, SOUTH)).contains(new Address("127.0.0.1", 6543));
        assertThat(kind.address(situation, new RegionId("east"))).isEmpty();
    }

    @Test
    void anEstimateGrowsWithTheBaseAndTheLog() {
        Action restore = new Action.Restore(COMPONENT, SOUTH, new RestoreTarget.Latest());
        Action start = new Action.Start(COMPONENT, SOUTH);

        assertThat(seconds(start, facts(1, 6000))).isGreaterThan(seconds(start, facts(1, 60)) + 50);
        assertThat(seconds(restore, facts(15_000, 0)))
                .isGreaterThan(seconds(restore, facts(150, 0)) + 50);
    }

    @Test
    void aMeasuredTimeReplacesTheEstimate() {
        Facts facts =
                new Facts(
                        Instant.EPOCH,
                        List.of(new Facts.StepTime(COMPONENT, "start", Duration.ofSeconds(3), 2)),
                        Map.of());

        Estimate estimate =
                kind.estimate(
                        new Action.Start(COMPONENT, SOUTH),
                        Situations.lost(
                                Situations.settings(), Situations.logs(true, STALL), facts));

        assertThat(estimate)
                .isEqualTo(
                        new Estimate(
                                Duration.ofSeconds(3),
                                Estimate.Basis.MEASURED,
                                "measured in 2 runs"));
    }

    @Test
    void aMeasuredSpeedCountsForAsMuchLogAsThereIs() {
        Facts known = facts(1, 600);
        Facts facts =
                new Facts(
                        Instant.EPOCH,
                        List.of(
                                new Facts.StepTime(
                                        COMPONENT,
                                        "start",
                                        Duration.ofSeconds(3),
                                        2,
                                        Optional.of(new ByteSize(10 << 20)))),
                        known.protection());

        assertThat(seconds(new Action.Start(COMPONENT, SOUTH), facts)).isBetween(60L, 63L);
    }

    @Test
    void aLargeClusterGetsTheTimeThatItNeeds() {
        Situation<PostgresqlSettings> large =
                Situations.lost(
                        Situations.settings(),
                        Situations.logs(true, STALL),
                        facts(4_000_000, 500_000));

        assertThat(kind.recipe(large))
                .filteredOn(step -> !step.action().verb().equals("fence"))
                .allSatisfy(step ->
                        assertThat(step.timeout())
                                .isGreaterThan(
                                        kind.estimate(step.action(), large)
                                                .duration()
                                                .multipliedBy(4)));
    }

    @Test
    void commandsByHandSurviveSpacesAndNameTheRealThings() {
        Procedure start = kind.byHand(new Action.Start(COMPONENT, SOUTH), Situations.lost());

        assertThat(start.instructions())
                .first()
                .extracting(Instruction::command)
                .isEqualTo(
                        Optional.of(
                                "runuser -u postgres -- /opt/pg/bin/pg_ctl start -w -t 86400 -D"
                                        + " '/srv/orders db' -l '/srv/orders db.log'"));
        assertThat(start.instructions()).first().matches(Instruction::pointOfNoReturn);
    }

    @Test
    void theUsersAssertionIsCheckedByHandToo() {
        Procedure verify = kind.byHand(new Action.Verify(COMPONENT, SOUTH), Situations.lost());

        assertThat(verify.instructions())
                .last()
                .extracting(Instruction::command)
                .isEqualTo(
                        Optional.of(
                                "psql 'host=127.0.0.1 port=6543 user=muster dbname=shop"
                                        + " sslmode=prefer connect_timeout=5' -Atc 'select count(*)"
                                        + " > 0 from orders'"));
    }

    @Test
    void everyStepOfTheRecipeCanBeDoneByHand() {
        Situation<PostgresqlSettings> situation = Situations.lost();

        assertThat(kind.recipe(situation))
                .allSatisfy(step ->
                        assertThat(kind.byHand(step.action(), situation).instructions())
                                .isNotEmpty());
    }

    @Test
    void aSoundStrategyGetsOnlyAHint() {
        assertThat(kind.rules(Situations.lost()))
                .extracting(Finding::code, Finding::severity)
                .containsExactly(
                        org.assertj.core.api.Assertions.tuple(
                                PostgresqlFindings.STALLS, Finding.Severity.HINT));
    }

    @Test
    void asynchronousCaptureIsToldToProveNoFence() {
        assertThat(codes(Situations.settings(), false, STALL))
                .containsExactly(PostgresqlFindings.ASYNCHRONOUS);
    }

    @Test
    void degradingIsToldToGiveUpTheFence() {
        OnCaptureLost degrade = new OnCaptureLost.DegradeAfter(Duration.ofSeconds(30));

        assertThat(codes(Situations.settings(), true, degrade))
                .containsExactly(PostgresqlFindings.DEGRADES);
        assertThat(codes(Situations.settings(), false, degrade))
                .containsExactly(PostgresqlFindings.ASYNCHRONOUS, PostgresqlFindings.NO_EFFECT);
    }

    @Test
    void aClusterWithoutServerOrAssertionIsFound() {
        PostgresqlSettings bare =
                new PostgresqlSettings(
                        Situations.settings().connection(), Optional.empty(), Optional.empty());

        assertThat(codes(bare, true, STALL))
                .contains(PostgresqlFindings.NO_SERVER, PostgresqlFindings.NO_ASSERTION);
    }

    @Test
    void readingFromAStandbyIsFoundAndCommitsCannotWaitForIt() {
        PostgresqlSettings relayed = readFrom("db2");

        assertThat(codes(relayed, false, STALL))
                .containsExactly(
                        PostgresqlFindings.READ_FROM_STANDBY, PostgresqlFindings.ASYNCHRONOUS);
        assertThat(codes(relayed, true, STALL))
                .contains(PostgresqlFindings.NO_WAIT_AT_STANDBY)
                .doesNotContain(PostgresqlFindings.READ_FROM_STANDBY);
        assertThat(codes(readFrom("db1"), false, STALL))
                .contains(PostgresqlFindings.STANDBY_IS_PRIMARY);
    }

    private static PostgresqlSettings readFrom(String host) {
        PostgresqlSettings settings = Situations.settings();
        return new PostgresqlSettings(
                settings.connection(),
                Optional.of(new PostgresqlSettings.ReadFrom(host, new Port(5432))),
                settings.recover());
    }

    @Test
    void theSamePortOnThisHostIsFound() {
        PostgresqlSettings settings =
                new PostgresqlSettings(
                        new PostgresqlSettings.Connection(
                                "127.0.0.1",
                                new Port(6543),
                                "muster",
                                new Secret("x"),
                                "shop",
                                Tls.DISABLE),
                        Optional.empty(),
                        Situations.settings().recover());

        assertThat(codes(settings, true, STALL)).contains(PostgresqlFindings.SAME_PORT);
        assertThat(codes(settings, true, STALL)).doesNotContain(PostgresqlFindings.IN_CLEAR);
    }

    @Test
    void findingsPointAtTheKey() {
        assertThat(kind.rules(Situations.lost()))
                .extracting(Finding::path)
                .containsExactly(
                        List.of("components", "orders-db", "protect", "logs", "on-capture-lost"));
    }

    @Test
    void aReceiversNameFitsASlotAndStaysUnique() {
        String shared = "a".repeat(58);

        assertThat(Names.receiver(COMPONENT)).isEqualTo("muster_orders_db");
        assertThat(Names.receiver(new ComponentId(shared + "-one")))
                .hasSizeLessThanOrEqualTo(63)
                .matches("[a-z0-9_]+")
                .isNotEqualTo(Names.receiver(new ComponentId(shared + "-two")));
    }

    private List<ErrorCode> codes(
            PostgresqlSettings settings, boolean synchronous, OnCaptureLost policy) {
        return kind
                .rules(Situations.lost(settings, Situations.logs(synchronous, policy), Facts.NONE))
                .stream()
                .map(Finding::code)
                .toList();
    }

    private long seconds(Action action, Facts facts) {
        return kind.estimate(
                        action,
                        Situations.lost(Situations.settings(), Situations.logs(true, STALL), facts))
                .duration()
                .toSeconds();
    }

    private static Facts facts(long baseMib, long logMib) {
        LogPosition from = new LogPosition("1.00000001", 1 << 24);
        LogPosition end = from.plus(logMib << 20);
        RecoveryPoint point =
                new RecoveryPoint(
                        "p1",
                        COMPONENT,
                        Instant.EPOCH,
                        Instant.EPOCH,
                        Instant.EPOCH,
                        from,
                        from,
                        new ByteSize(baseMib << 20),
                        ByteSize.ZERO);
        return new Facts(
                Instant.EPOCH,
                List.of(),
                Map.of(
                        COMPONENT,
                        new Facts.ProtectionState(
                                Optional.of(point),
                                Optional.of(
                                        new RestorableWindow(
                                                Instant.EPOCH, Instant.EPOCH, end, List.of())),
                                Optional.empty(),
                                Optional.empty())));
    }
}
