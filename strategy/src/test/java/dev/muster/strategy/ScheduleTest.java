package dev.muster.strategy;

import static org.assertj.core.api.Assertions.assertThat;

import dev.muster.kind.CronText;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ScheduleTest {
    private static Schedule schedule(String text) {
        return Schedule.of(new CronText(text));
    }

    @ParameterizedTest
    @CsvSource({
        "0 */6 * * *, PT6H",
        "*/5 * * * *, PT5M",
        "0 2 * * 1-5, PT72H",
        "* 8-18 * * 1-5, PT61H1M",
        "0 9 1 * *, PT744H",
        "0 0 29 2 *, PT35064H",
        "30 4 * * 0, PT168H",
        "'0 0,1 * * *', PT23H",
        "0 0 1 1 *, PT8784H"
    })
    void longestGapIsExact(String text, Duration gap) {
        assertThat(schedule(text).longestGap()).isEqualTo(gap);
    }

    @Test
    void longestGapEqualsAWalkThroughAllTimes() {
        long seed = Long.getLong("muster.seed", System.nanoTime());
        for (int i = 0; i < 20; i++) {
            Random random = new Random(seed + i);
            String text =
                    random.nextInt(60)
                            + (random.nextBoolean()
                                    ? " " + random.nextInt(24)
                                    : " */" + (2 + random.nextInt(9)))
                            + " * * "
                            + (random.nextBoolean()
                                    ? "*"
                                    : random.nextInt(4) + "-" + (4 + random.nextInt(3)));
            Schedule schedule = schedule(text);
            Instant at = schedule.next(Instant.parse("2026-01-01T00:00:00Z"));
            Duration longest = Duration.ZERO;
            for (int n = 0; n < 200; n++) {
                Instant next = schedule.next(at);
                Duration gap = Duration.between(at, next);
                longest = gap.compareTo(longest) > 0 ? gap : longest;
                at = next;
            }
            assertThat(schedule.longestGap())
                    .as(text + " -Dmuster.seed=" + (seed + i))
                    .isEqualTo(longest);
        }
    }

    @Test
    void nextComesAfterAndNotAt() {
        assertThat(schedule("0 */6 * * *").next(Instant.parse("2026-03-01T06:00:00Z")))
                .isEqualTo("2026-03-01T12:00:00Z");
    }

    @Test
    void impossibleTimesAreTold() {
        assertThat(Schedule.trouble(new CronText("0 0 30 2 *"))).isPresent();
        assertThat(Schedule.trouble(new CronText("61 * * * *"))).isPresent();
        assertThat(Schedule.trouble(new CronText("a b c d e"))).isPresent();
        assertThat(Schedule.trouble(new CronText("0 0 * * 1"))).isEqualTo(Optional.empty());
    }

    @Test
    void scheduleIsToldInWords() {
        assertThat(schedule("0 */6 * * *").inWords()).isEqualTo("every 6 hours at minute 0");
    }
}
