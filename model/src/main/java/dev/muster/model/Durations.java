package dev.muster.model;

import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Durations as people write them.
public final class Durations {
    private static final Pattern PART = Pattern.compile("([0-9]{1,9})(ms|s|m|h|d)");
    private static final List<String> UNITS = List.of("d", "h", "m", "s", "ms");

    private Durations() {}

    /// Reads `500ms`, `30s`, `1h30m`, `7d`: whole numbers with units from large to small, each
    /// once. Empty if the text is no duration.
    public static Optional<Duration> parse(String text) {
        Matcher matcher = PART.matcher(text);
        Duration sum = Duration.ZERO;
        int end = 0;
        int last = -1;
        while (matcher.find() && matcher.start() == end) {
            int unit = UNITS.indexOf(matcher.group(2));
            if (unit <= last) {
                return Optional.empty();
            }
            last = unit;
            end = matcher.end();
            sum = sum.plus(of(Long.parseLong(matcher.group(1)), matcher.group(2)));
        }
        return end == text.length() && end > 0 ? Optional.of(sum) : Optional.empty();
    }

    private static Duration of(long amount, String unit) {
        return switch (unit) {
            case "d" -> Duration.ofDays(amount);
            case "h" -> Duration.ofHours(amount);
            case "m" -> Duration.ofMinutes(amount);
            case "s" -> Duration.ofSeconds(amount);
            default -> Duration.ofMillis(amount);
        };
    }

    /// For people: `0 s`, `35 ms`, `7.5 s`, `3 min 20 s`, `2 h 5 min`, `7 d`.
    public static String text(Duration duration) {
        if (duration.isNegative()) {
            return "-" + text(duration.negated());
        }
        long seconds = duration.toSeconds();
        if (duration.isZero()) {
            return "0 s";
        }
        if (seconds < 1) {
            long millis = duration.toMillis();
            return millis == 0 ? "under 1 ms" : millis + " ms";
        }
        if (seconds < 60) {
            double exact = duration.toMillis() / 1000.0;
            return exact == Math.rint(exact)
                    ? seconds + " s"
                    : String.format(Locale.ROOT, "%.1f s", exact);
        }
        if (seconds < 3600) {
            return pair(seconds / 60, "min", seconds % 60, "s");
        }
        if (seconds < 86_400) {
            return pair(seconds / 3600, "h", seconds % 3600 / 60, "min");
        }
        return pair(seconds / 86_400, "d", seconds % 86_400 / 3600, "h");
    }

    private static String pair(long large, String largeUnit, long small, String smallUnit) {
        String first = large + " " + largeUnit;
        return small == 0 ? first : first + " " + small + " " + smallUnit;
    }
}
