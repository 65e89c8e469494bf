package dev.muster.cli.screen;

import dev.muster.model.ByteSize;
import dev.muster.model.Durations;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/// How far something is, at one moment.
///
/// @param name what is worked on
/// @param stage what is going on; may be empty
/// @param place where it has come to; may be empty
/// @param done bytes
/// @param total bytes; 0 while unknown
/// @param files how many are done; 0 where they are not counted
/// @param perSecond bytes
/// @param nanos since it began
record ProgressState(
        String name,
        String stage,
        String place,
        long done,
        long total,
        long files,
        double perSecond,
        long nanos) {
    private static final int BAR = 20;

    /// One line of at most so many columns. What helps least is left out first.
    String line(int width) {
        String head = stage.isEmpty() ? name : name + "  " + stage;
        List<String> parts = new ArrayList<>(List.of(head));
        if (!place.isEmpty()) {
            parts.add("at " + place);
        }
        int bar = -1;
        if (total > 0) {
            bar = parts.size();
            parts.add(bar());
            parts.add(String.format("%3d %%", percent()));
        }
        if (done > 0 || total > 0) {
            parts.add(amount());
        }
        if (perSecond >= 1) {
            parts.add(new ByteSize((long) perSecond) + "/s");
        }
        parts.add(time());
        if (bar > 0 && Ink.width(String.join("  ", parts)) > width) {
            parts.remove(bar);
        }
        if (!place.isEmpty() && Ink.width(String.join("  ", parts)) > width) {
            parts.remove(1);
        }
        while (parts.size() > 2 && Ink.width(String.join("  ", parts)) > width) {
            parts.remove(parts.size() - 2);
        }
        return cut(String.join("  ", parts), width);
    }

    /// For a log, where nothing is redrawn.
    String sentence() {
        String head = stage.isEmpty() ? name : name + ": " + stage;
        List<String> parts = new ArrayList<>();
        if (!place.isEmpty()) {
            parts.add("at " + place);
        }
        if (done > 0 || total > 0) {
            parts.add(amount() + (total > 0 ? " (" + percent() + " %)" : ""));
        }
        if (perSecond >= 1) {
            parts.add(new ByteSize((long) perSecond) + "/s");
        }
        parts.add(time());
        return head + ", " + String.join(", ", parts);
    }

    private long percent() {
        return Math.min(100, (long) (100.0 * done / total));
    }

    private String bar() {
        int full = (int) (BAR * percent() / 100);
        return "[" + "#".repeat(full) + ".".repeat(BAR - full) + "]";
    }

    private String amount() {
        ByteSize so = new ByteSize(Math.max(0, done));
        String bytes = total > 0 ? so + " of " + new ByteSize(total) : so.toString();
        return files > 0 ? String.format(Locale.ROOT, "%,d files, ", files) + bytes : bytes;
    }

    private String time() {
        if (total > done && perSecond >= 1) {
            return text((long) Math.ceil((total - done) / perSecond)) + " left";
        }
        return text(nanos / 1_000_000_000L);
    }

    private static String text(long seconds) {
        return Durations.text(Duration.ofSeconds(seconds));
    }

    private static String cut(String text, int width) {
        return text.length() <= width ? text : text.substring(0, Math.max(0, width));
    }
}
