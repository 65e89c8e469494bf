package dev.muster.provider.postgresql.export;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.muster.model.ByteSize;
import dev.muster.model.ComponentId;
import dev.muster.model.ErrorCode;
import dev.muster.model.LogPosition;
import dev.muster.model.MusterException;
import dev.muster.model.RecoveryPoint;
import dev.muster.model.RestoreTarget;
import dev.muster.provider.LogReader.Range;
import dev.muster.provider.postgresql.export.ReplayPlan.Stretch;
import dev.muster.provider.postgresql.kind.Lsn;
import dev.muster.provider.postgresql.kind.PostgresqlErrors;
import dev.muster.provider.postgresql.log.History;
import dev.muster.provider.postgresql.log.Line;
import dev.muster.provider.postgresql.log.Segments;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ReplayPlannerTest {
    private static final Line ONE = new Line("42", 1);
    private static final Line TWO = new Line("42", 2);
    private static final Line THREE = new Line("42", 3);
    private static final Segments SEGMENTS = new Segments(1 << 24);
    private static final Instant T0 = Instant.parse("2026-01-01T00:00:00Z");
    private static final RestoreTarget LATEST = new RestoreTarget.Latest();

    @Test
    void replayBeginsAtTheSegmentOfTheBaseAndGoesToTheEnd() {
        ReplayPlan plan = planner(range(ONE, "0/1000000", "0/5000100")).plan(LATEST);

        assertThat(plan.line()).isEqualTo(ONE);
        assertThat(plan.start()).isEqualTo(lsn("0/2000028"));
        assertThat(plan.stretches())
                .containsExactly(new Stretch(ONE, lsn("0/2000000"), lsn("0/5000100")));
    }

    @Test
    void replayFollowsTheNewestTimelineThroughItsForebears() {
        ReplayPlan plan =
                planner(
                                Map.of(
                                        2, "1\t0/3000200\tpromoted\n",
                                        3, "1\t0/3000200\tpromoted\n2\t0/6000000\tpromoted\n"),
                                range(ONE, "0/1000000", "0/3000200"),
                                range(TWO, "0/3000000", "0/6000000"),
                                range(THREE, "0/6000000", "0/7000000"))
                        .plan(LATEST);

        assertThat(plan.line()).isEqualTo(THREE);
        assertThat(plan.stretches())
                .containsExactly(
                        new Stretch(ONE, lsn("0/2000000"), lsn("0/3000200")),
                        new Stretch(TWO, lsn("0/3000000"), lsn("0/6000000")),
                        new Stretch(THREE, lsn("0/6000000"), lsn("0/7000000")));
    }

    @Test
    void aTimelineThatLeftBeforeTheBaseWasConsistentIsNotFollowed() {
        ReplayPlan plan =
                planner(
                                Map.of(2, "1\t0/2000050\tpromoted\n"),
                                range(ONE, "0/1000000", "0/5000000"),
                                range(TWO, "0/2000000", "0/9000000"))
                        .plan(LATEST);

        assertThat(plan.line()).isEqualTo(ONE);
        refused(
                PostgresqlErrors.NO_ANCESTOR,
                planner(
                        Map.of(2, "1\t0/2000050\tpromoted\n"),
                        range(ONE, "0/1000000", "0/5000000"),
                        range(TWO, "0/2000000", "0/9000000")),
                new RestoreTarget.AtPosition(TWO.at(lsn("0/3000000"))));
    }

    @Test
    void aPositionOnAnOldTimelineStaysThere() {
        ReplayPlan plan =
                planner(
                                Map.of(2, "1\t0/3000200\tpromoted\n"),
                                range(ONE, "0/1000000", "0/4000000"),
                                range(TWO, "0/3000000", "0/6000000"))
                        .plan(new RestoreTarget.AtPosition(ONE.at(lsn("0/3500000"))));

        assertThat(plan.line()).isEqualTo(ONE);
    }

    @Test
    void aPositionAloneMeansTheNewestTimeline() {
        ReplayPlan plan =
                planner(
                                Map.of(2, "1\t0/3000200\tpromoted\n"),
                                range(ONE, "0/1000000", "0/4000000"),
                                range(TWO, "0/3000000", "0/6000000"))
                        .plan(
                                new RestoreTarget.AtPosition(
                                        new LogPosition(ReplayPlanner.NEWEST, lsn("0/5000000"))));

        assertThat(plan.line()).isEqualTo(TWO);
    }

    @Test
    void aHoleBeforeTheTargetIsRefused() {
        ReplayPlanner holed =
                planner(range(ONE, "0/1000000", "0/3000000"), range(ONE, "0/4000000", "0/5000000"));

        refused(PostgresqlErrors.HOLE, holed, LATEST);
        refused(
                PostgresqlErrors.HOLE,
                holed,
                new RestoreTarget.AtPosition(ONE.at(lsn("0/4500000"))));
        assertThat(holed.plan(new RestoreTarget.AtPosition(ONE.at(lsn("0/2F00000")))).stretches())
                .hasSize(1);
    }

    @Test
    void aHoleOnAForebearIsRefused() {
        refused(
                PostgresqlErrors.HOLE,
                planner(
                        Map.of(2, "1\t0/3000200\tpromoted\n"),
                        range(ONE, "0/1000000", "0/3000100"),
                        range(TWO, "0/3000000", "0/6000000")),
                LATEST);
    }

    @Test
    void aBaseWithoutCapturedLogComesBackToItsOwnEndAlone() {
        assertThat(planner().plan(LATEST).stretches()).isEmpty();
        assertThat(planner(range(ONE, "0/1000000", "0/2000080")).plan(LATEST).stretches())
                .isEmpty();
        refused(
                PostgresqlErrors.AFTER_END,
                planner(),
                new RestoreTarget.AtTime(T0.plusSeconds(60)));
    }

    @Test
    void aBaseIsNotTheNewestStateWhereLogAfterItCannotBeReached() {
        ReplayPlanner planner = planner(range(ONE, "0/2000028", "0/5000000"));

        refused(PostgresqlErrors.HOLE, planner, LATEST);
        refused(PostgresqlErrors.HOLE, planner, new RestoreTarget.AtTime(T0.plusSeconds(60)));
        assertThat(planner.plan(new RestoreTarget.AtPosition(ONE.at(lsn("0/2000100")))).stretches())
                .isEmpty();
    }

    @Test
    void momentsOutsideAreRefused() {
        ReplayPlanner planner = planner(range(ONE, "0/1000000", "0/5000000"));

        refused(PostgresqlErrors.BEFORE_BASE, planner, new RestoreTarget.AtTime(T0.minusMillis(1)));
        refused(
                PostgresqlErrors.BEFORE_BASE,
                planner,
                new RestoreTarget.AtPosition(ONE.at(lsn("0/20000FF"))));
        refused(PostgresqlErrors.AFTER_END, planner, new RestoreTarget.AtTime(T0.plusSeconds(101)));
        refused(
                PostgresqlErrors.AFTER_END,
                planner,
                new RestoreTarget.AtPosition(ONE.at(lsn("0/5000001"))));
        assertThat(planner.plan(new RestoreTarget.AtTime(T0.plusSeconds(100)))).isNotNull();
        assertThat(planner.plan(new RestoreTarget.AtPosition(ONE.at(lsn("0/5000000")))))
                .isNotNull();
    }

    @Test
    void anotherClustersPositionIsRefused() {
        refused(
                PostgresqlErrors.NO_ANCESTOR,
                planner(range(ONE, "0/1000000", "0/5000000")),
                new RestoreTarget.AtPosition(new Line("43", 1).at(lsn("0/3000000"))));
    }

    private static void refused(ErrorCode code, ReplayPlanner planner, RestoreTarget target) {
        assertThatThrownBy(() -> planner.plan(target))
                .isInstanceOfSatisfying(
                        MusterException.class,
                        error -> {
                            assertThat(error.code()).isEqualTo(code);
                            assertThat(error.hint()).isNotEmpty();
                        });
    }

    private static ReplayPlanner planner(Range... ranges) {
        return planner(Map.of(), ranges);
    }

    /// The log arrived by our clock; a moment is meant by the source's.
    @Test
    void theEndOfTheLogIsByTheClockOfTheSource() {
        Range range = range(ONE, "0/1000000", "0/5000000");
        RestoreTarget tomorrow = new RestoreTarget.AtTime(T0.plus(Duration.ofDays(1)));
        refused(PostgresqlErrors.AFTER_END, planner(Duration.ZERO, range), tomorrow);
        assertThat(planner(Duration.ofDays(1), range).plan(tomorrow).stretches()).hasSize(1);
        refused(
                PostgresqlErrors.AFTER_END,
                planner(Duration.ofDays(1), range),
                new RestoreTarget.AtTime(T0.plus(Duration.ofDays(2))));
        // it may have been set since
        assertThat(
                        planner(Duration.ofDays(-1), range)
                                .plan(new RestoreTarget.AtTime(T0.plusSeconds(60)))
                                .stretches())
                .hasSize(1);
    }

    private static ReplayPlanner planner(Duration ahead, Range range) {
        return new ReplayPlanner(
                base(), new Captured("42", List.of(range), Map.of()), SEGMENTS, ahead);
    }

    private static RecoveryPoint base() {
        return new RecoveryPoint(
                "p1",
                new ComponentId("db"),
                T0.minusSeconds(5),
                T0,
                T0,
                ONE.at(lsn("0/2000028")),
                ONE.at(lsn("0/2000100")),
                ByteSize.ZERO,
                ByteSize.ZERO);
    }

    private static ReplayPlanner planner(Map<Integer, String> histories, Range... ranges) {
        RecoveryPoint base = base();
        Map<Integer, History> parsed =
                histories.entrySet().stream()
                        .collect(
                                java.util.stream.Collectors.toMap(
                                        Map.Entry::getKey,
                                        entry ->
                                                History.parse(
                                                        entry.getKey(),
                                                        entry.getValue()
                                                                .getBytes(
                                                                        StandardCharsets.UTF_8))));
        return new ReplayPlanner(base, new Captured("42", List.of(ranges), parsed), SEGMENTS);
    }

    private static Range range(Line line, String from, String to) {
        return new Range(
                line.at(lsn(from)), line.at(lsn(to)), T0.minusSeconds(100), T0.plusSeconds(100));
    }

    private static long lsn(String text) {
        return Lsn.parse(text).orElseThrow();
    }
}
