package dev.muster.strategy;

import dev.muster.kind.CronText;
import dev.muster.strategy.CronField.Part;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.Optional;

/// What the five fields of a [CronText] mean, in UTC, as in crontab(5): where both day fields are
/// restricted, a day that either of them allows is one.
public final class Schedule {
    /// Gaps are looked at from this Monday, so that they do not depend on the day of asking.
    private static final LocalDate ANY_MONDAY = LocalDate.of(2035, 1, 1);

    /// 29 February comes again after eight years at the latest.
    private static final int LONGEST_WAIT_IN_DAYS = 366 * 8 + 1;

    private static final int DAY_IN_MINUTES = 24 * 60;

    private final String text;
    private final CronField minute;
    private final CronField hour;
    private final CronField day;
    private final CronField month;
    private final CronField weekday;

    private Schedule(String text, String[] fields) {
        this.text = text;
        this.minute = CronField.parse(Part.MINUTE, fields[0]);
        this.hour = CronField.parse(Part.HOUR, fields[1]);
        this.day = CronField.parse(Part.DAY, fields[2]);
        this.month = CronField.parse(Part.MONTH, fields[3]);
        this.weekday = CronField.parse(Part.WEEKDAY, fields[4]);
    }

    /// @throws IllegalArgumentException if the text has no meaning; a text out of a strategy has
    ///   one
    public static Schedule of(CronText text) {
        return new Schedule(text.value(), text.value().split(" +", -1));
    }

    /// What is wrong with a text; empty if nothing is.
    public static Optional<String> trouble(CronText text) {
        try {
            return of(text).comes() ? Optional.empty() : Optional.of("no such day ever comes");
        } catch (IllegalArgumentException broken) {
            return Optional.of(String.valueOf(broken.getMessage()));
        }
    }

    private boolean comes() {
        for (int i = 0; i < LONGEST_WAIT_IN_DAYS; i++) {
            if (isDay(ANY_MONDAY.plusDays(i))) {
                return true;
            }
        }
        return false;
    }

    private boolean isDay(LocalDate date) {
        if (!month.allows(date.getMonthValue())) {
            return false;
        }
        boolean byDay = day.allows(date.getDayOfMonth());
        boolean byWeekday = weekday.allows(date.getDayOfWeek().getValue() % 7);
        return (day.any() || weekday.any()) ? byDay && byWeekday : byDay || byWeekday;
    }

    /// The first allowed minute of a day from one on; -1 if there is none.
    private int minuteFrom(int from) {
        for (int at = from; at < DAY_IN_MINUTES; at++) {
            if (hour.allows(at / 60) && minute.allows(at % 60)) {
                return at;
            }
        }
        return -1;
    }

    /// The first time after another one.
    public Instant next(Instant after) {
        LocalDate date = after.atZone(ZoneOffset.UTC).toLocalDate();
        Instant midnight = midnight(date);
        int at = isDay(date) ? minuteFrom((int) midnight.until(after, ChronoUnit.MINUTES) + 1) : -1;
        return at >= 0 ? midnight.plus(at, ChronoUnit.MINUTES) : firstOf(nextDay(date));
    }

    private Instant firstOf(LocalDate date) {
        return midnight(date).plus(minuteFrom(0), ChronoUnit.MINUTES);
    }

    private static Instant midnight(LocalDate date) {
        return date.atStartOfDay(ZoneOffset.UTC).toInstant();
    }

    private LocalDate nextDay(LocalDate after) {
        for (int i = 1; i <= LONGEST_WAIT_IN_DAYS; i++) {
            if (isDay(after.plusDays(i))) {
                return after.plusDays(i);
            }
        }
        throw new IllegalStateException(text + " never comes");
    }

    /// The longest time from one occurrence to the next, looked for in eight years.
    public Duration longestGap() {
        int first = minuteFrom(0);
        int last = first;
        int longest = 0;
        for (int at = minuteFrom(first + 1); at >= 0; at = minuteFrom(at + 1)) {
            longest = Math.max(longest, at - last);
            last = at;
        }
        int overnight = DAY_IN_MINUTES - last + first;
        LocalDate day = nextDay(ANY_MONDAY);
        LocalDate end = day.plusDays(isWeekly() ? 7 : LONGEST_WAIT_IN_DAYS);
        while (day.isBefore(end)) {
            LocalDate next = nextDay(day);
            int between = (int) (day.until(next, ChronoUnit.DAYS) - 1) * DAY_IN_MINUTES;
            longest = Math.max(longest, between + overnight);
            day = next;
        }
        return Duration.ofMinutes(longest);
    }

    private boolean isWeekly() {
        return day.isFull(Part.DAY) && month.isFull(Part.MONTH);
    }

    @Override
    public String toString() {
        return text;
    }
}
