package dev.muster.provider.redis.export;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.muster.model.ByteSize;
import dev.muster.model.ComponentId;
import dev.muster.model.ErrorCode;
import dev.muster.model.LogPosition;
import dev.muster.model.MusterException;
import dev.muster.model.RecoveryPoint;
import dev.muster.model.RestoreTarget;
import dev.muster.provider.redis.export.ReplayPlan.Stretch;
import dev.muster.provider.redis.kind.RedisErrors;
import dev.muster.testkit.MemoryLog;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ReplayPlannerTest {
    private static final String A = "a".repeat(40);
    private static final String B = "b".repeat(40);
    private static final Instant NOON = Instant.parse("2026-03-01T12:00:00Z");

    private final MemoryLog log = new MemoryLog();

    /// So many bytes, that many seconds after noon.
    private void captured(String line, long from, int bytes, int second) {
        log.append(
                new LogPosition(line, from), ByteBuffer.allocate(bytes), NOON.plusSeconds(second));
        log.flush();
    }

    private static RecoveryPoint point(String line, long offset) {
        LogPosition at = new LogPosition(line, offset);
        return new RecoveryPoint(
                "point",
                new ComponentId("cache"),
                NOON,
                NOON,
                NOON,
                at,
                at,
                new ByteSize(1),
                new ByteSize(1));
    }

    private ReplayPlan plan(RecoveryPoint point, RestoreTarget target) {
        return new ReplayPlanner(point, log).plan(target, Optional.empty());
    }

    private void refuses(RecoveryPoint point, RestoreTarget target, ErrorCode code) {
        assertThatThrownBy(() -> plan(point, target))
                .isInstanceOfSatisfying(
                        MusterException.class,
                        error -> {
                            assertThat(error.code()).isEqualTo(code);
                            assertThat(error.hint()).isNotEmpty();
                        });
    }

    private static RestoreTarget at(int second) {
        return new RestoreTarget.AtTime(NOON.plusSeconds(second));
    }

    private static RestoreTarget offset(long offset) {
        return new RestoreTarget.AtPosition(new LogPosition(RestoreTarget.NEWEST_LINE, offset));
    }

    private void failedOver() {
        captured(A, 100, 100, 1);
        captured(A, 200, 100, 2);
        Succession next = new Succession(B, A, 300);
        log.history(next.name(), next.content());
        captured(B, 300, 50, 4);
    }

    @Test
    void aMomentEndsWhereTheStreamHadArrivedByThen() {
        captured(A, 100, 100, 1);
        captured(A, 200, 100, 3);
        assertThat(plan(point(A, 150), at(2)).stretches())
                .containsExactly(new Stretch(A, 150, 200));
        assertThat(plan(point(A, 150), at(0)).stretches()).isEmpty();
        assertThat(plan(point(A, 250), at(1)).end()).isEqualTo(250);
    }

    @Test
    void anOffsetIsReachedExactly() {
        captured(A, 100, 100, 1);
        assertThat(plan(point(A, 120), offset(133)).stretches())
                .containsExactly(new Stretch(A, 120, 133));
        assertThat(plan(point(A, 120), offset(120)).stretches()).isEmpty();
    }

    @Test
    void whatLiesOutsideOfTheWindowIsRefused() {
        captured(A, 100, 100, 1);
        refuses(point(A, 120), at(-1), RedisErrors.BEFORE_BASE);
        refuses(point(A, 120), at(9), RedisErrors.AFTER_END);
        refuses(point(A, 120), offset(119), RedisErrors.BEFORE_BASE);
        refuses(point(A, 120), offset(201), RedisErrors.AFTER_END);
        refuses(point(A, 120), new RestoreTarget.AtName("x"), RedisErrors.NO_SUCH_TARGET);
    }

    @Test
    void aHoleIsNotCrossed() {
        captured(A, 100, 100, 1);
        log.acceptGap();
        captured(A, 500, 100, 5);
        refuses(point(A, 120), offset(550), RedisErrors.HOLE);
        assertThat(plan(point(A, 120), new RestoreTarget.Latest()).end()).isEqualTo(200);
        assertThat(plan(point(A, 520), new RestoreTarget.Latest()).end()).isEqualTo(600);
    }

    @Test
    void aServerThatTookOverIsFollowed() {
        failedOver();
        ReplayPlan latest = plan(point(A, 150), new RestoreTarget.Latest());
        assertThat(latest.stretches())
                .containsExactly(new Stretch(A, 150, 300), new Stretch(B, 300, 350));
        assertThat(latest.line()).isEqualTo(B);
        assertThat(plan(point(A, 150), at(2)).stretches())
                .containsExactly(new Stretch(A, 150, 300));
        assertThat(new ReplayPlanner(point(A, 150), log).leadsTo(B)).isTrue();
        assertThat(new ReplayPlanner(point(B, 310), log).leadsTo(A)).isFalse();
    }

    @Test
    void aBaseOfWhichNothingFollowsIsItsOwnEnd() {
        RecoveryPoint alone = point(B, 7);
        assertThat(plan(alone, new RestoreTarget.Latest()).stretches()).isEmpty();
        refuses(alone, at(1), RedisErrors.AFTER_END);
    }

    @Test
    void historiesThatLeadInACircleEnd() {
        failedOver();
        Succession back = new Succession(A, B, 350);
        log.history(back.name(), back.content());
        log.history("nonsense.after", new byte[] {1, 2, 3});
        log.flush();
        assertThat(plan(point(A, 150), new RestoreTarget.Latest()).end()).isEqualTo(350);
    }
}
