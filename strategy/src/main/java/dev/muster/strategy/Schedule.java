package dev.muster.strategy;

import com.cronutils.descriptor.CronDescriptor;
import com.cronutils.model.Cron;
import com.cronutils.model.CronType;
import com.cronutils.model.definition.CronDefinitionBuilder;
import com.cronutils.model.time.ExecutionTime;
import com.cronutils.parser.CronParser;
import dev.muster.kind.CronText;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.util.Locale;
import java.util.Optional;

/// What the five fields of a [CronText] mean, in UTC.
public final class Schedule {
    /// A year that begins on a Monday and has a leap day in the next but one: gaps are looked at
    /// from here, so that they do not depend on the day of asking.
    private static final ZonedDateTime ANY_MONDAY =
            ZonedDateTime.of(2035, 1, 1, 0, 0, 0, 0, ZoneOffset.UTC);

    private static final int MOST_GAPS = 1500;

    private final String text;
    private final Cron cron;
    private final ExecutionTime times;

    private Schedule(String text, Cron cron) {
        this.text = text;
        this.cron = cron;
        this.times = ExecutionTime.forCron(cron);
    }

    /// @throws IllegalArgumentException if the text has no meaning; a text out of a strategy has
    ///   one
    public static Schedule of(CronText text) {
        Cron cron =
                new CronParser(CronDefinitionBuilder.instanceDefinitionFor(CronType.UNIX))
                        .parse(text.value())
                        .validate();
        return new Schedule(text.value(), cron);
    }

    /// What is wrong with a text; empty if nothing is.
    public static Optional<String> trouble(CronText text) {
        try {
            return of(text).times.nextExecution(ANY_MONDAY).isPresent()
                    ? Optional.empty()
                    : Optional.of("no such day ever comes");
        } catch (IllegalArgumentException broken) {
            return Optional.of(reason(broken));
        }
    }

    private static String reason(Throwable broken) {
        Throwable deepest = broken;
        while (deepest.getCause() instanceof IllegalArgumentException cause) {
            deepest = cause;
        }
        String message = deepest.getMessage();
        return message == null ? "it cannot be read" : message.toLowerCase(Locale.ROOT);
    }

    /// The first time after another one.
    public Instant next(Instant after) {
        return times.nextExecution(after.atZone(ZoneOffset.UTC))
                .map(ZonedDateTime::toInstant)
                .orElseThrow(() -> new IllegalStateException(text + " never comes"));
    }

    /// The longest time from one occurrence to the next within two years.
    public Duration longestGap() {
        Instant end = ANY_MONDAY.plusYears(2).toInstant();
        Instant last = next(ANY_MONDAY.toInstant());
        Duration longest = Duration.ZERO;
        for (int i = 0; i < MOST_GAPS && last.isBefore(end); i++) {
            Instant next = next(last);
            Duration gap = Duration.between(last, next);
            longest = gap.compareTo(longest) > 0 ? gap : longest;
            last = next;
        }
        return longest;
    }

    /// For people: `every 6 hours`.
    public String inWords() {
        return CronDescriptor.instance(Locale.UK).describe(cron);
    }

    @Override
    public String toString() {
        return text;
    }
}
