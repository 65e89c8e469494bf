package dev.muster.provider.postgresql.source;

import dev.muster.model.Durations;
import dev.muster.model.Timing;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;

/// How far the clock of a source is from this machine's. Its commits are stamped by its own, so a
/// moment to restore to means that one, too.
///
/// @param ahead negative where it is behind
public record ClockGap(Duration ahead) {
    private static final Duration TOLD = Duration.ofSeconds(10);

    /// What the question itself took may lie on either side, and is no gap.
    public static ClockGap of(Sql sql, Timing timing) {
        Instant before = timing.instant();
        Instant there = Cluster.clock(sql);
        Instant after = timing.instant();
        if (there.isBefore(before)) {
            return new ClockGap(Duration.between(before, there));
        }
        return new ClockGap(there.isAfter(after) ? Duration.between(after, there) : Duration.ZERO);
    }

    /// Whether it is so large that people have to know.
    public boolean isTold() {
        return ahead.abs().compareTo(TOLD) > 0;
    }

    /// As a backup carries it.
    public String text() {
        return Long.toString(ahead.toMillis());
    }

    /// Such as `1 d behind`.
    public String words() {
        return Durations.text(ahead.abs().plusMillis(500).truncatedTo(ChronoUnit.SECONDS))
                + (ahead.isNegative() ? " behind" : " ahead of");
    }

    /// When it was that here, by this machine's clock.
    public Instant here(Instant there) {
        return there.minus(ahead);
    }
}
