package dev.muster.cli.moment;

import dev.muster.model.Durations;
import java.time.DateTimeException;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.time.temporal.TemporalAdjusters;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Reads `2026-09-08T18:00:00+02:00`, `2026-09-08 18:00`, `2 hours ago`, `yesterday 18:00`, `monday
/// 9:30` and `now`.
public final class Moments {
    private static final Pattern AGO =
            Pattern.compile("(an?|[0-9]{1,9}) (second|minute|hour|day|week)s? ago");
    private static final Pattern SHORT_AGO = Pattern.compile("([0-9a-z]+) ago");
    private static final Pattern DAY_AND_TIME =
            Pattern.compile("(today|yesterday|[a-z]+day|[0-9]{4}-[0-9]{2}-[0-9]{2})[ t](.+)");
    private static final Pattern TIME =
            Pattern.compile("([0-9]{1,2}):([0-9]{2})(?::([0-9]{2})(?:[.,]([0-9]{1,9}))?)?");
    private static final Pattern OFFSET =
            Pattern.compile("(.*[0-9]) ?(z|utc|[+-][0-9]{2}:?[0-9]{2}(?::[0-9]{2})?)");
    private static final DateTimeFormatter SECONDS =
            DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ssxxxxx", Locale.ROOT);
    private static final DateTimeFormatter MILLIS =
            DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss.SSSxxxxx", Locale.ROOT);
    private static final String EXAMPLES =
            "type a time such as 2026-09-08T18:00:00+02:00, '2 hours ago' or 'yesterday 18:00'";

    private Moments() {}

    /// @param zone what is meant where the text has no offset
    public static Moment parse(String text, Instant now, ZoneId zone) {
        String words = text.strip().toLowerCase(Locale.ROOT).replaceAll("\\s+", " ");
        if (words.equals("now")) {
            return new Moment.At(now);
        }
        try {
            return words.endsWith(" ago") ? ago(words, now, zone) : atTime(words, now, zone);
        } catch (DateTimeException | ArithmeticException e) {
            return new Moment.Unclear("there is no such time", EXAMPLES);
        }
    }

    private static Moment ago(String words, Instant now, ZoneId zone) {
        Matcher matcher = AGO.matcher(words);
        if (matcher.matches()) {
            long amount = matcher.group(1).startsWith("a") ? 1 : Long.parseLong(matcher.group(1));
            ZonedDateTime here = now.atZone(zone);
            return new Moment.At(here.minus(amount, unit(matcher.group(2))).toInstant());
        }
        Matcher compact = SHORT_AGO.matcher(words);
        if (compact.matches()) {
            return Durations.parse(compact.group(1))
                    .<Moment>map(duration -> new Moment.At(now.minus(duration)))
                    .orElseGet(Moments::unknown);
        }
        return unknown();
    }

    private static ChronoUnit unit(String word) {
        return ChronoUnit.valueOf(word.toUpperCase(Locale.ROOT) + "S");
    }

    private static Moment atTime(String words, Instant now, ZoneId zone) {
        Matcher offset = OFFSET.matcher(words);
        Matcher day = DAY_AND_TIME.matcher(words);
        if (day.matches() && offset.matches()) {
            return withOffset(offset.group(1), offset.group(2), now);
        }
        if (day.matches()) {
            Matcher time = TIME.matcher(day.group(2));
            return time.matches()
                    ? in(zone, LocalDateTime.of(day(day.group(1), now, zone), time(time)))
                    : unknown();
        }
        if (TIME.matcher(words).matches()) {
            return new Moment.Unclear(
                    "the day is missing",
                    "type 'today " + words + "' or 'yesterday " + words + "'");
        }
        if (words.matches("today|yesterday|[a-z]+day|[0-9]{4}-[0-9]{2}-[0-9]{2}")) {
            return new Moment.Unclear("the time of day is missing", "type '" + words + " 18:00'");
        }
        return unknown();
    }

    private static Moment withOffset(String words, String offset, Instant now) {
        ZoneOffset exact =
                offset.startsWith("z") || offset.startsWith("u")
                        ? ZoneOffset.UTC
                        : ZoneOffset.of(offset);
        return parse(words, now, exact);
    }

    private static LocalDate day(String word, Instant now, ZoneId zone) {
        LocalDate today = now.atZone(zone).toLocalDate();
        return switch (word) {
            case "today" -> today;
            case "yesterday" -> today.minusDays(1);
            default ->
                    Character.isDigit(word.charAt(0))
                            ? LocalDate.parse(word)
                            : today.with(TemporalAdjusters.previous(weekday(word)));
        };
    }

    private static DayOfWeek weekday(String word) {
        for (DayOfWeek day : DayOfWeek.values()) {
            if (day.name().toLowerCase(Locale.ROOT).equals(word)) {
                return day;
            }
        }
        throw new DateTimeException("no day: " + word);
    }

    private static LocalTime time(Matcher time) {
        int second = time.group(3) == null ? 0 : Integer.parseInt(time.group(3));
        String fraction = time.group(4) == null ? "" : time.group(4);
        int nanos = Integer.parseInt((fraction + "000000000").substring(0, 9));
        return LocalTime.of(
                Integer.parseInt(time.group(1)), Integer.parseInt(time.group(2)), second, nanos);
    }

    /// Twice a year a local time is missing or happens twice; to guess there would restore to the
    /// wrong hour.
    private static Moment in(ZoneId zone, LocalDateTime local) {
        List<ZoneOffset> offsets = zone.getRules().getValidOffsets(local);
        String shown = local.toString().replace('T', ' ');
        return switch (offsets.size()) {
            case 1 -> new Moment.At(local.toInstant(offsets.getFirst()));
            case 0 ->
                    new Moment.Unclear(
                            shown + " did not exist in " + zone + ": clocks were put forward",
                            "type a time before or after, with its offset");
            default ->
                    new Moment.Unclear(
                            shown + " happened twice in " + zone + ": clocks were put back",
                            "type which: "
                                    + OffsetDateTime.of(local, offsets.getFirst())
                                    + " or "
                                    + OffsetDateTime.of(local, offsets.getLast()));
        };
    }

    private static Moment unknown() {
        return new Moment.Unclear("this is no time", EXAMPLES);
    }

    /// Shows a moment in a zone, with its offset: `2026-09-08 18:00:04.214+02:00`.
    public static String show(Instant instant, ZoneId zone) {
        boolean whole = instant.truncatedTo(ChronoUnit.SECONDS).equals(instant);
        return (whole ? SECONDS : MILLIS).format(instant.atZone(zone));
    }

    /// Shows how long ago a moment was, for people: `12 s ago`.
    public static String ago(Instant instant, Instant now) {
        return Durations.text(Duration.between(instant, now)) + " ago";
    }
}
