package dev.muster.provider.postgresql.log;

import dev.muster.model.LogPosition;
import java.util.Locale;
import java.util.regex.Pattern;

/// One timeline of one cluster, as a line of captured log.
///
/// @param system the cluster's system identifier, in decimal digits
/// @param timeline 1 or more; every promotion begins a new one
public record Line(String system, int timeline) {
    private static final Pattern TEXT = Pattern.compile("[0-9]{1,20}\\.[0-9A-F]{8}");

    public Line {
        if (!system.matches("[0-9]{1,20}") || timeline < 1) {
            throw new IllegalArgumentException("not a line: " + system + ", " + timeline);
        }
    }

    /// Reads `SYSTEM.TIMELINE` with the timeline in 8 upper-case hex digits.
    ///
    /// @throws IllegalArgumentException for a line of another kind of store
    public static Line of(LogPosition position) {
        String text = position.line();
        if (!TEXT.matcher(text).matches()) {
            throw new IllegalArgumentException("not a line of PostgreSQL log: '" + text + "'");
        }
        int dot = text.indexOf('.');
        return new Line(text.substring(0, dot), Integer.parseInt(text.substring(dot + 1), 16));
    }

    /// Whether a line is one of PostgreSQL log.
    public static boolean matches(LogPosition position) {
        return TEXT.matcher(position.line()).matches();
    }

    public LogPosition at(long lsn) {
        return new LogPosition(toString(), lsn);
    }

    public Line on(int otherTimeline) {
        return new Line(system, otherTimeline);
    }

    /// The name under which this line's history is kept beside captured log.
    public String historyName() {
        return this + ".history";
    }

    @Override
    public String toString() {
        return system + String.format(Locale.ROOT, ".%08X", timeline);
    }
}
