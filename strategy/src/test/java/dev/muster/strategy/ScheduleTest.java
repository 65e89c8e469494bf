package dev.muster.strategy;

import static org.assertj.core.api.Assertions.assertThat;

import com.cronutils.model.CronType;
import com.cronutils.model.definition.CronDefinitionBuilder;
import com.cronutils.model.time.ExecutionTime;
import com.cronutils.parser.CronParser;
import dev.muster.kind.CronText;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

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

    /// What a field may be: all, a number, a list, a range, or one of these with a step.
    private static String field(Random random, int first, int last) {
        int from = first + random.nextInt(last - first + 1);
        int to = from + random.nextInt(last - from + 1);
        int step = 1 + random.nextInt(last - first);
        return switch (random.nextInt(6)) {
            case 0, 1 -> "*";
            case 2 -> Integer.toString(from);
            case 3 -> from + "," + to;
            case 4 -> from + "-" + to + (random.nextBoolean() ? "/" + step : "");
            default -> "*/" + step;
        };
    }

    private static String cron(Random random) {
        return String.join(
                " ",
                field(random, 0, 59),
                field(random, 0, 23),
                // One day field at most, where all programs agree; and one that every month has.
                random.nextBoolean()
                        ? field(random, 1, 28) + " *" + " *"
                        : "* " + field(random, 1, 12) + " " + field(random, 0, 6));
    }

    @Test
    void nextTimesAreThoseOfAnotherProgram() {
        long seed = Long.getLong("muster.seed", System.nanoTime());
        CronParser parser =
                new CronParser(CronDefinitionBuilder.instanceDefinitionFor(CronType.UNIX));
        for (int i = 0; i < 30; i++) {
            Random random = new Random(seed + i);
            String text = cron(random);
            Schedule schedule = schedule(text);
            ExecutionTime other = ExecutionTime.forCron(parser.parse(text));
            Instant at = Instant.ofEpochSecond(random.nextLong(4_000_000_000L));
            for (int n = 0; n < 20; n++) {
                Instant next =
                        other.nextExecution(at.atZone(ZoneOffset.UTC)).orElseThrow().toInstant();
                assertThat(schedule.next(at))
                        .as(text + " after " + at + " -Dmuster.seed=" + (seed + i))
                        .isEqualTo(next);
                at = next;
            }
        }
    }

    @Test
    void longestGapEqualsAWalkThroughAllTimes() {
        long seed = Long.getLong("muster.seed", System.nanoTime());
        for (int i = 0; i < 20; i++) {
            String text = cron(new Random(seed + i)).replaceFirst("^\\S+ ", i % 60 + " ");
            Schedule schedule = schedule(text);
            Instant at = schedule.next(Instant.parse("2035-01-01T23:59:00Z"));
            Instant end = at.plus(Duration.ofDays(366 * 8));
            Duration longest = Duration.ZERO;
            while (at.isBefore(end)) {
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
    void ofTwoRestrictedDayFieldsEitherMakesADay() {
        Schedule schedule = schedule("0 0 13 * fri");
        assertThat(schedule.next(Instant.parse("2026-03-01T00:00:00Z")))
                .isEqualTo("2026-03-06T00:00:00Z");
        assertThat(schedule.next(Instant.parse("2026-04-11T00:00:00Z")))
                .isEqualTo("2026-04-13T00:00:00Z");
    }

    @Test
    void sundayIsZeroAndSevenAndNamesCountToo() {
        Instant sunday = Instant.parse("2026-03-01T12:00:00Z");
        for (String day : List.of("0", "7", "sun", "SUN", "6-7", "0,3")) {
            assertThat(schedule("0 12 * * " + day).next(sunday.minusSeconds(1)))
                    .as(day)
                    .isEqualTo(sunday);
        }
        assertThat(schedule("0 0 1 dec *").next(sunday)).isEqualTo("2026-12-01T00:00:00Z");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "60 * * * *",
                "* 24 * * *",
                "* * 0 * *",
                "* * 32 * *",
                "* * * 13 *",
                "* * * * 8",
                "5-1 * * * *",
                "*/0 * * * *",
                "1/2/3 * * * *",
                "1-2-3 * * * *",
                ", * * * *",
                "1, * * * *",
                "a * * * *",
                "-1 * * * *",
                "* * 31 2 *",
                "0 0 30 2 *",
                "* * * jam *",
                "999999999999 * * * *",
                "*5 * * * *"
            })
    void impossibleTimesAreTold(String text) {
        assertThat(Schedule.trouble(new CronText(text))).isPresent();
    }

    @Test
    void nextComesAfterAndNotAt() {
        assertThat(schedule("0 */6 * * *").next(Instant.parse("2026-03-01T06:00:00Z")))
                .isEqualTo("2026-03-01T12:00:00Z");
    }

    @Test
    void goodTimesHaveNoTrouble() {
        assertThat(Schedule.trouble(new CronText("0 0 * * 1"))).isEmpty();
        assertThat(Schedule.trouble(new CronText("0 0 29 2 *"))).isEmpty();
    }
}
