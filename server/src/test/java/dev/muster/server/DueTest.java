package dev.muster.server;

import static org.assertj.core.api.Assertions.assertThat;

import dev.muster.kind.CronText;
import dev.muster.model.ByteSize;
import dev.muster.model.ComponentId;
import dev.muster.model.LogPosition;
import dev.muster.model.RecoveryPoint;
import dev.muster.strategy.Schedule;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class DueTest {
    private final Schedule sixHourly = Schedule.of(new CronText("0 */6 * * *"));

    @Test
    void theFirstBackupIsDueAtOnce() {
        var now = Instant.parse("2026-03-01T07:12:00Z");
        assertThat(Due.at(sixHourly, Optional.empty(), now)).isEqualTo(now);
    }

    @Test
    void theNextOneIsDueAtTheScheduledMomentInUtc() {
        assertThat(due("2026-03-01T06:00:03Z", "2026-03-01T07:12:00Z"))
                .isEqualTo("2026-03-01T12:00:00Z");
    }

    @Test
    void manyMissedMomentsAreMadeUpByOneBackup() {
        assertThat(due("2026-02-20T06:00:03Z", "2026-03-01T07:12:00Z"))
                .isEqualTo("2026-03-01T07:12:00Z");
        assertThat(due("2026-03-01T07:12:00Z", "2026-03-01T07:15:00Z"))
                .isEqualTo("2026-03-01T12:00:00Z");
    }

    @Test
    void aBackupFromTheFutureDoesNotSilenceTheSchedule() {
        assertThat(due("2031-01-01T00:00:00Z", "2026-03-01T07:12:00Z"))
                .isEqualTo("2026-03-01T12:00:00Z");
    }

    @Test
    void aSourceWhoseClockIsWrongDoesNotSetTheSchedule() {
        RecoveryPoint yesterday = point("2026-02-28T06:00:03Z", "2026-03-01T06:00:13Z");
        RecoveryPoint tomorrow = point("2026-03-02T06:00:03Z", "2026-03-01T06:00:13Z");
        Instant began = Instant.parse("2026-03-01T06:00:03Z");
        var own = Optional.of(new Due.Own("p", began));
        // one of another daemon counts once as old as it says, and never as of the future
        assertThat(Due.began(Optional.of(yesterday), Optional.empty()))
                .contains(yesterday.startedAt());
        assertThat(Due.began(Optional.of(tomorrow), Optional.empty()))
                .contains(tomorrow.storedAt());
        assertThat(Due.began(Optional.of(yesterday), own)).contains(began);
        assertThat(Due.began(Optional.of(tomorrow), own)).contains(began);
        assertThat(Due.began(Optional.of(yesterday), Optional.of(new Due.Own("other", began))))
                .contains(yesterday.startedAt());
        assertThat(Due.began(Optional.empty(), own)).isEmpty();
    }

    private static RecoveryPoint point(String started, String stored) {
        LogPosition at = new LogPosition("1", 0);
        return new RecoveryPoint(
                "p",
                new ComponentId("db"),
                Instant.parse(started),
                Instant.parse(started),
                Instant.parse(stored),
                at,
                at,
                ByteSize.ZERO,
                ByteSize.ZERO);
    }

    private Instant due(String last, String now) {
        return Due.at(sixHourly, Optional.of(Instant.parse(last)), Instant.parse(now));
    }
}
