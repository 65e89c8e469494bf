package dev.muster.server;

import static org.assertj.core.api.Assertions.assertThat;

import dev.muster.kind.CronText;
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

    private Instant due(String last, String now) {
        return Due.at(sixHourly, Optional.of(Instant.parse(last)), Instant.parse(now));
    }
}
