package dev.muster.cli.moment;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class MomentsTest {
    private static final ZoneId BERLIN = ZoneId.of("Europe/Berlin");

    // a Tuesday, 18:00 in Berlin
    private static final Instant NOW = Instant.parse("2026-09-08T16:00:00Z");

    @ParameterizedTest
    @CsvSource({
        "now, 2026-09-08T16:00:00Z",
        "2026-09-08T18:00:00+02:00, 2026-09-08T16:00:00Z",
        "2026-09-08T18:00:00.214Z, 2026-09-08T18:00:00.214Z",
        "2026-09-08t18:00z, 2026-09-08T18:00:00Z",
        "2026-09-08 18:00 +0200, 2026-09-08T16:00:00Z",
        "2026-09-08 18:00 UTC, 2026-09-08T18:00:00Z",
        "2026-09-08 17:59:59, 2026-09-08T15:59:59Z",
        "2026-01-08 18:00, 2026-01-08T17:00:00Z",
        "2 hours ago, 2026-09-08T14:00:00Z",
        "  2   Hours ago , 2026-09-08T14:00:00Z",
        "an hour ago, 2026-09-08T15:00:00Z",
        "90 minutes ago, 2026-09-08T14:30:00Z",
        "1h30m ago, 2026-09-08T14:30:00Z",
        "1 second ago, 2026-09-08T15:59:59Z",
        "a week ago, 2026-09-01T16:00:00Z",
        "yesterday 18:00, 2026-09-07T16:00:00Z",
        "today 9:30, 2026-09-08T07:30:00Z",
        "monday 18:00, 2026-09-07T16:00:00Z",
        "tuesday 18:00, 2026-09-01T16:00:00Z",
        "today 09:30 utc, 2026-09-08T09:30:00Z"
    })
    void momentsAreReadAsPeopleTypeThem(String text, Instant expected) {
        assertThat(Moments.parse(text, NOW, BERLIN)).isEqualTo(new Moment.At(expected));
    }

    @Test
    void aDayAgoIsTheSameTimeOfDayEvenIfClocksWerePutBack() {
        Instant afterChange = Instant.parse("2026-10-25T17:00:00Z"); // 18:00+01:00

        assertThat(Moments.parse("1 day ago", afterChange, BERLIN))
                .isEqualTo(new Moment.At(Instant.parse("2026-10-24T16:00:00Z"))); // 18:00+02:00
        assertThat(Moments.parse("24 hours ago", afterChange, BERLIN))
                .isEqualTo(new Moment.At(Instant.parse("2026-10-24T17:00:00Z")));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "latest",
                "soon",
                "2026-02-30 18:00",
                "2026-09-08 25:00",
                "noday 18:00",
                "2026-09-08",
                "yesterday",
                "18:00",
                "hours ago",
                "999999999 weeks ago ago",
                "2026-09-08 18",
                "2026-09-08 18:00 +99:00",
                "5x ago"
            })
    void whatIsNoMomentSaysWhatToType(String text) {
        assertThat(Moments.parse(text, NOW, BERLIN))
                .isInstanceOfSatisfying(
                        Moment.Unclear.class,
                        unclear -> assertThat(unclear.hint()).startsWith("type "));
    }

    @Test
    void anHourThatWasSkippedIsNotGuessed() {
        assertThat(Moments.parse("2026-03-29 02:30", NOW, BERLIN))
                .isInstanceOfSatisfying(
                        Moment.Unclear.class,
                        unclear -> assertThat(unclear.why()).contains("did not exist"));
    }

    @Test
    void anHourThatHappenedTwiceIsAskedFor() {
        assertThat(Moments.parse("2026-10-25 02:30", NOW, BERLIN))
                .isInstanceOfSatisfying(
                        Moment.Unclear.class,
                        unclear ->
                                assertThat(unclear.hint())
                                        .contains(
                                                "2026-10-25T02:30+02:00",
                                                "2026-10-25T02:30+01:00"));
        assertThat(Moments.parse("2026-10-25T02:30+01:00", NOW, BERLIN))
                .isEqualTo(new Moment.At(Instant.parse("2026-10-25T01:30:00Z")));
    }

    /// Liberia was 44 minutes and 30 seconds behind until 1972.
    @Test
    void anOffsetWithSecondsIsShownAndReadWhole() {
        Instant then = Instant.parse("1970-11-30T16:26:22Z");
        String shown = Moments.show(then, ZoneId.of("Africa/Monrovia"));

        assertThat(shown).isEqualTo("1970-11-30 15:41:52-00:44:30");
        assertThat(Moments.parse(shown, NOW, BERLIN)).isEqualTo(new Moment.At(then));
    }

    @Test
    void whatIsShownCanBeTyped() {
        long seed = Long.getLong("muster.seed", System.nanoTime());
        Random random = new Random(seed);
        List<String> zones = ZoneId.getAvailableZoneIds().stream().sorted().toList();
        for (int i = 0; i < 2000; i++) {
            ZoneId zone = ZoneId.of(zones.get(random.nextInt(zones.size())));
            Instant instant =
                    Instant.ofEpochMilli(random.nextLong(4_000_000_000_000L))
                            .truncatedTo(
                                    random.nextBoolean() ? ChronoUnit.SECONDS : ChronoUnit.MILLIS);
            String shown = Moments.show(instant, zone);
            assertThat(Moments.parse(shown, NOW, BERLIN))
                    .as("seed %d, %s in %s", seed, shown, zone)
                    .isEqualTo(new Moment.At(instant));
        }
    }
}
