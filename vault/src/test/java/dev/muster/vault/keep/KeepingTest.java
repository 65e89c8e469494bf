package dev.muster.vault.keep;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;

class KeepingTest {
    private static final Instant START = Instant.parse("2026-01-01T00:30:00Z");

    private static KeepRule rule(int last, int days, int weeks, int months, int years) {
        return new KeepRule(Optional.empty(), last, days, weeks, months, years);
    }

    private static KeepPoint point(int number, Duration after) {
        return new KeepPoint(String.format(Locale.ROOT, "p%05d", number), START.plus(after), true);
    }

    /// Four a day.
    private static List<KeepPoint> sixHourly(int days) {
        List<KeepPoint> points = new ArrayList<>();
        for (int i = 0; i < days * 4; i++) {
            points.add(point(i, Duration.ofHours(6L * i)));
        }
        return points;
    }

    @Test
    void withoutARuleEverythingStays() {
        assertThat(Keeping.decide(sixHourly(3), Optional.empty())).hasSize(12);
        assertThat(Keeping.decide(List.of(), Optional.of(rule(1, 1, 1, 1, 1)))).isEmpty();
    }

    @Test
    void theFirstOfEachPeriodStaysAndTheNewestOfAll() {
        Map<String, List<String>> kept =
                Keeping.decide(sixHourly(400), Optional.of(rule(2, 7, 4, 12, 2)));
        assertThat(kept.values().stream().filter(why -> why.contains("first of its day")))
                .hasSize(7);
        assertThat(kept.values().stream().filter(why -> why.contains("first of its week")))
                .hasSize(4);
        assertThat(kept.values().stream().filter(why -> why.contains("first of its month")))
                .hasSize(12);
        assertThat(kept.get("p00000")).containsExactly("first of its year");
        assertThat(kept.get("p01599")).containsExactly("newest", "last");
        assertThat(kept.get("p01598")).containsExactly("last");
        assertThat(kept.get("p01596")).contains("first of its day");
        assertThat(kept).doesNotContainKey("p01595");
    }

    @Test
    void withinCountsBackFromTheNewestPointAndNotFromNow() {
        KeepRule rule = new KeepRule(Optional.of(Duration.ofDays(2)), 0, 0, 0, 0, 0);
        assertThat(Keeping.decide(sixHourly(100), Optional.of(rule)))
                .hasSize(9)
                .containsKeys("p00391", "p00399");
    }

    @Test
    void anEmptyRuleKeepsTheNewest() {
        assertThat(Keeping.decide(sixHourly(9), Optional.of(rule(0, 0, 0, 0, 0))))
                .containsOnlyKeys("p00035");
    }

    @Test
    void aClockThatWasSetBackEvictsNoPointThatIsTakenThen() {
        List<KeepPoint> points = new ArrayList<>(sixHourly(10));
        for (int i = 40; i < 44; i++) {
            points.add(point(i, Duration.ofHours(6L * i).minusDays(30)));
        }
        assertThat(Keeping.decide(points, Optional.of(rule(2, 0, 0, 0, 0))))
                .containsOnlyKeys("p00038", "p00039", "p00042", "p00043")
                .containsEntry("p00043", List.of("newest", "last"));
        KeepRule within = new KeepRule(Optional.of(Duration.ofDays(2)), 0, 0, 0, 0, 0);
        assertThat(Keeping.decide(points, Optional.of(within)))
                .containsKeys("p00032", "p00039", "p00040", "p00043");
    }

    @Test
    void aClockThatWasAheadForOnePointEvictsNoOtherOnes() {
        List<KeepPoint> points = new ArrayList<>(sixHourly(10));
        points.set(36, point(36, Duration.ofDays(400)));
        KeepRule within = new KeepRule(Optional.of(Duration.ofDays(2)), 0, 0, 0, 0, 0);
        assertThat(Keeping.decide(points, Optional.of(within)))
                .containsKeys("p00031", "p00036", "p00039")
                .doesNotContainKey("p00030");
        assertThat(Keeping.decide(points, Optional.of(rule(0, 3, 0, 0, 0))))
                .containsKeys("p00028", "p00032", "p00036");
    }

    @Test
    void whoMakesNumbersUpEvictsNothing() {
        KeepRule rule = new KeepRule(Optional.of(Duration.ofDays(2)), 0, 5, 0, 0, 0);
        List<KeepPoint> points = new ArrayList<>(sixHourly(10));
        Map<String, List<String>> before = Keeping.decide(points, Optional.of(rule));
        points.add(point(99_999, Duration.ofDays(3)));
        points.add(point(99_998, Duration.ofDays(2)));
        assertThat(Keeping.decide(points, Optional.of(rule)).keySet()).containsAll(before.keySet());
    }

    @Test
    void nothingThatComesLaterEvictsWhatIsKeptOfADay() {
        List<KeepPoint> points = new ArrayList<>(sixHourly(5));
        Map<String, List<String>> before = Keeping.decide(points, Optional.of(rule(0, 5, 2, 1, 1)));
        for (int i = 0; i < 50; i++) {
            points.add(point(1000 + i, Duration.ofHours(115).plusMinutes(i)));
        }
        Map<String, List<String>> after = Keeping.decide(points, Optional.of(rule(0, 5, 2, 1, 1)));
        before.forEach((place, why) -> {
            if (!why.equals(List.of("newest"))) {
                assertThat(after).containsKey(place);
            }
        });
    }

    @Test
    void claimedTimesNeverEvictWitnessedPoints() {
        Random random = new Random(8);
        for (int round = 0; round < 200; round++) {
            List<KeepPoint> points = new ArrayList<>(sixHourly(30));
            KeepRule rule =
                    rule(
                            random.nextInt(3),
                            random.nextInt(9),
                            random.nextInt(4),
                            random.nextInt(3),
                            random.nextInt(2));
            Map<String, List<String>> before = Keeping.decide(points, Optional.of(rule));
            for (int i = 0; i < 40; i++) {
                Instant forged = START.plus(Duration.ofHours(random.nextInt(30 * 24)));
                points.add(new KeepPoint("forged" + i, forged, false));
            }
            assertThat(Keeping.decide(points, Optional.of(rule)).keySet())
                    .as("round %d of seed 8", round)
                    .containsAll(before.keySet());
        }
    }

    @Test
    void weeksBeginOnMondayAndYearsDoNotCutThem() {
        // 2024-12-30 is a Monday, and of the first week of 2025
        Instant monday = Instant.parse("2024-12-30T12:00:00Z");
        List<KeepPoint> points = new ArrayList<>();
        for (int i = -2; i < 9; i++) {
            Instant day = monday.atZone(ZoneOffset.UTC).plusDays(i).toInstant();
            points.add(new KeepPoint("day" + (i + 20), day, true));
        }
        assertThat(Keeping.decide(points, Optional.of(rule(0, 0, 2, 0, 0))))
                .containsOnlyKeys("day20", "day27", "day28");
    }
}
