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
import java.time.temporal.ChronoUnit;
import java.util.Locale;
import java.util.Optional;

/// What the five fields of a [CronText] mean, in UTC.
public final class Schedule {
    /// Gaps are looked at from here, so that they do not depend on the day of asking.
    private static final ZonedDateTime ANY_MONDAY =
            ZonedDateTime.of(2035, 1, 1, 0, 0, 0, 0, ZoneOffset.UTC);

    private static final Duration DAY = Duration.ofDays(1);

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

    /// The longest time from one occurrence to the next.
    ///
    /// The times within a day are the same on every day that has any, so only the first day is
    /// walked through minute by minute, and from then on days are.
    public Duration longestGap() {
        Instant first = next(ANY_MONDAY.toInstant());
        Instant last = first;
        Duration longest = Duration.ZERO;
        for (Instant at = next(last); at.isBefore(endOfDay(first)); at = next(at)) {
            longest = longer(longest, Duration.between(last, at));
            last = at;
        }
        Duration lastOfDay = Duration.between(startOfDay(first), last);
        Instant horizon = first.plus(horizon());
        for (Instant day = startOfDay(first); day.isBefore(horizon); ) {
            Instant next = next(day.plus(DAY).minusNanos(1));
            longest = longer(longest, Duration.between(day.plus(lastOfDay), next));
            day = startOfDay(next);
        }
        return longest;
    }

    /// What counts days of the week only repeats every week; else two years are looked at.
    private Duration horizon() {
        String[] fields = text.split(" +");
        boolean weekly = fields[2].equals("*") && fields[3].equals("*");
        return weekly ? DAY.multipliedBy(8) : DAY.multipliedBy(731);
    }

    private static Instant startOfDay(Instant time) {
        return time.truncatedTo(ChronoUnit.DAYS);
    }

    private static Instant endOfDay(Instant time) {
        return startOfDay(time).plus(DAY);
    }

    private static Duration longer(Duration a, Duration b) {
        return a.compareTo(b) >= 0 ? a : b;
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
