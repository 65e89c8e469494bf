package dev.muster.kind;

import java.util.Optional;
import java.util.regex.Pattern;

/// A schedule in five cron fields, such as `0 */6 * * *`.
///
/// Only the shape is checked here; the meaning is checked when the strategy is read.
@Example({"0 */6 * * *", "30 2 * * 1-5"})
public record CronText(String value) {
    private static final Pattern SHAPE = Pattern.compile("\\S+( +\\S+){4}");

    public static Optional<CronText> parse(String text) {
        return SHAPE.matcher(text).matches() ? Optional.of(new CronText(text)) : Optional.empty();
    }

    @Override
    public String toString() {
        return value;
    }
}
